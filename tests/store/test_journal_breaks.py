"""Whatever is done to the journal behind the program's back is found, and named by its place and cause."""

from __future__ import annotations

import pytest

from cchc_desktop.domain.entry import digest
from cchc_desktop.store import journal
from cchc_desktop.store.engine import Database
from tests.store.stores import append, start_second_generation, tampering

_TEXT = "select text from entry where number = ?"
_FIRST, _SECOND = "H32.1/1/1", "H32.1/1/2"


@pytest.fixture
def six(db: Database) -> Database:
    """Six entries, the second with personal texts."""
    append(db)
    append(db, personal={"applicant.name": "Nguyễn Thị Thử"})
    append(db, 4)
    return db


def _causes(db: Database, *, last_only: int = 0) -> list[tuple[int, str]]:
    return [(broken.facts["number"], broken.facts["cause"]) for broken in journal.breaks(db, last_only=last_only)]


def _forge(db: Database, number: int, old: str, new: str) -> None:
    """Change an entry so that its own hash is right again."""
    text = db.value(_TEXT, (number,)).replace(old, new)
    assert text != db.value(_TEXT, (number,))
    db.execute("update entry set text = ?, hash = ? where number = ?", (text, digest(text), number))


def test_nothing_is_wrong_with_what_the_program_wrote(six: Database) -> None:
    assert _causes(six) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        pytest.param("update entry set text = replace(text, 'u1', 'u') where seq = 3", [(3, "text_changed")], id="one"),
        pytest.param("update entry set text = text || ' ' where number = 3", [(3, "text_changed")], id="a space"),
        pytest.param("update entry set text = 'nothing' where number = 3", [(3, "text_changed")], id="no entry at all"),
        pytest.param("update entry set text = '' where number = 6", [(6, "text_changed")], id="an empty text"),
        pytest.param(
            "update entry set hash = '00' where number = 3", [(3, "text_changed"), (4, "chain")], id="hash"
        ),
        pytest.param("update entry set dossier = 'd' where number = 3", [(3, "misplaced")], id="to another dossier"),
        pytest.param("update entry set kind = 'Other' where number = 3", [(3, "misplaced")], id="to another kind"),
        pytest.param("update entry set number = 9 where number = 6", [(9, "misplaced"), (6, "head")], id="number"),
        pytest.param("delete from entry where number = 3", [(4, "gap")], id="one is missing"),
        pytest.param("delete from entry where number in (3, 4)", [(5, "gap")], id="two are missing"),
        pytest.param("delete from entry where number = 1", [(2, "gap")], id="the first is missing"),
        pytest.param("delete from entry where number = 6", [(6, "head")], id="the last is missing"),
        pytest.param("delete from entry", [(6, "head")], id="all are missing"),
        pytest.param("update journal set last_number = 5", [(5, "head")], id="number of the head"),
        pytest.param("update journal set head = '00'", [(6, "head")], id="hash of the head"),
        pytest.param("delete from journal", [(0, "head")], id="no head"),
        pytest.param("update personal set text = 'A'", [(2, "personal_changed")], id="personal text"),
        pytest.param("update personal set salt = 'A'", [(2, "personal_changed")], id="salt"),
        pytest.param("update personal set field = 'A'", [(2, "personal_changed")], id="field"),
        pytest.param("insert into personal values (3, 'A', 'B', 'C')", [(3, "personal_changed")], id="a text added"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(six: Database, statement: str, found: list[tuple[int, str]]) -> None:
    with tampering(six):
        six.execute(statement)
    assert _causes(six) == found


def test_an_entry_forged_with_its_hash_breaks_the_chain_behind_it(six: Database) -> None:
    with tampering(six):
        _forge(six, 3, '"actor":"u1"', '"actor":"u2"')
    assert _causes(six) == [(4, "chain")]


def test_the_last_entry_forged_with_its_hash_is_not_the_head(six: Database) -> None:
    with tampering(six):
        _forge(six, 6, '"actor":"u1"', '"actor":"u2"')
    assert _causes(six) == [(6, "head")]


def test_the_first_entry_stands_behind_nothing(six: Database) -> None:
    with tampering(six):
        _forge(six, 1, '"previous":"0', '"previous":"1')
    assert _causes(six) == [(1, "chain"), (2, "chain")]


@pytest.mark.parametrize("text", ["{}", "[]", "null", '{"format":1}'])
def test_a_text_with_its_hash_that_is_no_entry_is_named_and_does_not_stop_the_check(six: Database, text: str) -> None:
    with tampering(six):
        six.execute("update entry set text = ?, hash = ? where number = 3", (text, digest(text)))
        six.execute("update personal set salt = ''")
    assert _causes(six) == [(2, "personal_changed"), (3, "text_changed"), (4, "chain")]


def test_two_entries_that_changed_places_are_both_named(six: Database) -> None:
    with tampering(six):
        for old, new in ((3, 99), (4, 3), (99, 4)):
            six.execute("update entry set number = ? where number = ?", (new, old))
    assert _causes(six) == [(4, "misplaced"), (3, "misplaced"), (5, "gap")]


# --- generations --------------------------------------------------------------------------------


def test_the_chain_runs_through_the_generations(six: Database) -> None:
    start_second_generation(six)
    append(six, 2)
    first = [row[0] for row in six.rows("select hash from entry where journal = ? order by number", (_FIRST,))]
    second = next(iter(journal.all_entries(six, after_seq=6)))
    assert (second.entry.journal, second.entry.number, second.entry.previous) == (_SECOND, 1, first[-1])
    assert _causes(six) == []


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        pytest.param(
            ("delete from entry where journal like '%/1' and number = 6",), [(1, "chain"), (6, "head")],
            id="the end of the first is missing",
        ),
        pytest.param(
            (
                "delete from entry where journal like '%/1' and number = 6",
                "update journal set last_number = 5 where generation = 1",
                "update journal set head = (select hash from entry where number = 5) where generation = 1",
            ),
            [(1, "chain")],
            id="and its head made to fit",
        ),
        pytest.param(("delete from entry where journal like '%/2'",), [(3, "head")], id="the whole second is missing"),
    ],
)  # fmt: skip
def test_a_generation_that_lost_entries_is_named(
    six: Database, statements: tuple[str, ...], found: list[tuple[int, str]]
) -> None:
    start_second_generation(six)
    append(six, 2)
    with tampering(six):
        for statement in statements:
            six.execute(statement)
    assert _causes(six) == found


# --- at start: the last entries only ------------------------------------------------------------


@pytest.mark.parametrize(("last_only", "is_found"), [(2, False), (3, False), (4, True), (6, True), (50, True)])
def test_only_the_last_entries_are_checked_at_start(six: Database, last_only: int, is_found: bool) -> None:
    with tampering(six):
        six.execute("update entry set text = '' where number = 3")
    assert (_causes(six, last_only=last_only) == [(3, "text_changed")]) is is_found


@pytest.mark.parametrize("last_only", [1, 2, 3, 4, 5])
def test_the_first_of_the_last_is_compared_with_the_one_before(six: Database, last_only: int) -> None:
    with tampering(six):
        _forge(six, 6 - last_only, '"actor":"u1"', '"actor":"u2"')
    assert _causes(six, last_only=last_only) == [(7 - last_only, "chain")]


@pytest.mark.parametrize("last_only", [1, 3, 4])
def test_a_head_that_does_not_fit_is_found_at_start(six: Database, last_only: int) -> None:
    start_second_generation(six)
    append(six, 2)
    assert _causes(six, last_only=last_only) == []
    six.execute("update journal set last_number = 2 where generation = 2")
    assert _causes(six, last_only=last_only) == [(2, "head")]
