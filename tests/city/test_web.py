"""What desks and people ask of the city's service, over TLS against the running one."""

from __future__ import annotations

import hashlib
import io
import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import openpyxl  # type: ignore[import-untyped]
import pytest

from cchc_desktop.city.accounts import PasswordWeakError
from cchc_desktop.city.uploads import MOST_BYTES
from tests.city.board_server import NAME, PASSWORD, BoardServer, board_server, sign_in, token
from tests.city.small_office import MARRIAGE, NOW
from tests.tools.printer import wait_until

FILE = b"PK\x03\x04" + bytes(range(256)) * 4096
NAMED = hashlib.sha256(FILE).hexdigest()
PATH = f"/v1/packages/{NAMED}"
FIRST = "000.16.40.H32"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BoardServer]:
    with board_server(tmp_path) as running:
        yield running


@pytest.fixture
def client(server: BoardServer) -> Iterator[httpx.Client]:
    with server.client() as one:
        yield one


@pytest.fixture
def person(server: BoardServer) -> Iterator[httpx.Client]:
    with server.signed_in() as one:
        yield one


def piece(client: httpx.Client, first: int, last: int, total: int = len(FILE)) -> httpx.Response:
    named = {"Content-Range": f"bytes {first}-{last}/{total}"}
    return client.put(PATH, content=FILE[first : last + 1], headers=named)


# --- packages ---------------------------------------------------------------------------------


def test_a_whole_file_is_answered_and_again_the_same(server: BoardServer, client: httpx.Client) -> None:
    first, again = client.put(PATH, content=FILE), client.put(PATH, content=FILE)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content == server.office.answers[NAMED]
    assert server.office.taken == [FILE, FILE]
    assert list(server.folder.iterdir()) == []
    assert client.get(f"/v1/acknowledgements/{NAMED}").content == first.content


def test_a_file_in_pieces_is_gone_on_with_where_it_broke_off(server: BoardServer, client: httpx.Client) -> None:
    middle = len(FILE) // 3
    assert client.head(PATH).headers["Upload-Offset"] == "0"
    begun = piece(client, 0, middle - 1)
    assert (begun.status_code, begun.json()) == (202, {"offset": middle})
    assert client.head(PATH).headers["Upload-Offset"] == str(middle)
    astray = piece(client, middle + 5, len(FILE) - 1)
    assert (astray.status_code, astray.json()) == (409, {"offset": middle})
    assert piece(client, middle, len(FILE) - 1).content == server.office.answers[NAMED]
    assert client.head(PATH).headers["Upload-Offset"] == "0"


def test_what_came_before_the_line_broke_stays(server: BoardServer, client: httpx.Client) -> None:
    host, port = server.address.removeprefix("https://").split(":")
    context = ssl.create_default_context(cafile=str(server.tls.authority))
    with socket.create_connection((host, int(port))) as plain, context.wrap_socket(plain, server_hostname=host) as line:
        line.sendall(f"PUT {PATH} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(FILE)}\r\n\r\n".encode())
        line.sendall(FILE[:300_000])
        wait_until(lambda: client.head(PATH).headers["Upload-Offset"] != "0", 20)
    begun = wait_until(lambda: _stands_still(client), 20)
    assert 0 < begun <= 300_000
    assert piece(client, begun, len(FILE) - 1).status_code == 200
    assert server.office.taken == [FILE]


def _stands_still(client: httpx.Client) -> int | None:
    """Return where the file ends once nobody writes it any more: a piece that begins behind it is told so."""
    said = piece(client, len(FILE) - 1, len(FILE) - 1)
    offset = int(client.head(PATH).headers["Upload-Offset"])
    return offset if said.status_code == 409 and said.json()["offset"] == offset else None


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        pytest.param(FILE[:-1], "wrong_hash", id="cut"),
        pytest.param(FILE[:-1] + b"x", "wrong_hash", id="flipped"),
        pytest.param(b"GIF89a" + FILE, "not_an_archive", id="another kind"),
        pytest.param(b"", "wrong_hash", id="empty"),
    ],
)
def test_what_is_not_what_it_is_named_after_is_refused(
    server: BoardServer, client: httpx.Client, content: bytes, cause: str
) -> None:
    said = client.put(PATH, content=content)
    assert (said.status_code, said.json()) == (422, {"cause": cause})
    assert server.office.taken == []
    assert list(server.folder.iterdir()) == []


