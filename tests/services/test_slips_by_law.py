"""RULES 39-43 as far as they concern the slip: titles, names and dates of the day of receipt."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from cchc_desktop import bootstrap, errors, paths
from cchc_desktop.catalogue.forms_reading import read_forms
from cchc_desktop.catalogue.reading import read_catalogue
from cchc_desktop.clock import moment
from cchc_desktop.documents import preview
from cchc_desktop.domain.dossier import FeeState, PaperForm, ReturnWay
from cchc_desktop.domain.forms import FormPurpose, Forms
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import ApplicantKind, Person
from cchc_desktop.domain.procedure import Catalogue
from cchc_desktop.domain.term import Term, TermUnit
from cchc_desktop.rules import deadlines
from cchc_desktop.services import slip_wording
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.settings import Settings
from cchc_desktop.text import long_date
from tests.documents.readers import is_nfc, letters_of, pictures, symbols, text_of
from tests.rules.calendars import at, nha_trang
from tests.tools import ready_desks

FORM = ReceiveDossier(
    procedure_code="1.004873",
    applicant=Person(name="Nguyễn Thị Thử", personal_id="056190000123", address="1 Đường Mẫu", phone="0905000417"),
    papers=(TickedPaper(catalogue_seq=1), TickedPaper(catalogue_seq=2, is_shown_only=True)),
    accepts_duplicate=True,
)
PHUOC_HOA_THEN_NHA_TRANG = dataclasses.replace(
    SAMPLE, units=(("2016-01-01", "phường", "Phước Hòa"), ("2025-07-01", "phường", "Nha Trang"))
)


@cache
def forms() -> Forms:
    return read_forms(paths.resources() / "forms")


def office(settings: Settings = PHUOC_HOA_THEN_NHA_TRANG) -> slip_wording.Office:
    catalogue = read_catalogue(paths.resources() / "catalogue")
    return slip_wording.Office(settings=settings, forms=forms(), catalogue=catalogue, is_training=False)


@pytest.mark.parametrize(
    ("day", "purpose", "number", "title"),
    [
        ("2025-09-14", FormPurpose.APOLOGY_NOTICE, "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
        ("2025-09-15", FormPurpose.APOLOGY_NOTICE, "04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
        ("2025-09-14", FormPurpose.ROUTING_SHEET, "05", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        ("2025-09-15", FormPurpose.ROUTING_SHEET, "06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        ("2025-09-14", FormPurpose.TRACKING_REGISTER, "06", "Sổ theo dõi hồ sơ"),
        ("2025-09-15", FormPurpose.TRACKING_REGISTER, "07", "Sổ theo dõi hồ sơ"),
    ],
)
def test_rule_39_forms_follow_the_day_of_receipt(day: str, purpose: FormPurpose, number: str, title: str) -> None:
    form = forms().form_set_on(date.fromisoformat(day), SAMPLE.forms_changed_on).form(purpose)
    assert (form.number, form.title) == (number, title)


def test_rule_39_the_switch_of_forms_is_a_setting() -> None:
    day = date(2025, 10, 1)
    assert forms().form_set_on(day, "2025-09-15").form(FormPurpose.ROUTING_SHEET).number == "06"
    assert forms().form_set_on(day, "2025-11-01").form(FormPurpose.ROUTING_SHEET).number == "05"


def test_rule_39_the_regime_changes_on_a_day_of_its_own() -> None:
    before, after = forms().regime_on(date(2025, 6, 30)), forms().regime_on(date(2025, 7, 1))
    assert (before.code, after.code) == ("R2", "R3")
    assert forms().form_set_on(date(2025, 7, 1), SAMPLE.forms_changed_on).code == "TT01-2018"


@pytest.mark.parametrize(("day", "title"), [("2025-10-31", "GIẤY CŨ"), ("2025-11-01", "GIẤY MỚI")])
def test_rule_39_the_slip_s_title_is_that_of_the_set_in_use(day: str, title: str) -> None:
    old, new = forms().form_sets
    sets = tuple(
        dataclasses.replace(
            form_set, forms=(dataclasses.replace(form_set.form(FormPurpose.APPOINTMENT_SLIP), title=name),)
        )
        for form_set, name in ((old, "Giấy cũ"), (new, "Giấy mới"))
    )
    usual = office(dataclasses.replace(PHUOC_HOA_THEN_NHA_TRANG, forms_changed_on="2025-11-01"))
    changed = dataclasses.replace(usual, forms=dataclasses.replace(usual.forms, form_sets=sets))
    assert slip_wording.stationery_of(date.fromisoformat(day), changed).title == title


def test_rule_40_an_empty_hotline_or_feedback_address_is_named() -> None:
    assert dataclasses.replace(SAMPLE, hotline=" ").missing_for_slip() == ("hotline",)
    assert dataclasses.replace(SAMPLE, feedback_address="").missing_for_slip() == ("feedback_address",)
    assert SAMPLE.missing_for_slip() == ()


@pytest.mark.parametrize(
    ("day", "committee", "centre"),
    [
        ("2023-10-26", "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA", "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"),
        ("2025-06-30", "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA", "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"),
        ("2025-07-01", "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
        ("2026-10-26", "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
    ],
)
def test_rule_41_the_header_is_that_of_the_day_of_receipt(day: str, committee: str, centre: str) -> None:
    stationery = slip_wording.stationery_of(date.fromisoformat(day), office())
    assert (" ".join(stationery.committee), " ".join(stationery.centre)) == (committee, centre)


def test_rule_41_a_commune_says_so() -> None:
    commune = dataclasses.replace(SAMPLE, unit_kind="xã", unit_name="Vĩnh Thái")
    stationery = slip_wording.stationery_of(date(2023, 10, 26), office(commune))
    assert " ".join(stationery.committee) == "ỦY BAN NHÂN DÂN XÃ VĨNH THÁI"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-02-05", "ngày 05 tháng 02 năm 2023"),
        ("2023-10-05", "ngày 05 tháng 10 năm 2023"),
        ("2023-03-05", "ngày 05 tháng 3 năm 2023"),
        ("2023-12-15", "ngày 15 tháng 12 năm 2023"),
    ],
)
def test_rule_42_days_as_decrees_write_them(day: str, words: str) -> None:
    assert long_date(date.fromisoformat(day)) == words


def test_rule_43_everything_that_is_printed_is_nfc() -> None:
    stationery = slip_wording.stationery_of(date(2023, 10, 26), office())
    texts = " ".join(
        [*stationery.notes, *stationery.bring_lines, *(listed.short_name for listed in stationery.listing)]
    )
    assert unicodedata.is_normalized("NFC", texts)


def test_the_listing_is_what_the_ward_chose_else_the_most_frequent() -> None:
    usual = slip_wording.listing(date(2023, 10, 26), office())
    assert [listed.procedure_code for listed in usual[:2]] == ["2.000815", "2.000635"]
    assert len(usual) == slip_wording.MOST_LISTED
    chosen = dataclasses.replace(SAMPLE, listing=("1.004873", "9.999999"))
    assert [listed.procedure_code for listed in slip_wording.listing(date(2023, 10, 26), office(chosen))] == [
        "1.004873"
    ]


def test_the_usual_listing_holds_what_the_ward_itself_receives() -> None:
    usual = office()
    of_the_district = [p for p in usual.catalogue if p.authority_level == "cấp huyện" and p.portal_url]
    first = Catalogue.of("test", [*of_the_district, *usual.catalogue.procedures[:3]])
    listed = slip_wording.listing(date(2023, 10, 26), dataclasses.replace(usual, catalogue=first))
    assert of_the_district
    assert [entry.procedure_code for entry in listed] == ["2.000815", "2.000635", "2.000884"]


def test_fee_states_are_all_worded() -> None:
    worded = set(slip_wording._PAID) | {FeeState.UNKNOWN, FeeState.FREE, FeeState.WAIVED}
    assert worded == set(FeeState)


def explained(received: str, count: int, unit: TermUnit) -> tuple[list[tuple[str, str, str]], tuple[str, str]]:
    return slip_wording.explanation_words(deadlines.promise(at(received), Term(count, unit), nha_trang()))


def test_the_explanation_on_paper_names_every_day_its_reason_and_the_sum() -> None:
    lines, total = explained("2026-11-20 18:20", 2, TermUnit.WORKING_DAYS)
    assert lines == [
        ("thứ Sáu 20/11/2026", "nhận 18:20, ngoài giờ làm việc: tính từ 07:00 thứ Hai 23/11", ""),
        ("thứ Bảy 21/11/2026", "không tính: thứ Bảy", ""),
        ("Chủ nhật 22/11/2026", "không tính: Chủ nhật", ""),
        ("thứ Hai 23/11/2026", "đủ các buổi", "8 giờ"),
        ("thứ Ba 24/11/2026", "không tính: Ngày Văn hóa Việt Nam", ""),
        ("thứ Tư 25/11/2026", "đủ các buổi", "8 giờ"),
    ]
    assert total == ("Hẹn trả: 17 giờ 00 phút, ngày 25 tháng 11 năm 2026 (thứ Tư)", "16 giờ")


def test_rule_10_the_explanation_on_paper_says_why_one_minute_moves_a_day() -> None:
    lines, _total = explained("2023-10-23 07:01", 8, TermUnit.WORKING_HOURS)
    assert [amount for _day, _words, amount in lines] == ["7 giờ 59 phút", "1 phút", ""]
    assert lines[-1][1].startswith("Ghi chú: hết buổi hôm trước còn thiếu 1 phút")


def test_a_term_not_counted_in_hours_has_no_sum_of_hours() -> None:
    _lines, total = explained("2023-10-26 15:30", 1, TermUnit.SAME_DAY)
    assert total == ("Hẹn trả: 17 giờ 00 phút, ngày 27 tháng 10 năm 2023 (thứ Sáu)", "")


class Hand:
    """A clock moved by hand."""

    def __init__(self, start: str) -> None:
        self.at = moment(start)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Hand:
    return Hand("2023-03-05T09:05")


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[bootstrap.Desk]:
    opening = Opening(settings=PHUOC_HOA_THEN_NHA_TRANG, officer_name=SAMPLE_OFFICER)
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    desk = ready_desks.first_run(tmp_path / "desk", opening, clock=clock, environment=state)
    yield desk
    desk.close()


def received(desk: bootstrap.Desk, **changes: object) -> bytes:
    """Return the slip of a dossier received now."""
    found = desk.intake.receive(dataclasses.replace(FORM, **changes))  # type: ignore[arg-type]
    return desk.papers.order_of(found.dossier.code).build()


ORGANISATION = Person(name="Công ty Biển Xanh", personal_id="4201234567", representative="Lê Hoàng Minh Đức")
CHILD = Person(name="Nguyễn Bảo Châu", representative="Nguyễn Thị Thử")
GIVEN = {"due_at": moment("2023-04-03T10:00"), "due_reason": "theo thông lệ"}


@pytest.mark.parametrize(
    ("changes", "words", "signer"),
    [
        ({}, "Tiếp nhận hồ sơ của: NGUYỄN THỊ THỬ Địa chỉ: 1 Đường Mẫu", "Nguyễn Thị Thử"),
        (
            {"applicant_kind": ApplicantKind.ORGANISATION, "applicant": ORGANISATION},
            "Tiếp nhận hồ sơ của: CÔNG TY BIỂN XANH, đại diện: Lê Hoàng Minh Đức",
            "Lê Hoàng Minh Đức",
        ),
        (
            {"applicant_kind": ApplicantKind.CHILD, "applicant": CHILD},
            "Tiếp nhận hồ sơ của: NGUYỄN BẢO CHÂU, đại diện: Nguyễn Thị Thử",
            "Nguyễn Thị Thử",
        ),
        (
            {"applicant_kind": ApplicantKind.FOREIGNER, "applicant": Person(name="Anna Müller", personal_id="C01X")},
            "Tiếp nhận hồ sơ của: ANNA MÜLLER",
            "Anna Müller",
        ),
        (
            {"submitter": Person(name="Trần Văn Nộp"), "submitter_ground": "giấy ủy quyền ngày 01/3/2023"},
            "Người nộp hồ sơ: Trần Văn Nộp (giấy ủy quyền ngày 01/3/2023)",
            "Trần Văn Nộp",
        ),
        ({"case_code": "divorced"}, "hôn nhân (trường hợp: Đã ly hôn)", "Nguyễn Thị Thử"),
        ({"procedure_code": "2.000815"}, "theo quy định là: trong ngày làm việc", "Nguyễn Thị Thử"),
        ({"procedure_code": "2.001263"}, "theo quy định là: 30 ngày 4. Thời gian nhận", "Nguyễn Thị Thử"),
        ({"procedure_code": "2.002622", **GIVEN}, "theo quy định là: 4. Thời gian nhận", "Nguyễn Thị Thử"),
        ({}, "(nếu có): Vào Sổ", "Nguyễn Thị Thử"),
        ({"fee_dong": 0}, "(nếu có): Vào Sổ", "Nguyễn Thị Thử"),
        ({"fee_state": FeeState.FREE}, "(nếu có): Không thu Vào Sổ", "Nguyễn Thị Thử"),
        ({"fee_state": FeeState.NOT_YET, "fee_dong": 15_000}, "15.000 đồng, chưa thu", "Nguyễn Thị Thử"),
        ({"fee_state": FeeState.CASH, "fee_dong": 15_000}, "15.000 đồng, đã thu tiền mặt", "Nguyễn Thị Thử"),
        ({"fee_state": FeeState.TRANSFER, "fee_dong": 8_000}, "8.000 đồng, đã thu chuyển khoản", "Nguyễn Thị Thử"),
        (
            {"fee_state": FeeState.WAIVED, "fee_dong": 8_000, "fee_reason": "hộ nghèo"},
            "(nếu có): Được miễn: hộ nghèo Vào Sổ",
            "Nguyễn Thị Thử",
        ),
        ({"return_way": ReturnWay.POST}, "nhận kết quả tại: Qua dịch vụ bưu chính: 1 Đường Mẫu", "Nguyễn Thị Thử"),
        (
            {"return_way": ReturnWay.POST, "return_address": "2 Đường Khác"},
            "nhận kết quả tại: Qua dịch vụ bưu chính: 2 Đường Khác",
            "Nguyễn Thị Thử",
        ),
        ({"return_way": ReturnWay.ONLINE}, "Bản điện tử trên Cổng Dịch vụ công quốc gia", "Nguyễn Thị Thử"),
    ],
)
def test_what_the_desk_took_in_stands_on_the_slip(
    desk: bootstrap.Desk, changes: dict[str, object], words: str, signer: str
) -> None:
    front = text_of(received(desk, **changes), last=1)
    assert letters_of(words) in letters_of(front)
    assert letters_of(f"(Ký và ghi rõ họ tên) {signer}") in letters_of(front)
    assert is_nfc(front)


@pytest.mark.parametrize(
    ("form", "is_shown_only", "row"),
    [
        (PaperForm.ORIGINAL, False, "2 - Nộp"),
        (PaperForm.ORIGINAL, True, "2 - Xuất trình"),
        (PaperForm.CERTIFIED_COPY, False, "- 2 Chứng thực"),
        (PaperForm.COPY, False, "- 2 Nộp"),
        (PaperForm.COPY, True, "- 2 Xuất trình"),
        (PaperForm.DIGITAL, False, "- 2 Điện tử"),
    ],
)
def test_a_paper_s_form_and_number_stand_in_their_columns(
    desk: bootstrap.Desk, form: PaperForm, is_shown_only: bool, row: str
) -> None:
    paper = TickedPaper(name="Giấy do người dân kể", form=form, quantity=2, is_shown_only=is_shown_only)
    assert f"1 Giấy do người dân kể {row}" in text_of(received(desk, papers=(paper,)), last=1)


def test_rule_40_a_slip_has_both_sides_of_two_counterparts_and_its_proof(desk: bootstrap.Desk) -> None:
    code = desk.intake.receive(FORM).dossier.code
    dossier = desk.view.dossier(code).dossier
    pdf = desk.papers.order_of(code).build()
    assert preview.page_count(pdf) == 4
    for page in (1, 3):
        front, back = text_of(pdf, first=page, last=page), text_of(pdf, first=page + 1, last=page + 1)
        proof = f"đã ghi sổ · bàn 1 · #{dossier.first.number:04} · {dossier.first_hash[:4].upper()}"
        assert proof in front
        assert proof in back
        assert SAMPLE.hotline in back
        assert letters_of(SAMPLE.feedback_address) in letters_of(back).replace("1.Ủy", "Ủy").replace("2.Cổng", "Cổng")
        assert letters_of(SAMPLE.office_hours) in letters_of(back)
        assert "Khi đến nhận kết quả, xin mang theo" in back


@pytest.mark.parametrize("setting", ["hotline", "feedback_address"])
def test_rule_40_without_hotline_or_feedback_address_nothing_is_received(desk: bootstrap.Desk, setting: str) -> None:
    desk.setup.change({setting: " "})
    with pytest.raises(errors.StationeryIncomplete) as refused:
        desk.intake.receive(FORM)
    assert refused.value.facts == {"missing": (setting,)}


def test_rule_41_a_slip_of_2023_printed_again_in_2026_keeps_its_header(desk: bootstrap.Desk, clock: Hand) -> None:
    old = desk.intake.receive(FORM).dossier.code
    before = desk.papers.order_of(old).build()
    clock.at = moment("2026-03-05T08:00")
    desk.recorder.accept_clock("05/03/2026")
    again = desk.papers.reprint(old, "người dân làm mất")
    assert "PHƯỜNG PHƯỚC HÒA BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ" in text_of(again.pdf, last=1)
    assert "Phước Hòa, ngày 05 tháng 3 năm 2023" in text_of(again.pdf, last=1)
    assert "TRUNG TÂM" not in text_of(again.pdf)
    assert desk.papers.order_of(old).build() == before
    new = text_of(received(desk))
    assert "PHƯỜNG NHA TRANG TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in new
    assert "Nha Trang, ngày 05 tháng 3 năm 2026" in new


def test_rule_42_moments_and_numbers_are_padded_as_decrees_pad_them(desk: bootstrap.Desk, clock: Hand) -> None:
    clock.at = moment("2023-03-06T07:05")
    front = text_of(received(desk), last=1)
    assert "2. Số lượng hồ sơ: 01 (bộ)" in front
    assert "theo quy định là: 03 ngày làm việc" in front
    assert "4. Thời gian nhận hồ sơ: 07 giờ 05 phút, ngày 06 tháng 3 năm 2023" in front
    assert "07 giờ 05 phút, ngày 09 tháng 3 năm 2023 (thứ Năm)" in front


def test_rule_43_decomposed_input_is_printed_composed(desk: bootstrap.Desk) -> None:
    person = Person(name=unicodedata.normalize("NFD", "Đặng Thị Ước"), address=unicodedata.normalize("NFD", "Hòa Ổ"))
    text = text_of(received(desk, applicant=person))
    assert is_nfc(text)
    assert "ĐẶNG THỊ ƯỚC Địa chỉ: Hòa Ổ" in text


def test_rule_50_the_codes_of_a_real_slip_are_read_back(desk: bootstrap.Desk) -> None:
    code = desk.intake.receive(FORM).dossier.code
    for front in pictures(desk.papers.order_of(code).build(), dpi=150, width_mm=148)[::2]:
        assert symbols(front) == {"Code128": [code], "QRCode": [f"{SAMPLE.lookup_url}{code}"]}


@pytest.mark.parametrize("typed", ["Hòa", "Hoà", "hoa", "HOA", "dang hoa", "Đặng Hoà"])
def test_rule_43_a_name_is_found_however_its_tone_is_written(desk: bootstrap.Desk, typed: str) -> None:
    code = desk.intake.receive(dataclasses.replace(FORM, applicant=Person(name="Đặng Thị Hòa"))).dossier.code
    desk.intake.receive(FORM)
    assert [line.code for line in desk.view.search(typed)] == [code]


def test_rule_49_codes_begin_again_each_day_and_are_never_taken_twice(desk: bootstrap.Desk, clock: Hand) -> None:
    clock.at = moment("2023-10-26T08:00")
    desk.recorder.accept_clock("26/10/2023")
    codes = [desk.intake.receive(FORM).dossier.code for _ in range(2)]
    with pytest.raises(errors.FormIncomplete):
        desk.intake.receive(dataclasses.replace(FORM, sets=0))
    codes.append(desk.intake.receive(FORM).dossier.code)
    assert [code.rpartition(".")[2] for code in codes] == [f"H32-231026-000{number}" for number in (1, 2, 3)]
    clock.at = moment("2023-10-27T08:00")
    assert desk.intake.receive(FORM).dossier.code.endswith("H32-231027-0001")
