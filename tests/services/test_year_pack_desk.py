"""The city's year-pack at a desk: said in plain words, taken whole or not at all, and nothing received before moves."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import errors, sentences
from cchc_desktop.clock import moment
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.sentences.year_pack_said import change_sentence
from cchc_desktop.services.step_desk import Taken
from cchc_desktop.services.step_papers import StepPapers
from cchc_desktop.services.upkeep import verify
from cchc_desktop.services.year_pack_desk import FETCHED, YearPackDesk, YearPackLook
from cchc_desktop.services.year_pack_names import with_names
from tests.catalogue.year_packs import City, changed, mergers, new_city, pack_of, shipped, units
from tests.documents.readers import text_of
from tests.services.life_desk import WATER, Life, full_values, life_desk

SIGNATURE = "2.000884"
"""Certifying a signature: 10.000 đồng a case."""
PAPER = (
    "1.004873,1,Tờ khai cấp Giấy xác nhận tình trạng hôn nhân theo mẫu,1,0,always,submit,Nộp; ghi rõ mục đích sử dụng"
)
OWN = "000.99.40.H32"


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path, "2026-12-28T08:00")
    yield life
    assert verify(life.desk.db).is_whole
    life.desk.close()


@pytest.fixture
def city(life: Life) -> City:
    city = new_city()
    life.desk.enrolment.take_card(city.card.to_text())
    return city


@pytest.fixture
def packs(life: Life, city: City) -> YearPackDesk:
    return life.desk.year_packs


def new_law() -> dict[str, str]:
    """A year in which fee, term, papers, days off and a sentence change."""
    files = shipped()
    files = changed(
        files, "catalogue/procedures.csv", "1,same_day,15:00,10000,per_case", "1,same_day,15:00,20000,per_case"
    )
    files = changed(
        files,
        "catalogue/procedures.csv",
        "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân,Hộ tịch,cấp xã,3,working_days",
        "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân,Hộ tịch,cấp xã,2,working_days",
    )
    files = changed(files, "catalogue/papers.csv", PAPER, PAPER + "\n1.004873,9,Bản cam kết,1,0,always,submit,")
    files = changed(
        files, "calendar/years.csv", "2027,no,chưa có thông báo chính thức; không bao giờ tự tính", "2027,yes,"
    )
    days = files["calendar/days.csv"].rstrip("\n")
    files["calendar/days.csv"] = f"{days}\n2027-01-01,Tết Dương lịch,holiday,Bộ luật Lao động 2019,high\n"
    return changed(files, "forms/paper_texts.csv", "0001-01-01,,person_male,Ông", "0001-01-01,,person_male,Ông ạ")


def said(look: YearPackLook) -> list[str]:
    return [change_sentence(change) for change in look.changes]


def kinds(life: Life, before: int) -> list[str]:
    rows = life.desk.db.rows("select kind from entry where number > ? order by number", (before,))
    return [row[0] for row in rows]


def test_what_changes_is_said_in_plain_words(packs: YearPackDesk, city: City, life: Life) -> None:
    before = life.entries
    look = packs.look(city.sign(pack_of(new_law())))
    assert said(look) == [
        "Phí Chứng thực chữ ký, điểm chỉ: 10.000 đồng → 20.000 đồng, từ 01/01/2027",
        "Thời hạn Xác nhận tình trạng hôn nhân: 3 ngày làm việc → 2 ngày làm việc, từ 01/01/2027",
        "Xác nhận tình trạng hôn nhân: thêm giấy tờ “Bản cam kết”, từ 01/01/2027",
        "Lịch năm 2027, đủ để tính ngày hẹn: không → có",
        "Lịch năm 2027, ghi chú: chưa có thông báo chính thức; không bao giờ tự tính → không có",
        "Thêm ngày lễ 01/01/2027 (thứ Sáu): Tết Dương lịch",
        "Câu trên giấy (person_male): “Ông” → “Ông ạ”, từ 01/01/2027",
    ]
    assert life.entries == before


def test_accepted_it_is_one_transaction_of_entries(packs: YearPackDesk, city: City, life: Life) -> None:
    before, file = life.entries, city.sign(pack_of(new_law(), number=7))
    packs.accept(file)
    assert kinds(life, before) == ["YearPackAccepted", *["CatalogueLoaded"] * 3]
    body = json.loads(life.desk.db.value("select text from entry where kind = 'YearPackAccepted'"))["body"]
    assert (body["number"], body["decisions"]) == (7, ["Quyết định 12/QĐ-UBND ngày 10/12/2026"])
    assert packs.number() == 7
    assert packs.look(city.sign(pack_of(new_law(), number=8))).changes == ()


def test_the_same_files_as_before_change_nothing_but_are_on_record(packs: YearPackDesk, city: City, life: Life) -> None:
    before = life.entries
    assert said(packs.accept(city.sign(pack_of(shipped())))) == []
    assert kinds(life, before) == ["YearPackAccepted"]


def test_old_dossiers_keep_fee_term_and_due_and_new_ones_have_the_new(
    packs: YearPackDesk, city: City, life: Life
) -> None:
    old = life.receive("2026-12-28T09:00", procedure_code=WATER)
    old_fee = life.receive("2026-12-28T09:05", procedure_code=SIGNATURE, fee_dong=10000)
    packs.accept(city.sign(pack_of(new_law())))
    between = life.receive("2026-12-29T09:00", procedure_code=WATER)
    assert (between.term_count, between.due_at) == (3, moment("2027-01-04T09:00"))
    for dossier in (old, old_fee):
        assert life.desk.view.dossier(dossier.code).dossier == dossier
    new = life.receive("2027-01-04T09:00", procedure_code=WATER)
    assert (new.term_count, new.due_at) == (2, moment("2027-01-06T09:00"))
    assert (old_fee.fee_dong, life.desk.view.dossier(old_fee.code).dossier.fee_dong) == (10000, 10000)
    assert [life.desk.state.procedure(SIGNATURE, date(*day)).fee_dong for day in ((2026, 12, 31), (2027, 1, 1))] == [
        10000,
        20000,
    ]
    assert old.catalogue != new.catalogue


def test_papers_of_an_old_dossier_keep_their_words(packs: YearPackDesk, city: City, life: Life) -> None:
    old = life.receive("2026-12-28T09:00", procedure_code=WATER)
    slip = life.desk.papers.order_of(old.code).build()
    packs.accept(city.sign(pack_of(new_law())))
    assert life.desk.papers.order_of(old.code).build() == slip
    assert life.desk.state.forms.paper_texts_on(date(2026, 12, 31))["person_male"] == "Ông"
    assert life.desk.state.forms.paper_texts_on(date(2027, 1, 1))["person_male"] == "Ông ạ"


def test_days_before_the_pack_go_by_the_old_calendar(packs: YearPackDesk, city: City, life: Life) -> None:
    files = changed(shipped("calendar"), "calendar/days.csv", "2026-11-24,Ngày Văn hóa Việt Nam", "2026-12-31,Nghỉ bão")
    look = packs.accept(city.sign(pack_of(files, since=date(2026, 12, 30))))
    assert said(look) == [
        "Thêm ngày lễ 31/12/2026 (thứ Năm): Nghỉ bão",
        "Thêm ngày cần đối chiếu lại 31/12/2026 (thứ Năm)",
    ]
    assert not life.desk.state.calendar.is_working(date(2026, 11, 24)), "what was a holiday stays one"
    assert not life.desk.state.calendar.is_working(date(2026, 12, 31))


CALENDAR = shipped("calendar")
WRONG_DAY = changed(CALENDAR, "calendar/days.csv", "2026-11-24", "2026-13-24")
OTHER_REGIME = changed(shipped("forms"), "forms/regimes.csv", ",,restart,3,15,1", ",,restart,5,15,1")
OTHER_FORM = changed(shipped("forms"), "forms/forms.csv", "Phiếu yêu cầu", "Giấy yêu cầu")


def _signed(city: City, files: dict[str, str]) -> bytes:
    return city.sign(pack_of(files, number=6))


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda city: new_city().sign(pack_of(shipped("calendar"))), "another_city"),
        (lambda city: _signed(city, CALENDAR).replace(b"2026-11-24", b"2026-11-25"), "wrong_city_signature"),
        (lambda city: city.sign(pack_of(shipped("calendar"), number=5)), "not_newer"),
        (lambda city: city.sign(pack_of(shipped("calendar"), number=4)), "not_newer"),
        (lambda city: _signed(city, WRONG_DAY), "wrong_year_pack_line"),
        (lambda city: city.sign(pack_of({"../escape.csv": "x"}, number=6)), "wrong_year_pack_line"),
        (lambda city: city.sign(pack_of({}, number=6)), "wrong_year_pack_line"),
        (lambda city: _signed(city, OTHER_REGIME), "changed_regime"),
        (lambda city: _signed(city, OTHER_FORM), "changed_form_set"),
        (lambda city: b"{}", "not_a_year_pack"),
        (lambda city: b"", "not_a_year_pack"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_whatever_is_not_the_citys_next_pack_is_refused(
    packs: YearPackDesk, city: City, life: Life, change, cause
) -> None:
    packs.accept(city.sign(pack_of(shipped("calendar"), number=5)))
    before, version = life.entries, life.desk.state.catalogue_version
    for way in (packs.look, packs.accept):
        with pytest.raises(errors.YearPackRefused) as refused:
            way(change(city))
        assert refused.value.facts["cause"] == cause
        assert cause not in sentences.sentence(refused.value), "said in words"
    assert (life.entries, life.desk.state.catalogue_version) == (before, version)


def test_without_the_citys_card_no_signature_can_be_believed(life: Life) -> None:
    with pytest.raises(errors.YearPackRefused) as refused:
        life.desk.year_packs.look(new_city().sign(pack_of(shipped("calendar"))))
    assert refused.value.facts["cause"] == "no_city_card"


def test_only_an_administrator_accepts(packs: YearPackDesk, city: City, life: Life) -> None:
    people, file = life.desk.people, city.sign(pack_of(new_law()))
    administrator = next(one for one in people.officials() if one.is_administrator)
    people.set_pin(administrator.id, "286413", by=administrator.id)
    clerk = people.name_official("Lê Thị Mẫu", roles={Role.CLERK})
    life.desk.recorder.actor = clerk.id
    before = life.entries
    with pytest.raises(errors.FormIncomplete, match="administrator_changes"):
        packs.accept(file)
    assert (life.entries, packs.look(file).number) == (before, 1), "looking is everybody's"
    life.desk.recorder.actor = administrator.id
    assert packs.accept(file).number == 1


def test_a_full_disk_in_between_leaves_all_or_nothing(packs: YearPackDesk, city: City, life: Life) -> None:
    before, file = life.entries, city.sign(pack_of({**new_law(), **units(f"{OWN},2027-01-01,xã,Mới,,")}))
    db = life.desk.db
    for table in ("pack", "settings_version"):
        db.execute(f"create temp trigger full before insert on main.{table} begin select raise(abort, 'full'); end")
        with pytest.raises(errors.StoreError):
            packs.accept(file)
        db.execute("drop trigger temp.full")
        assert (life.entries, packs.number(), life.desk.state.settings.units) == (before, 0, ())
    packs.accept(file)
    assert packs.number() == 1


def test_a_fetched_pack_waits_for_the_administrator(packs: YearPackDesk, city: City, life: Life) -> None:
    file = city.sign(pack_of(new_law()))
    assert packs.waiting() is None
    packs.keep(file)
    assert packs.waiting() == file
    packs.accept(file)
    assert packs.waiting() is None
    assert not (life.desk.folder / FETCHED).exists()


# --- names by date -----------------------------------------------------------------------------

SUCCESSOR = "000.30.40.H32"


def merged(life: Life, packs: YearPackDesk, city: City, shift: int = 3) -> YearPackLook:
    return packs.accept(
        city.sign(
            pack_of(
                mergers(
                    f"2027-01-01,{OWN},{SUCCESSOR},{shift},phường,Nam Mẫu,Tỉnh Khánh Hòa,0258 3999 999",
                    f"2027-01-01,000.98.40.H32,{SUCCESSOR},0,phường,Nam Mẫu,Tỉnh Khánh Hòa,0258 3999 999",
                    "2027-01-01,000.50.40.H32,000.31.40.H32,0,phường,Bắc Mẫu,,",
                )
            )
        )
    )


def test_a_merger_changes_name_superior_hotline_and_code_on_its_day(
    packs: YearPackDesk, city: City, life: Life
) -> None:
    old = life.receive("2026-12-28T09:00")
    slip = life.desk.papers.order_of(old.code).build()
    look = merged(life, packs, city)
    assert said(look) == [
        "Tên đơn vị: phường Nam Mẫu, từ 01/01/2027",
        "Đơn vị cấp trên: Tỉnh Khánh Hòa, từ 01/01/2027",
        "Điện thoại Bộ phận Một cửa: 0258 3999 999, từ 01/01/2027",
        f"Mã định danh đứng đầu mã hồ sơ mới: {SUCCESSOR} (số bàn cộng thêm 3), từ 01/01/2027",
        f"Sáp nhập đơn vị: 000.98.40.H32 vào {SUCCESSOR}, từ 01/01/2027",
        f"Sáp nhập đơn vị: {OWN} vào {SUCCESSOR}, từ 01/01/2027",
    ]
    between = life.receive("2026-12-31T09:00", due_at=moment("2027-01-06T09:00"), due_reason="chưa có lịch 2027")
    assert between.code == f"{OWN}-261231-0001"
    new = life.receive("2027-01-04T09:00", due_at=moment("2027-01-06T09:00"), due_reason="chưa có lịch 2027")
    assert new.code == f"{SUCCESSOR}-270104-3001", "no two desks of the successor meet"
    assert life.desk.view.dossier(old.code).dossier.code == old.code
    assert life.desk.papers.order_of(old.code).build() == slip, "a reprint keeps its header"
    for dossier, name, phone in ((between, "MẪU HÒA", "0258 3000 000"), (new, "NAM MẪU", "0258 3999 999")):
        printed = text_of(life.desk.papers.order_of(dossier.code).build())
        assert name in printed
        assert phone in printed


def test_a_notice_written_after_the_day_bears_the_new_name(packs: YearPackDesk, city: City, life: Life) -> None:
    old = life.receive("2026-12-28T09:00")
    early = life.step("pause", old, "2026-12-28T10:00", **full_values(life, old, StepKind.PAUSE))
    before = _notice(life, "pause_notice", early)
    merged(life, packs, city)
    life.at("2027-01-04T08:00")
    late = life.step("stop", old, "2027-01-04T09:00", reason="Người dân đề nghị", asked_on=date(2027, 1, 4))
    assert "NAM MẪU" in _notice(life, "stop_notice", late)
    assert "0258 3999 999" in _notice(life, "stop_notice", late)
    assert _notice(life, "pause_notice", early) == before
    assert "MẪU HÒA" in before


def _notice(life: Life, kind: str, taken: Taken) -> str:
    papers = StepPapers(life.desk.db, life.desk.state)
    return text_of(papers.of_entry(kind, taken.dossier.code, taken.entry).build())


def test_predecessors_are_those_whose_dossiers_are_now_here(packs: YearPackDesk, city: City, life: Life) -> None:
    merged(life, packs, city)
    settings = life.desk.state.settings
    assert settings.predecessors_on("2026-12-31") == ()
    assert sorted(settings.predecessors_on("2027-01-01")) == ["000.98.40.H32", OWN]
    assert (settings.superior_on("2026-12-31"), settings.superior_on("2027-01-01")) == (
        "Thành phố Nha Trang", "Tỉnh Khánh Hòa",
    )  # fmt: skip
    again = mergers(f"2028-01-01,{SUCCESSOR},000.40.40.H32,0,phường,Nha Trang,,")
    packs.accept(city.sign(pack_of(again, number=2, since=date(2028, 1, 1))))
    settings = life.desk.state.settings
    assert sorted(settings.predecessors_on("2028-01-01")) == [SUCCESSOR, "000.98.40.H32", OWN]
    assert settings.agency_code_on("2028-01-01") == "000.40.40.H32"
    assert settings.unit_on("2027-12-31") == ("phường", "Nam Mẫu")


def test_the_successor_that_keeps_its_code_parts_its_numbers_from_that_day(
    packs: YearPackDesk, city: City, life: Life
) -> None:
    row = f"2027-01-01,000.98.40.H32,{OWN},3,phường,Mẫu Hòa,,"
    packs.accept(city.sign(pack_of(mergers(row))))
    settings = life.desk.state.settings
    assert (settings.desk_on("2026-12-31"), settings.desk_on("2027-01-01")) == ((1, 1), (1, 2))
    assert settings.predecessors_on("2027-01-01") == ("000.98.40.H32",)
    assert settings.units == (), "its name is the same"


def test_a_renaming_changes_the_name_alone_and_not_before_the_pack(packs: YearPackDesk, city: City, life: Life) -> None:
    rows = units(
        f"{OWN},2020-01-01,xã,Cũ,,",
        f"{OWN},2027-07-01,phường,Mới,Tỉnh Khánh Hòa,",
        "000.98.40.H32,2027-07-01,xã,Khác,,",
    )
    packs.accept(city.sign(pack_of(rows)))
    settings = life.desk.state.settings
    names = [settings.unit_on(day) for day in ("2019-01-01", "2020-01-01", "2027-06-30", "2027-07-01")]
    assert names == [("phường", "Mẫu Hòa")] * 3 + [("phường", "Mới")]
    assert settings.agency_code_on("2027-07-01") == OWN
    assert dataclasses.replace(settings, units=(), superiors=()) == dataclasses.replace(
        with_names(settings, packs_value()), units=(), superiors=()
    )


def packs_value():
    from cchc_desktop.catalogue.year_pack_reading import read

    return read(pack_of(units(f"{OWN},2027-07-01,phường,Mới,Tỉnh Khánh Hòa,")))
