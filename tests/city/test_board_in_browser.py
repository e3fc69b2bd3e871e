"""The city's board in a real browser: signed in by keys, who is missing, then down from a figure to the dossiers.

What is seen is kept in build/journey/city-*.png.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.city.board_server import NAME, PASSWORD, BoardServer, board_server
from tests.city.servers import chromium
from tests.tools.printer import wait_until
from tests.tools.screen import ROOT

PICTURES = ROOT / "build" / "journey"
SECOND = "000.17.40.H32"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BoardServer]:
    with board_server(tmp_path) as running:
        yield running


@pytest.fixture
def browser(server: BoardServer, tmp_path: Path) -> Iterator[Chrome]:
    with chromium(tmp_path, server.tls) as window:
        window.get(server.address)
        yield window


def press(browser: Chrome, *keys: str) -> None:
    """Press keys wherever the focus is."""
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def tab_to(browser: Chrome, words: str) -> None:
    """Press Tab until something that says ``words`` has the focus, and Enter there."""
    for _press in range(200):
        press(browser, Keys.TAB)
        if words in (browser.switch_to.active_element.text or ""):
            press(browser, Keys.ENTER)
            return
    raise AssertionError(f"no key leads to {words}")


def title(browser: Chrome) -> str:
    return str(wait_until(lambda: browser.find_elements(By.TAG_NAME, "h1"), 20)[0].text)


def sign_in(browser: Chrome) -> None:
    assert title(browser) == "Đăng nhập"
    press(browser, NAME, Keys.TAB, PASSWORD, Keys.ENTER)
    assert wait_until(lambda: title(browser) == "Ai chưa gửi đủ", 20)


def picture(browser: Chrome, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    assert browser.save_screenshot(str(PICTURES / f"city-{name}.png"))


def rows(browser: Chrome) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, "tbody tr")


def is_too_wide(browser: Chrome) -> bool:
    return bool(browser.execute_script("return document.documentElement.scrollWidth > innerWidth"))


def test_from_who_is_missing_down_to_a_dossier_by_keys_alone(
    browser: Chrome, server: BoardServer, tmp_path: Path
) -> None:
    picture(browser, "01-sign-in")
    sign_in(browser)
    picture(browser, "02-desks")
    first, second, *_others = [row.text for row in rows(browser)]
    assert "Báo động" in first
    assert "Cùng số hiệu, khác nội dung" in first
    assert "Thiếu 2 ngày: 10/11/2023, 13/11/2023." in second
    assert not is_too_wide(browser)

    tab_to(browser, "Biểu 06a")
    assert wait_until(lambda: "Biểu 06a" in title(browser), 20)
    picture(browser, "03-06a")
    assert not is_too_wide(browser)
    assert "Còn 3 bàn chưa gửi đủ: số liệu dưới đây chưa đủ." in browser.find_element(By.TAG_NAME, "main").text
    tab_to(browser, "253")
    assert wait_until(lambda: title(browser).startswith("Theo phường: Đã giải quyết quá hạn"), 20)
    picture(browser, "04-wards")
    assert [row.text.split("\n")[0] for row in rows(browser)] == ["Phước Hòa", "Phước Tân"]

    tab_to(browser, "250")
    assert wait_until(lambda: title(browser).startswith("Phước Tân"), 20)
    picture(browser, "05-dossiers")
    assert len(rows(browser)) == 200
    assert f"{SECOND}-231016-0001" in rows(browser)[0].text
    assert not is_too_wide(browser)
    tab_to(browser, "Tải Excel")
    file = wait_until(lambda: next(iter((tmp_path / "downloads").glob("*.xlsx")), None), 30)
    sheet = openpyxl.load_workbook(file)["Hồ sơ"]
    assert sheet.max_row >= 250
    assert sheet["B6"].value == f"{SECOND}-231016-0001"

    tab_to(browser, "Hỏi lại")
    assert wait_until(lambda: title(browser).startswith("Hỏi lại về hồ sơ"), 20)
    press(browser, "Vì sao trễ bốn ngày?", Keys.TAB, Keys.ENTER)
    assert wait_until(lambda: "Đã ghi câu hỏi" in browser.page_source, 20)
    picture(browser, "06-question")
    assert [asked[1:3] for asked in server.office.asked] == [(f"{SECOND}-231016-0001", "Vì sao trễ bốn ngày?")]


def test_ratios_and_time_saved_of_another_period(browser: Chrome) -> None:
    sign_in(browser)
    tab_to(browser, "Tỷ lệ")
    assert wait_until(lambda: title(browser).startswith("Các tỷ lệ"), 20)
    picture(browser, "07-ratios")
    assert "Chưa đạt" in rows(browser)[0].text
    browser.find_element(By.ID, "ky").send_keys("Quý III năm 2023")
    press(browser, Keys.TAB, Keys.ENTER)
    assert wait_until(lambda: "ky=2023-Q3" in browser.current_url, 20)
    tab_to(browser, "Thời gian tiết kiệm")
    assert wait_until(lambda: "235 giờ 30 phút" in browser.page_source, 20)
    assert "ky=2023-Q3" in browser.current_url, "the period goes along from page to page"
    picture(browser, "08-time-saved")
    assert not is_too_wide(browser)


def test_a_wrong_password_says_what_to_do(browser: Chrome) -> None:
    press(browser, NAME, Keys.TAB, "sai mật khẩu rồi", Keys.ENTER)
    assert wait_until(lambda: browser.find_elements(By.CSS_SELECTOR, "[role=alert]"), 20)
    assert "Tên hoặc mật khẩu không đúng" in browser.page_source
    assert browser.switch_to.active_element.get_attribute("name") == "mat-khau", "the name stays, the password is typed"
    picture(browser, "09-wrong-password")
