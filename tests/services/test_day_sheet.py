"""The page to sign of a closed day and what of it goes to the city: from the journal alone, so always the same."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from cchc_desktop import errors
from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.dossier import Channel, FeeState
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services import day_sheet, till
from cchc_desktop.store import dossiers, journal
from cchc_desktop.sync import keys
from cchc_desktop.sync.cards import CityCard
from cchc_desktop.sync.package import Opened, open_package
from tests.documents.outside_files import pdf
from tests.documents.readers import text_of
from tests.services.city_desk import new_desk
from tests.services.life_desk import PERSON, Life, life_desk
from tests.tools.city_year import city

DAY = date(2023, 10, 24)
CITY_IDENTITY, CITY_KEY = keys.new_identity()
CITY_CARD = CityCard(name="Thành phố Thử", key=CITY_KEY, sign_key=keys.public_of(keys.new_signing_key())).to_text()


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path, "2023-10-24T08:00")
    life.desk.enrolment.take_card(CITY_CARD)
    yield life
    life.desk.close()


def a_day(life: Life) -> None:
    """Let a day pass on which something of everything happens."""
    first = life.receive("2023-10-24T09:00", fee_dong=15_000, fee_state=FeeState.CASH)
    life.receive("2023-10-24T09:05", fee_dong=8_000, fee_state=FeeState.TRANSFER, channel=Channel.POST)
    late = life.receive("2023-10-24T09:10", fee_dong=20_000, fee_state=FeeState.NOT_YET)
    life.step("result_ready", first, "2023-10-24T10:00")
    life.step("result_return", first, "2023-10-24T10:05")
    life.desk.fees.settle(late.code, FeeState.CASH)
    waiting = life.receive_waiting("2023-10-24T11:00")
    life.step("result_ready", waiting)
    life.step("result_return", waiting)
    life.at("2023-10-24T17:05")


def numbers(life: Life, day: date = DAY, part: int = 1) -> dict[str, int | None]:
    sheet = life.desk.day_end.sheet_value(day, part)
    return {row.label: row.number for one in (*sheet.left, *sheet.right) for row in one.rows}


def opened(life: Life, file: Path | None) -> Opened:
    assert file is not None
    return open_package(file.read_bytes(), identity=CITY_IDENTITY, desk_key=life.desk.enrolment.keys().desk_key)


def test_the_sheet_counts_what_the_journal_says(life: Life) -> None:
    a_day(life)
    closed = life.desk.day_end.close(cash_counted=34_000)
    found = numbers(life)
    assert (found["Tiếp nhận"], found["trực tiếp"], found["bưu chính công ích"]) == (4, 3, 1)
    assert (found["Trong đó không giấy hẹn"], found["Trả kết quả"], found["quá hạn"]) == (1, 2, 0)
    assert (found["tiền mặt"], found["chuyển khoản"], found["Cộng đã thu"]) == (35_000, 8_000, 43_000)
    assert (found["Tiền mặt đếm được"], found["Chênh lệch"]) == (34_000, -1_000)
    assert (closed.cash_dong, closed.cash_counted) == (35_000, 34_000)
    assert found["Kết quả chưa số hóa"] == 2


def test_every_entry_of_the_day_is_counted_once(life: Life) -> None:
    a_day(life)
    closed = life.desk.day_end.close()
    sheet = life.desk.day_end.sheet_value(DAY)
    counted = {one.title: one.rows for one in (*sheet.left, *sheet.right)}
    main = [row for title in ("Hồ sơ", "Giấy tờ đã in") for row in counted[title] if row.is_main]
    kinds = [*main, *counted["Việc khác đã ghi sổ"]]
    assert sum(row.number or 0 for row in kinds if "Trong đó" not in row.label) == closed.last - closed.first + 1


def test_the_cash_is_that_of_the_drawer_after_corrections_and_voided_dossiers(life: Life) -> None:
    wrong = life.receive("2023-10-24T09:00", fee_dong=15_000, fee_state=FeeState.CASH)
    twice = life.receive("2023-10-24T09:01", fee_dong=8_000, fee_state=FeeState.CASH)
    life.step("correction", wrong, "2023-10-24T09:30", reason="Nhầm số tiền", fee_dong=12_000)
    life.step("void", twice, "2023-10-24T09:40", reason="Nhập trùng")
    assert life.desk.day_end.cash_expected() == 12_000
    life.at("2023-10-24T17:05").desk.day_end.close()
    assert (numbers(life)["tiền mặt"], numbers(life)["trong đó đính chính, hủy"]) == (12_000, -11_000)
    life.step("void", wrong, "2023-10-25T09:00", reason="Nhập nhầm")
    assert life.desk.day_end.cash_expected() == -12_000


def test_what_an_imported_book_says_was_paid_is_in_no_till(tmp_path: Path) -> None:
    (book,) = city(tmp_path, wards=1, dossiers=60)
    desk = new_desk(tmp_path, agency_code=book.agency_code)
    try:
        assert desk.logbooks.import_book(book.path).refused == ()
        head = journal.head(desk.db)
        paid = "select count(*) from dossier where fee_state = 'online' and fee_dong > 0"
        assert desk.db.value(paid) > 0, "the book tells of payments"
        assert till.till_of(desk.db, head.journal, 1, head.number) == till.Till()
    finally:
        desk.close()


def test_a_step_that_was_undone_takes_nothing_from_the_drawer(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00", fee_dong=15_000, fee_state=FeeState.CASH)
    life.step("void", dossier, "2023-10-24T09:40", reason="Nhập trùng")
    life.step("undo", dossier, "2023-10-24T09:41", reason="Bấm nhầm")
    head = journal.head(life.desk.db)
    assert till.till_of(life.desk.db, head.journal, 1, head.number) == till.Till(cash=15_000)


def test_made_again_the_sheet_and_the_workbook_are_the_same_bytes_whatever_came_since(life: Life) -> None:
    a_day(life)
    closed = life.desk.day_end.close(cash_counted=35_000)
    before, sheet = opened(life, closed.file), life.desk.day_end.sheet(DAY)
    assert closed.file is not None
    closed.file.unlink()
    of_the_day = dossiers.get(life.desk.db, life.desk.db.value("select code from dossier order by id limit 1 offset 1"))
    life.step("handover", of_the_day, "2023-10-25T08:00", to_unit="Tư pháp")
    life.step("void", of_the_day, "2023-10-26T08:30", reason="Nhập trùng")
    assert life.desk.day_end.sheet(DAY) == sheet
    (made,) = life.desk.day_end.make_packages()
    assert opened(life, made).manifest_sha256 == before.manifest_sha256
    assert opened(life, made).content.summaries == before.content.summaries
    assert before.content.summaries[day_sheet.PDF] == sheet


def test_the_seal_of_the_page_is_that_of_the_package_and_nobody_is_named(life: Life) -> None:
    a_day(life)
    closed = life.desk.day_end.close()
    summaries = opened(life, closed.file).content.summaries
    text = text_of(summaries[day_sheet.PDF])
    assert f"{closed.seal[:4]}-{closed.seal[4:]}" in text
    assert closed.file is not None
    assert f"Gói: {closed.file.name} · chốt lúc 17 giờ 05 phút" in text
    with zipfile.ZipFile(io.BytesIO(summaries[day_sheet.WORKBOOK])) as book:
        cells = "".join(book.read(name).decode() for name in book.namelist())
    for personal in (PERSON.name, PERSON.personal_id, PERSON.phone, PERSON.address):
        if personal != life.desk.state.officer_name(life.desk.recorder.actor):
            assert personal not in text
            assert personal not in cells


def test_the_workbook_lists_the_dossiers_as_they_stood_at_the_close(life: Life) -> None:
    a_day(life)
    closed = life.desk.day_end.close()
    workbook = openpyxl.load_workbook(io.BytesIO(opened(life, closed.file).content.summaries[day_sheet.WORKBOOK]))
    assert workbook.properties.created == workbook.properties.modified == datetime(2023, 10, 24, 17, 5)
    rows = list(workbook["Hồ sơ trong ngày"].iter_rows(min_row=5, values_only=True))
    assert [row[8] for row in rows] == ["Đã trả kết quả", "Đang giải quyết", "Đang giải quyết", "Đã trả kết quả"]
    assert rows[0][9] == "Tiếp nhận hồ sơ; Có kết quả; Trả kết quả"
    assert rows[2][9] == "Tiếp nhận hồ sơ; Ghi lệ phí"
    counts = {row[0].strip(): row[1] for row in workbook["Tổng hợp"].iter_rows(min_row=5, max_col=2, values_only=True)}
    assert (counts["Tiếp nhận"], counts["tiền mặt"]) == (4, 35_000)


def test_papers_are_counted_from_what_came_out(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    job = life.desk.db.value("select id from print_job")
    life.desk.printing.note_out(job, sha256="0" * 64, way="printer", offsets=Offsets(), counterparts=(1, 2))
    life.desk.papers.reprint(dossier.code, "Giấy bị ướt")
    life.at("2023-10-24T17:05").desk.day_end.close()
    found = numbers(life)
    assert (found["Giấy đã ra"], found["Giấy hẹn"], found["Lần in lại (có lý do)"]) == (1, 1, 1)
    assert found["Giấy chưa ra"] == 1


def test_what_came_after_the_close_has_a_sheet_of_its_own(life: Life) -> None:
    a_day(life)
    life.desk.day_end.close()
    life.receive("2023-10-24T17:30", fee_dong=5_000, fee_state=FeeState.CASH)
    life.desk.day_end.close(cash_counted=5_000)
    assert (numbers(life, part=2)["Tiếp nhận"], numbers(life, part=2)["Chênh lệch"]) == (1, 0)
    assert "gói bổ sung 2" in text_of(life.desk.day_end.sheet(DAY, 2))
    with pytest.raises(errors.DayNotClosed):
        life.desk.day_end.sheet(DAY, 3)
    with pytest.raises(errors.DayNotClosed):
        life.desk.day_end.sheet(date(2023, 10, 25))


@pytest.mark.parametrize("is_wanted", [False, True])
def test_attached_files_go_along_where_the_setting_says_so(tmp_path: Path, is_wanted: bool) -> None:
    life = life_desk(tmp_path, "2023-10-24T08:00", package_attachments=is_wanted)
    life.desk.enrolment.take_card(CITY_CARD)
    dossier = life.receive("2023-10-24T09:00")
    content = pdf()
    prepared = life.desk.attachments.prepare(content, "đơn.pdf")
    life.desk.attachments.attach(dossier.code, prepared, AttachmentRole.PAPER)
    found = opened(life, life.at("2023-10-24T17:05").desk.day_end.close().file).content.attachments
    life.desk.close()
    assert dict(found) == ({prepared.sha256: content} if is_wanted else {})


def test_a_damaged_file_does_not_hold_up_the_day(tmp_path: Path) -> None:
    life = life_desk(tmp_path, "2023-10-24T08:00", package_attachments=True)
    life.desk.enrolment.take_card(CITY_CARD)
    dossier = life.receive("2023-10-24T09:00")
    prepared = life.desk.attachments.prepare(pdf(), "đơn.pdf")
    life.desk.attachments.attach(dossier.code, prepared, AttachmentRole.PAPER)
    life.desk.attachments.store.path(prepared.sha256).unlink()
    closed = life.at("2023-10-24T17:05").desk.day_end.close()
    assert opened(life, closed.file).content.attachments == {}
    life.desk.close()


def test_the_close_keeps_what_no_entry_tells(life: Life) -> None:
    a_day(life)
    life.desk.day_end.close(cash_counted=35_000)
    body = json.loads(life.desk.db.value("select text from entry order by seq desc limit 1"))["body"]
    assert body["cash_counted"] == 35_000
    assert body["checks"]["not_printed"] == 3