def test_a_file_of_nobody_is_refused_with_the_cause(server: BoardServer, client: httpx.Client) -> None:
    content = FILE + b"of nobody"
    said = client.put(f"/v1/packages/{hashlib.sha256(content).hexdigest()}", content=content)
    assert (said.status_code, said.json()) == (422, {"cause": "wrong_key"})
    assert list(server.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["0" * 63, "Z" * 64, "..%2F..%2Fcity.db"])
def test_a_name_that_is_no_hash_writes_nothing(server: BoardServer, client: httpx.Client, name: str) -> None:
    assert client.put(f"/v1/packages/{name}", content=FILE).status_code in (404, 422)
    assert list(server.folder.iterdir()) == []


def test_too_large_is_said_before_it_comes(client: httpx.Client) -> None:
    assert piece(client, 0, 9, total=MOST_BYTES + 1).status_code == 413
    assert piece(client, 0, 9, total=MOST_BYTES).status_code == 202


@pytest.mark.parametrize("words", ["bytes 5-4/10", "bytes 0-10/10", "bytes 0-3", "lines 0-9/10", "bytes 0-8/10"])
def test_a_range_that_is_none_is_refused(client: httpx.Client, words: str) -> None:
    assert client.put(PATH, content=FILE[:10], headers={"Content-Range": words}).status_code == 422


def test_cards_and_year_packs(server: BoardServer, client: httpx.Client) -> None:
    assert client.get("/v1/card").json() == {"card": "cchc-city-card"}
    said = [client.post("/v1/cards", content=text).status_code for text in ("desk, vouched", "desk", "x", b"\xff")]
    assert said == [200, 202, 422, 422]
    assert client.post("/v1/cards", content=b"x" * 70_000).status_code == 413
    assert client.get("/v1/year-pack").status_code == 404
    server.office.pack = b"pack"
    assert client.get("/v1/year-pack").content == b"pack"
    assert client.get(f"/v1/acknowledgements/{NAMED}").status_code == 404


# --- who may look -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/06a",
        "/ty-le",
        "/tiet-kiem",
        "/phuong?so=open",
        "/ho-so?so=open",
        "/hoi-lai",
        "/cac-ban.xlsx",
        "/06a.xlsx",
    ],
)
def test_nobody_sees_a_page_without_signing_in(client: httpx.Client, path: str) -> None:
    said = client.get(path)
    assert (said.status_code, said.headers["location"], said.content) == (303, "/dang-nhap", b"")


