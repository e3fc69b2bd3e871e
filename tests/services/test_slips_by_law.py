"""RULES 39-43 as far as they concern the slip: titles, names and dates of the day of receipt."""

from __future__ import annotations

import dataclasses
import unicodedata
from datetime import date
from functools import cache

import pytest

from cchc_desktop import paths
from cchc_desktop.catalogue.forms_reading import read_forms
from cchc_desktop.catalogue.reading import read_catalogue
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.forms import FormPurpose, Forms
from cchc_desktop.services import slip_wording
from cchc_desktop.services.desk_setup import SAMPLE
from cchc_desktop.settings import Settings
from cchc_desktop.text import long_date

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


def test_fee_states_are_all_worded() -> None:
    worded = set(slip_wording._PAID) | {FeeState.UNKNOWN, FeeState.FREE, FeeState.WAIVED}
    assert worded == set(FeeState)
