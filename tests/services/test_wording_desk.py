"""The ward's wording: changed, taken back, kept from whoever may not; what was received before keeps its papers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import errors, sentences
from cchc_desktop.domain.people import Role
from cchc_desktop.services import wording_samples
from cchc_desktop.services.step_papers import PaperOrder
from cchc_desktop.services.wording_desk import WordingDesk
from tests.documents.readers import letters_of, text_of
from tests.services.life_desk import Life, life_desk

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)
GUIDE, SHIPPED_GUIDE = "sign_guide", "NGƯỜI HƯỚNG DẪN"


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path, "2026-11-20T08:00")
    yield life
    life.desk.close()


@pytest.fixture
def wording(life: Life) -> WordingDesk:
    return life.desk.wording


def entries(life: Life) -> int:
    return int(life.desk.db.value("select count(*) from entry"))


def causes(refused: pytest.ExceptionInfo[errors.FormIncomplete]) -> list[tuple[str, str]]:
    return [(problem.field, problem.cause) for problem in refused.value.facts["problems"]]  # type: ignore[attr-defined]


def test_every_text_is_on_the_paper_that_the_editor_shows(life: Life, wording: WordingDesk) -> None:
    texts = wording.texts()

    assert {text.key for text in texts} == set(wording_samples.PAPER_OF)
    assert [text.paper for text in texts] == sorted((text.paper for text in texts), key=wording_samples.PAPERS.index), (
        "paper by paper"
    )
    for text in texts:
        first, *others = text.current.split("\n")
        built = wording.preview(text.key, "\n".join([f"QZX {first}", *others]), TODAY)
        assert "QZX" in letters_of(text_of(built)), text.key
        assert "QZX" not in letters_of(text_of(wording.preview(text.key, text.current, TODAY))), text.key


def test_a_preview_writes_nothing_and_is_a_draft(life: Life, wording: WordingDesk) -> None:
    before = entries(life), life.desk.state.settings

    for key in (GUIDE, "notes"):
        order = wording.preview_order(key, "Thử", TOMORROW)
        is_draft = order.value.draft if isinstance(order, PaperOrder) else order.slip.draft  # type: ignore[union-attr]
        assert is_draft, key
    assert (entries(life), life.desk.state.settings) == before


def test_the_longest_texts_that_are_taken_still_print(wording: WordingDesk) -> None:
    for key, text in (
        ("committee", "|".join(["WWWWWWWWW"] * 12)),
        ("notes", "\n".join(["Ghi chú dài " * 66] * 12)),
        ("refusal_intro", "W" * 800),
        ("sign_submitter", "W" * 120),
    ):
        assert wording.faults(key, text, TODAY) == (), key
        assert wording.preview(key, text, TODAY).startswith(b"%PDF"), key


def test_a_change_is_one_entry_that_says_who_when_and_what(life: Life, wording: WordingDesk) -> None:
    before = entries(life)

    settings = wording.change(GUIDE, "CÁN BỘ  HƯỚNG DẪN ", TOMORROW)

    assert settings.paper_texts == (("2026-11-21", GUIDE, "CÁN BỘ HƯỚNG DẪN"),)
    assert entries(life) == before + 1
    text = json.loads(life.desk.db.value("select text from entry order by seq desc limit 1"))
    assert (text["kind"], text["actor"]) == ("SettingsChanged", "u1")
    (version,) = wording.history(GUIDE)
    assert (version.text, version.valid_from, version.official) == ("CÁN BỘ HƯỚNG DẪN", TOMORROW, "Nguyễn Thị Thử")
    assert version.changed_at == life.clock.at
    found = wording.text(GUIDE)
    assert (found.current, found.is_own, found.planned) == (
        SHIPPED_GUIDE, False, ((TOMORROW, "CÁN BỘ HƯỚNG DẪN"),),
    )  # fmt: skip
    assert wording.text(GUIDE, TOMORROW).is_own


def test_the_same_text_again_writes_nothing(life: Life, wording: WordingDesk) -> None:
    before = entries(life)

    wording.change(GUIDE, f" {SHIPPED_GUIDE}", TODAY)
    assert entries(life) == before

    wording.change(GUIDE, "A", TODAY)
    wording.change(GUIDE, "A", TOMORROW)
    assert entries(life) == before + 1


def test_a_second_text_of_one_day_takes_the_place_of_the_first(wording: WordingDesk) -> None:
    wording.change(GUIDE, "A", TODAY)
    wording.change("sign_manner", "(Ký tên)", TODAY)
    settings = wording.change(GUIDE, "B", TODAY)

    assert settings.paper_texts == (
        ("2026-11-20", "sign_manner", "(Ký tên)"), ("2026-11-20", GUIDE, "B"),
    )  # fmt: skip


def test_going_back_walks_from_change_to_change_until_the_shipped_text(life: Life, wording: WordingDesk) -> None:
    said = []
    for text in ("A", "B", "C"):
        wording.change(GUIDE, text, TODAY)
    for _ in range(3):
        assert wording.can_go_back(GUIDE)
        wording.go_back(GUIDE)
        said.append(wording.text(GUIDE).current)

    assert said == ["B", "A", SHIPPED_GUIDE]
    assert not wording.can_go_back(GUIDE)
    before = entries(life)
    with pytest.raises(errors.FormIncomplete) as refused:
        wording.go_back(GUIDE)
    assert causes(refused) == [(f"paper_texts.{GUIDE}", "nothing_changed")]
    assert entries(life) == before


def test_a_change_after_going_back_can_be_taken_back_too(wording: WordingDesk) -> None:
    wording.change(GUIDE, "A", TODAY)
    wording.change(GUIDE, "B", TODAY)
    wording.go_back(GUIDE)
    wording.change(GUIDE, "C", TODAY)
    wording.go_back(GUIDE)

    assert wording.text(GUIDE).current == "A"
    assert [version.text for version in wording.history(GUIDE)] == ["A", "C", "A", "B", "A"]


def test_going_back_leaves_other_texts_and_settings_alone(life: Life, wording: WordingDesk) -> None:
    wording.change(GUIDE, "A", TODAY)
    wording.change("refusal_end", "Hết.", TODAY)
    life.desk.setup.change({"hotline": "0258 3000 999"})

    wording.go_back(GUIDE)

    settings = life.desk.state.settings
    assert settings.paper_texts == (("2026-11-20", "refusal_end", "Hết."),)
    assert settings.hotline == "0258 3000 999"


def test_the_shipped_text_comes_back_with_what_was_planned_gone(wording: WordingDesk) -> None:
    wording.change(GUIDE, "A", TODAY)
    wording.change(GUIDE, "B", TOMORROW)

    assert wording.reset(GUIDE).paper_texts == ()

    found = wording.text(GUIDE)
    assert (found.current, found.is_own, found.planned) == (SHIPPED_GUIDE, False, ())
    last = wording.history(GUIDE)[0]
    assert (last.text, last.valid_from) == (SHIPPED_GUIDE, None)
    assert wording.go_back(GUIDE).paper_texts[-1] == ("2026-11-21", GUIDE, "B"), "that too can be taken back"


@pytest.mark.parametrize(
    ("key", "text", "day", "found"),
    [
        pytest.param(GUIDE, "", TODAY, [(f"paper_texts.{GUIDE}", "missing")], id="empty"),
        pytest.param(GUIDE, "A", date(2026, 11, 19), [("valid_from", "before_today")], id="yesterday"),
        pytest.param(
            "apology_reason", "Vì bận.", TODAY, [("paper_texts.apology_reason", "placeholder_missing")], id="no reason"
        ),
        pytest.param("no_such_key", "A", TODAY, [("paper_texts.no_such_key", "unknown")], id="unknown"),
        pytest.param("routing_giver", "A", TODAY, [("paper_texts.routing_giver", "unknown")], id="on no paper"),
        pytest.param(
            GUIDE, "A\u202eB", TODAY, [(f"paper_texts.{GUIDE}", "wrong_encoding")], id="letters that do not print"
        ),
    ],
)
def test_what_may_not_be_printed_is_not_saved(
    life: Life, wording: WordingDesk, key: str, text: str, day: date, found: list[tuple[str, str]]
) -> None:
    before = entries(life)
    with pytest.raises(errors.FormIncomplete) as refused:
        wording.change(key, text, day)

    assert causes(refused) == found
    assert all(cause in sentences.BY_CAUSE for _field, cause in found)
    assert entries(life) == before


def test_lines_without_a_word_are_dropped(wording: WordingDesk) -> None:
    assert wording.change("notes", "Một.\n\n  \nHai.\n", TODAY).paper_texts == (("2026-11-20", "notes", "Một.\nHai."),)


def test_once_somebody_has_a_pin_only_an_administrator_changes_the_wording(life: Life, wording: WordingDesk) -> None:
    people = life.desk.people
    clerk = people.name_official("Lê Văn Thử", roles={Role.CLERK})
    life.desk.recorder.actor = clerk.id
    assert wording.may_change(), "a desk without PINs trusts whoever sits there"
    wording.change(GUIDE, "A", TODAY)

    life.desk.recorder.actor = "u1"
    people.set_pin("u1", "271828", "u1")
    assert wording.may_change()
    life.desk.recorder.actor = clerk.id
    assert not wording.may_change()
    for refuse in (
        lambda: wording.change(GUIDE, "B", TODAY), lambda: wording.go_back(GUIDE), lambda: wording.reset(GUIDE),
    ):  # fmt: skip
        with pytest.raises(errors.FormIncomplete) as refused:
            refuse()
        assert causes(refused) == [("by", "not_administrator")]
    assert wording.text(GUIDE).current == "A"


def test_a_paper_that_the_law_of_the_day_lacks_has_no_preview(tmp_path: Path) -> None:
    life = life_desk(tmp_path, "2023-10-24T08:00")
    with pytest.raises(errors.PaperIncomplete):
        life.desk.wording.preview("stop_decision", "…", date(2023, 10, 24))
    life.desk.close()