def test_the_cookie_is_for_this_service_alone(client: httpx.Client) -> None:
    kept = sign_in(client, PASSWORD).headers["set-cookie"]
    assert kept.startswith("__Host-cchc=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(kept.split("; "))


def test_five_wrong_ones_have_to_wait(server: BoardServer, client: httpx.Client) -> None:
    assert [sign_in(client, "sai mật khẩu rồi").status_code for _try in range(5)] == [401, 401, 401, 401, 429]
    assert sign_in(client, PASSWORD).status_code == 429, "the right one is not looked at either"
    server.clock.shown = NOW + timedelta(minutes=1)
    assert sign_in(client, PASSWORD).status_code == 303
    assert sign_in(client, "sai mật khẩu rồi").status_code == 401, "the right one began the count anew"


def test_who_does_not_exist_is_told_the_same(client: httpx.Client) -> None:
    nobody, wrong = sign_in(client, "sai mật khẩu rồi", "Không Ai"), sign_in(client, "sai mật khẩu rồi")
    assert nobody.status_code == wrong.status_code == 401
    assert nobody.text.replace("Không Ai", NAME).count("không đúng") == wrong.text.count("không đúng") == 1


def test_an_hour_unused_and_one_has_to_sign_in_again(server: BoardServer, person: httpx.Client) -> None:
    server.clock.shown = NOW + timedelta(minutes=59)
    assert person.get("/").status_code == 200
    server.clock.shown = NOW + timedelta(minutes=118)
    assert person.get("/").status_code == 200, "its use lengthened it"
    server.clock.shown = NOW + timedelta(minutes=178)
    assert person.get("/").status_code == 303


def test_signing_out_ends_it_whatever_the_browser_keeps(person: httpx.Client) -> None:
    kept = dict(person.cookies)
    assert person.post("/dang-xuat", data={"dau": token(person.get("/"))}).status_code == 303
    person.cookies.update(kept)
    assert person.get("/").status_code == 303


def test_a_new_password_signs_out(server: BoardServer, person: httpx.Client) -> None:
    server.accounts.set_password(NAME, "một mật khẩu khác hẳn")
    assert person.get("/").status_code == 303
    with pytest.raises(PasswordWeakError):
        server.accounts.set_password(NAME, "ngắn")


def test_another_sites_form_is_not_taken(server: BoardServer, person: httpx.Client) -> None:
    fields = {"phuong": FIRST, "ho-so": f"{FIRST}-231016-0001", "noi-dung": "Vì sao trễ?"}
    assert person.post("/hoi-lai", data=fields).status_code == 403
    assert person.post("/hoi-lai", data={**fields, "dau": "0" * 64}).status_code == 403
    assert server.office.asked == []
    with server.client() as stranger:
        page = stranger.get("/dang-nhap")
        assert stranger.post("/hoi-lai", data={**fields, "dau": token(page)}).headers["location"] == "/dang-nhap"
    assert server.office.asked == []


# --- the pages --------------------------------------------------------------------------------


def test_who_is_missing_stands_first(person: httpx.Client) -> None:
    page = person.get("/").text
    assert page.index("Cùng số hiệu, khác nội dung: 1 gói") < page.index("Thiếu 2 ngày: 10/11/2023, 13/11/2023.")
    assert page.index("Thiếu mục: #412 đến #431, #440.") < page.index("Chưa gửi gói nào.") < page.index("Phước Hòa")
    assert "<b>3</b> bàn còn thiếu" in page
    assert "Mẫu &lt;Hòa&gt;" in page
    assert "<Hòa>" not in page


def test_a_figure_leads_to_the_wards_and_to_the_dossiers(person: httpx.Client) -> None:
    words = f"ky=2023-11&so=resolved_late&dong=procedure%3A{MARRIAGE}"
    assert (
        f"/phuong?so=resolved_late&amp;dong=procedure%3A{MARRIAGE}&amp;ky=2023-11" in person.get("/06a?ky=2023-11").text
    )
    page = person.get(f"/phuong?{words}").text
    assert '">250</a>' in page
    assert '<td class="right">253</td>' in page
    first, last = (person.get(f"/ho-so?{words}&phuong=000.17.40.H32&trang={number}").text for number in (1, 2))
    assert (first.count("231016-"), last.count("231016-")) == (400, 100), "each line bears its code and its question"
    assert "000.17.40.H32-231016-0250" in last


@pytest.mark.parametrize(
    ("path", "sheet", "said"),
    [
        ("/cac-ban.xlsx", "Các bàn", "Phước Tân"),
        ("/06a.xlsx?ky=2023-11", "Biểu 06a", "Thủ tục đăng ký kết hôn"),
        ("/ty-le.xlsx?ky=2023-Q4", "Tỷ lệ", 253),
        ("/tiet-kiem.xlsx?ky=2023", "Phường", "Phước Hòa"),
        ("/phuong.xlsx?ky=2023-11&so=resolved_late", "Các phường", 253),
        (f"/ho-so.xlsx?ky=2023-11&so=resolved_late&phuong={FIRST}", "Hồ sơ", f"{FIRST}-231016-0003"),
    ],
)
def test_each_table_is_a_workbook_too(person: httpx.Client, path: str, sheet: str, said: object) -> None:
    answer = person.get(path)
    assert answer.headers["content-disposition"].startswith('attachment; filename="')
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert said in [value for row in book[sheet].iter_rows(values_only=True) for value in row]


def test_a_dossier_is_asked_back_about(server: BoardServer, person: httpx.Client) -> None:
    code = f"{FIRST}-231016-0001"
    page = person.get(f"/hoi-lai?phuong={FIRST}&ho-so={code}")
    fields = {"dau": token(page), "phuong": FIRST, "ho-so": code}
    assert person.post("/hoi-lai", data={**fields, "noi-dung": "  "}).status_code == 422
    assert person.post("/hoi-lai", data={**fields, "noi-dung": "x" * 1001}).status_code == 422
    done = person.post("/hoi-lai", data={**fields, "noi-dung": "Vì sao trễ?"})
    assert "Đã ghi câu hỏi" in person.get(done.headers["location"]).text
    assert server.office.asked == [(FIRST, code, "Vì sao trễ?", NAME)]
    unknown = {**fields, "ho-so": "khác", "noi-dung": "Vì sao trễ?"}
    assert person.post("/hoi-lai", data=unknown).status_code == 404


@pytest.mark.parametrize(
    "path", ["/06a?ky=2023-13", "/phuong?so=password_hash", "/ho-so?so=1%3D1", "/hoi-lai", "/docs"]
)
def test_an_address_that_names_nothing_is_no_crash(person: httpx.Client, path: str) -> None:
    assert person.get(path).status_code == 404


def test_no_page_lets_a_script_run(person: httpx.Client) -> None:
    page = person.get("/")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert "style=" not in page.text
