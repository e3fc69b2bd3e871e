"""Regime, form set and office wording by the day of receipt (RULES 39 and 41), on both sides of each change."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_desktop.domain.forms import FormPurpose, Regime, SupplementClock
from cchc_desktop.errors import ResourceError
from cchc_desktop.settings import Settings

OLD_APOLOGY = "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
NEW_APOLOGY = "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        pytest.param(date(2018, 6, 20), "R0", id="last day of decision 09/2015"),
        pytest.param(date(2018, 6, 21), "R1", id="first day of decree 61/2018"),
        pytest.param(date(2021, 12, 5), "R1", id="last day before decree 107/2021"),
        pytest.param(date(2021, 12, 6), "R2", id="first day of decree 107/2021"),
        pytest.param(date(2025, 6, 30), "R2", id="last day of the three tiers"),
        pytest.param(date(2025, 7, 1), "R3", id="first day of decree 118/2025"),
        pytest.param(date(2026, 11, 20), "R3", id="R4 has no verified day and is not in force"),
    ],
)
def test_the_regime_of_a_day(forms, day, code):
    assert forms.regime_on(day).code == code


def test_a_regime_without_a_day_is_known_and_never_in_force(forms):
    undated = next(regime for regime in forms.regimes if regime.code == "R4")
    assert undated.valid_from is None
    assert not undated.in_force(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("code", "clock", "days"),
    [
        ("R0", SupplementClock.PAUSE, (0, 0, 0)),
        ("R1", SupplementClock.RESTART, (0, 0, 0)),
        ("R2", SupplementClock.RESTART, (0, 0, 0)),
        ("R3", SupplementClock.RESTART, (3, 15, 1)),
        ("R4", SupplementClock.RESTART, (3, 15, 1)),
    ],
)
def test_what_each_regime_says_of_supplements_and_apologies(forms, code, clock, days):
    regime = next(regime for regime in forms.regimes if regime.code == code)
    assert regime.supplement_clock is clock
    assert (regime.supplement_notice_days, regime.supplement_closing_days, regime.apology_before_days) == days


def test_a_regime_of_an_older_pack_is_read_with_the_decrees_of_2018():
    regime = Regime(code="R9", valid_from=None, valid_to=None, basis="", confidence="low", note="")
    assert regime.supplement_clock is SupplementClock.RESTART
    assert (regime.supplement_notice_days, regime.supplement_closing_days, regime.apology_before_days) == (0, 0, 0)


@pytest.mark.parametrize(
    ("day", "changed_on", "apology", "routing", "register"),
    [
        pytest.param(date(2025, 9, 14), "", OLD_APOLOGY, "05", "06", id="last day, default"),
        pytest.param(date(2025, 9, 15), "", NEW_APOLOGY, "06", "07", id="first day, default"),
        pytest.param(date(2025, 7, 1), "", OLD_APOLOGY, "05", "06", id="the new regime keeps the old forms"),
        pytest.param(date(2025, 6, 30), "2025-07-01", OLD_APOLOGY, "05", "06", id="setting, day before"),
        pytest.param(date(2025, 7, 1), "2025-07-01", NEW_APOLOGY, "06", "07", id="setting, the day"),
        pytest.param(date(2025, 9, 15), "2026-01-01", OLD_APOLOGY, "05", "06", id="setting later than the default"),
        pytest.param(date(2017, 3, 1), "", OLD_APOLOGY, "05", "06", id="long ago"),
    ],
)
def test_titles_and_numbers_of_a_day(forms, day, changed_on, apology, routing, register):
    form_set = forms.form_set_on(day, changed_on)
    assert form_set.form(FormPurpose.APOLOGY_NOTICE).title == apology
    assert form_set.form(FormPurpose.ROUTING_SHEET).number == routing
    assert form_set.form(FormPurpose.TRACKING_REGISTER).number == register
    slip = form_set.form(FormPurpose.APPOINTMENT_SLIP)
    assert (slip.number, slip.number_suffix) == ("01", "TNHS")
    assert slip.title.upper() == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"


def test_the_default_of_the_setting_is_the_default_of_the_data(forms):
    changing = [form_set for form_set in forms.form_sets if form_set.is_start_setting]
    assert [form_set.valid_from.isoformat() for form_set in changing] == [Settings().forms_changed_on]


def test_only_the_new_circular_has_a_stop_notice(forms):
    old, new = forms.form_sets
    assert not old.has_form(FormPurpose.STOP_NOTICE)
    with pytest.raises(ResourceError):
        old.form(FormPurpose.STOP_NOTICE)
    assert new.form(FormPurpose.STOP_NOTICE).number == "05"


@pytest.mark.parametrize(
    ("day", "kind", "name", "committee", "centre"),
    [
        pytest.param(
            date(2025, 6, 30),
            "phường",
            "Phước Hòa",
            ("ỦY BAN NHÂN DÂN", "PHƯỜNG PHƯỚC HÒA"),
            ("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ"),
            id="last day of the old desk",
        ),
        pytest.param(
            date(2025, 7, 1),
            "phường",
            "Nha Trang",
            ("ỦY BAN NHÂN DÂN", "PHƯỜNG NHA TRANG"),
            ("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
            id="first day of the centre",
        ),
        pytest.param(
            date(2023, 10, 26),
            "xã",
            "Vĩnh Thái",
            ("ỦY BAN NHÂN DÂN", "XÃ VĨNH THÁI"),
            ("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ"),
            id="a commune says XÃ",
        ),
    ],
)
def test_the_letterhead_of_a_day(forms, day, kind, name, committee, centre):
    wording = forms.wording_on(day, unit_kind=kind, unit_name=name)
    assert (wording.committee, wording.centre) == (committee, centre)


@pytest.mark.parametrize(
    ("day", "label", "desk", "place", "hotline"),
    [
        pytest.param(
            date(2025, 6, 30),
            "Bộ phận tiếp nhận và trả kết quả",
            "Ủy ban nhân dân phường Phước Hòa",
            "Bộ phận tiếp nhận và trả kết quả phường Phước Hòa",
            "Số điện thoại của Bộ phận Một cửa phường Phước Hòa",
            id="until 30 June 2025",
        ),
        pytest.param(
            date(2025, 7, 1),
            "Trung tâm Phục vụ hành chính công",
            "phường Phước Hòa",
            "Trung tâm Phục vụ hành chính công phường Phước Hòa",
            "Số điện thoại của Trung tâm Phục vụ hành chính công phường Phước Hòa",
            id="from 1 July 2025",
        ),
    ],
)
def test_what_the_slip_calls_the_desk(forms, day, label, desk, place, hotline):
    wording = forms.wording_on(day, unit_kind="phường", unit_name="Phước Hòa")
    assert (wording.desk_label, wording.desk_name) == (label, desk)
    assert (wording.return_place, wording.hotline_label) == (place, hotline)


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 7, 1)])
def test_counterparts_notes_and_what_to_bring(forms, day):
    wording = forms.wording_on(day, unit_kind="phường", unit_name="Phước Hòa")
    assert wording.counterpart_names == ("Lưu", "Giao khách hàng")
    assert len(wording.notes) == 2
    assert wording.notes[0].startswith("Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập thành 2 liên;")
    assert len(wording.bring_lines) == 4


def test_no_placeholder_is_left_in_any_text(forms):
    for wording in forms.wordings:
        filled = wording.for_unit("phường", "Phước Hòa")
        assert "{" not in repr(filled)
