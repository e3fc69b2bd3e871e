"""Officials, PINs and approvals on a real store: tries are counted, waits hold, and no PIN is ever written down."""

from __future__ import annotations

import functools
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import bootstrap, errors, sentences
from cchc_desktop.domain.entry import Entry, EntryKind
from cchc_desktop.domain.people import CODE_SIGNS, Delegation, Official, Role, pin_faults, wait_after
from cchc_desktop.services.people_desk import PeopleDesk
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import journal, projections
from cchc_desktop.store.secrets import Hashing
from cchc_desktop.store.transaction import writing
from tests.store.stores import START, Folder, Hand, content, prepare

WEAK = Hashing(time_cost=1, memory_kib=8)
PIN, OTHER, WRONG = "246813", "975310", "111222"
MINUTE = timedelta(minutes=1)
FROM, UNTIL = START.date(), START.date() + timedelta(days=2)


def people_of(desk: bootstrap.Desk) -> PeopleDesk:
    return PeopleDesk(desk.db, desk.state, desk.recorder, desk.clock, hashing=WEAK)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return prepare(tmp_path_factory.mktemp("people"), "")


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def folder(prepared: Folder, tmp_path: Path) -> Folder:
    return prepared.copied_to(tmp_path)


@pytest.fixture
def desk(folder: Folder, clock: Hand) -> Iterator[bootstrap.Desk]:
    with folder.opened(clock) as opened:
        yield opened
        assert verify(opened.db).is_whole


@pytest.fixture
def people(desk: bootstrap.Desk) -> PeopleDesk:
    return people_of(desk)


@contextmanager
def refusing(field: str, cause: str) -> Iterator[None]:
    with pytest.raises(errors.FormIncomplete) as refused:
        yield
    problems: Any = refused.value.facts["problems"]
    assert [(problem.field, problem.cause) for problem in problems] == [(field, cause)]
    told = sentences.sentence(refused.value)
    assert cause not in told
    assert f"{field}:" not in told


def entries(desk: bootstrap.Desk, kind: EntryKind) -> list[Entry]:
    return [written.entry for written in journal.of_desk(desk.db) if written.entry.kind == kind]


def bodies(desk: bootstrap.Desk, kind: EntryKind) -> list[dict[str, Any]]:
    return [dict(entry.body) for entry in entries(desk, kind)]


def give_pins(people: PeopleDesk, own: str = OTHER, **pins: str) -> None:
    """Give the administrator a PIN, and then the others theirs."""
    people.set_pin("u1", own, "u1")
    for officer, pin in pins.items():
        people.set_pin(officer, pin, "u1")


def fail(people: PeopleDesk, times: int, officer: str = "u1") -> None:
    for _ in range(times):
        with pytest.raises((errors.PinWrong, errors.PinWait)):
            people.check_pin(officer, WRONG)


def waits_until(tried: Callable[[], object]) -> str:
    with pytest.raises(errors.PinWait) as waiting:
        tried()
    return str(waiting.value.facts["until"])


# --- officials -------------------------------------------------------------------------------------


def test_the_first_official_of_an_early_desk_is_clerk_and_administrator(
    desk: bootstrap.Desk, people: PeopleDesk
) -> None:
    second = desk.setup.name_officer("Trần Văn Mẫu")
    assert [(one.id, one.roles, one.is_active) for one in people.officials()] == [
        ("u1", {Role.CLERK, Role.ADMINISTRATOR}, True),
        (second, {Role.CLERK}, True),
    ]


def test_roles_that_are_listed_are_believed_and_those_of_a_newer_program_passed_over() -> None:
    listed = Official.from_record({"id": "u1", "name": "A", "role": "clerk", "roles": ["clerk", "auditor"]})
    assert listed.roles == {Role.CLERK}
    assert Official.from_record({"id": "u1", "name": "A", "roles": []}).roles == frozenset()


def test_a_named_official_is_an_entry_with_all_of_it(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    named = people.name_official(
        "  Lê Thị  Mẫu ", ["leader"], title="Phó Chủ tịch", capacity="KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"
    )
    assert bodies(desk, EntryKind.OFFICER_NAMED)[-1] == {
        "id": "u2",
        "name": "Lê Thị Mẫu",
        "role": "clerk",
        "roles": ["leader"],
        "title": "Phó Chủ tịch",
        "capacity": "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH",
        "is_active": True,
    }
    assert people.official("u2") == named
    assert desk.state.officers["u2"] == "Lê Thị Mẫu"
    assert entries(desk, EntryKind.OFFICER_NAMED)[-1].dossier == ""


def test_officials_are_the_same_after_a_rebuild(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Lê Thị Mẫu", [Role.LEADER])
    people.name_official("Trần Văn Mẫu")
    people.change_official("u2", title="Chủ tịch")
    people.deactivate("u3")
    people.delegate("u2", "u1", FROM, UNTIL, "QĐ 1")
    ended = people.delegate("u2", "u1", FROM, UNTIL, "QĐ 2")
    people.end_delegation(ended.id)
    before = people.officials(), people.delegations()
    with writing(desk.db):
        projections.build(desk.db)
    assert (people.officials(), people.delegations()) == before


def test_a_change_keeps_what_is_not_named_and_the_same_writes_nothing(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Lê Thị Mẫu", [Role.LEADER], title="Chủ tịch")
    assert people.change_official("u2", name="Lê Thị Mẫu Mới").title == "Chủ tịch"
    before = len(bodies(desk, EntryKind.OFFICER_NAMED))
    people.change_official("u2", name="Lê Thị  Mẫu Mới", roles=["leader"], is_active=True)
    assert len(bodies(desk, EntryKind.OFFICER_NAMED)) == before
    assert people.deactivate("u2").is_active is False
    assert people.change_official("u2", is_active=True) == people.official("u2")


@pytest.mark.parametrize(
    ("values", "field", "cause"),
    [
        ({"name": "  "}, "officer_name", "missing"),
        ({"name": "Nguyá»…n"}, "officer_name", "wrong_encoding"),
        ({"name": "A", "title": "\x07"}, "title", "wrong_encoding"),
        ({"name": "A", "capacity": "KT.\u202e"}, "capacity", "wrong_encoding"),
        ({"name": "A", "roles": []}, "roles", "missing"),
        ({"name": "A", "roles": ["mayor"]}, "roles", "unknown"),
        ({"name": "Nguyễn Thị Thử"}, "officer_name", "same_name"),
    ],
)
def test_a_wrong_official_is_refused(
    desk: bootstrap.Desk, people: PeopleDesk, values: dict[str, Any], field: str, cause: str
) -> None:
    before = content(desk.db)
    with refusing(field, cause):
        people.name_official(**values)
    assert content(desk.db) == before


def test_a_name_is_free_again_when_its_bearer_left(people: PeopleDesk) -> None:
    people.name_official("Lê Thị Mẫu")
    people.deactivate("u2")
    assert people.name_official("Lê Thị Mẫu").id == "u3"
    with refusing("officer_name", "same_name"):
        people.change_official("u2", is_active=True)


def test_one_administrator_is_always_left(people: PeopleDesk) -> None:
    with refusing("is_active", "last_administrator"):
        people.deactivate("u1")
    with refusing("roles", "last_administrator"):
        people.change_official("u1", roles=[Role.CLERK])
    people.name_official("Lê Thị Mẫu", [Role.ADMINISTRATOR])
    people.change_official("u2", is_active=False)
    with refusing("roles", "last_administrator"):
        people.change_official("u1", roles=[Role.LEADER])
    people.change_official("u2", is_active=True)
    with refusing("is_active", "working_now"):
        people.deactivate("u1")
    people.switch_to("u2")
    assert not people.deactivate("u1").is_active


def test_only_an_administrator_at_the_desk_changes_people(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Lê Thị Mẫu")
    people.switch_to("u2")
    before = content(desk.db)
    for act in (
        lambda: people.name_official("A"),
        lambda: people.change_official("u2", roles=[Role.LEADER]),
        lambda: people.deactivate("u1"),
        lambda: people.reset_pin("u1", "u2"),
        lambda: people.make_recovery_code("u2"),
        lambda: people.set_pin("u1", PIN, "u2"),
    ):
        with refusing("by", "not_administrator"):
            act()
    for borrowed in (
        lambda: people.reset_pin("u2", "u1"),
        lambda: people.make_recovery_code("u1"),
        lambda: people.set_pin("u2", PIN, "u1"),
    ):
        with refusing("by", "not_at_desk"):
            borrowed()
    assert content(desk.db) == before


# --- switching ---------------------------------------------------------------------------------------


def test_who_has_no_pin_switches_without_and_stays_after_a_restart(folder: Folder, clock: Hand) -> None:
    with folder.opened(clock) as desk:
        desk.setup.name_officer("Trần Văn Mẫu")
        assert people_of(desk).switch_to("u2").name == "Trần Văn Mẫu"
        assert desk.recorder.actor == "u2"
    with folder.opened(clock) as desk:
        assert desk.recorder.actor == "u2"


def test_who_has_a_pin_is_always_asked(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu")
    give_pins(people, u2=PIN)
    with refusing("pin", "missing"):
        people.switch_to("u2")
    with pytest.raises(errors.PinWrong):
        people.switch_to("u2", WRONG)
    assert desk.recorder.actor == "u1"
    people.switch_to("u2", PIN)
    assert desk.recorder.actor == "u2"
    with pytest.raises(errors.PinWrong):
        people.switch_to("u2", WRONG)


def test_once_an_administrator_has_a_pin_nobody_is_entered_without_one(
    desk: bootstrap.Desk, people: PeopleDesk
) -> None:
    people.name_official("Lê Thị Mẫu", [Role.LEADER])
    assert people.switch_to("u2").is_leader, "a desk without PINs goes on as it always did"
    people.switch_to("u1")
    give_pins(people)
    with refusing("officer", "first_pin"):
        people.switch_to("u2")
    with refusing("officer", "first_pin"):
        people.switch_to("u2", PIN)
    assert desk.recorder.actor == "u1"
    people.set_pin("u2", PIN, "u1")
    assert people.switch_to("u2", PIN).is_leader


def test_who_works_already_goes_on_without_a_pin(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu")
    give_pins(people)
    desk.recorder.actor = "u2"
    assert people.switch_to("u2").id == "u2"


def test_nobody_switches_to_somebody_who_left_or_never_was(people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu")
    people.deactivate("u2")
    with refusing("officer", "inactive"):
        people.switch_to("u2")
    with refusing("officer", "unknown"):
        people.switch_to("u9")


# --- PINs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pin", "cause"),
    [
        ("", "missing"),
        ("12a456", "pin_not_digits"),
        (" 246813", "pin_not_digits"),
        ("٢٤٦٨١٣", "pin_not_digits"),
        ("２４６８１３", "pin_not_digits"),
        ("24681", "pin_too_short"),
        ("2468135792468", "pin_too_long"),
        ("000000", "pin_all_same"),
        ("123456", "pin_in_order"),
        ("890123", "pin_in_order"),
        ("654321", "pin_in_order"),
    ],
)
def test_a_weak_pin_is_refused(people: PeopleDesk, pin: str, cause: str) -> None:
    with refusing("pin", cause):
        people.set_pin("u1", pin, "u1")
    assert not people.has_pin("u1")


@pytest.mark.parametrize("pin", ["246813", "112233", "246813579246", "123457", "111112"])
def test_other_pins_are_good(pin: str) -> None:
    assert pin_faults(pin) == ()


def test_a_pin_is_an_entry_without_it(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    assert not people.has_pin("u1")
    people.set_pin("u1", PIN, "u1")
    people.check_pin("u1", PIN)
    assert people.has_pin("u1")
    assert bodies(desk, EntryKind.PIN_SET) == [{"officer": "u1", "by": "u1"}]
    assert entries(desk, EntryKind.PIN_FAILED) == []


def test_entry_and_hash_are_written_together_or_not_at_all(
    desk: bootstrap.Desk, people: PeopleDesk, clock: Hand
) -> None:
    clock.at -= timedelta(days=1)
    with pytest.raises(errors.ClockBehind):
        people.set_pin("u1", PIN, "u1")
    assert not people.has_pin("u1")
    assert entries(desk, EntryKind.PIN_SET) == []


def test_a_pin_that_stands_is_changed_by_who_knows_it(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu")
    give_pins(people, u2=PIN)
    with refusing("pin", "pin_stands"):
        people.set_pin("u2", OTHER, "u1")
    with refusing("old_pin", "missing"):
        people.set_pin("u2", OTHER, "u2")
    with pytest.raises(errors.PinWrong):
        people.set_pin("u2", OTHER, "u2", old=WRONG)
    people.check_pin("u2", PIN)
    people.set_pin("u2", OTHER, "u2", old=PIN)
    people.check_pin("u2", OTHER)
    assert [body["by"] for body in bodies(desk, EntryKind.PIN_SET)] == ["u1", "u1", "u2"]


def test_a_first_pin_is_typed_where_an_administrator_works(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Lê Thị Mẫu", [Role.LEADER])
    people.name_official("Trần Văn Mẫu", [Role.ADMINISTRATOR])
    with refusing("pin", "administrator_first"):
        people.set_pin("u2", PIN, "u1")
    people.switch_to("u2")
    with refusing("pin", "first_pin"):
        people.set_pin("u2", PIN, "u2")
    with refusing("by", "not_at_desk"):
        people.set_pin("u1", PIN, "u1")
    people.switch_to("u1")
    give_pins(people)
    desk.recorder.actor = "u3"
    with refusing("pin", "first_pin"):
        people.set_pin("u3", PIN, "u3")
    with refusing("pin", "administrator_first"):
        people.set_pin("u2", PIN, "u3")
    assert not people.has_pin("u2")
    assert not people.has_pin("u3")


def test_of_the_administrators_with_a_pin_one_stays(people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu", [Role.ADMINISTRATOR])
    give_pins(people)
    with refusing("roles", "last_administrator"):
        people.change_official("u1", roles=[Role.CLERK])
    people.set_pin("u2", PIN, "u1")
    assert not people.change_official("u1", roles=[Role.CLERK]).is_administrator
    assert people.asks_for_pins()


def test_a_wait_is_not_left_by_setting_another_pin(people: PeopleDesk) -> None:
    people.set_pin("u1", PIN, "u1")
    fail(people, 5)
    waits_until(lambda: people.set_pin("u1", OTHER, "u1", old=PIN))


def test_a_pin_that_is_not_there(people: PeopleDesk) -> None:
    with pytest.raises(errors.PinMissing) as missing:
        people.check_pin("u1", PIN)
    assert missing.value.facts == {"officer": "u1"}
    with refusing("officer", "unknown"):
        people.set_pin("u9", PIN, "u9")


def test_an_administrator_forgets_another_s_pin_and_not_the_own(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu")
    people.reset_pin("u2", "u1")
    assert entries(desk, EntryKind.PIN_FORGOTTEN) == []
    give_pins(people, u2=PIN)
    fail(people, 5, "u2")
    people.reset_pin("u2", "u1")
    assert bodies(desk, EntryKind.PIN_FORGOTTEN) == [{"officer": "u2", "by": "u1"}]
    assert not people.has_pin("u2")
    people.set_pin("u2", OTHER, "u1")
    people.check_pin("u2", OTHER)
    with refusing("by", "own_pin"):
        people.reset_pin("u1", "u1")
    assert people.has_pin("u1")


# --- tries -------------------------------------------------------------------------------------------


def test_the_fifth_wrong_one_waits_and_each_after_it_longer(
    desk: bootstrap.Desk, people: PeopleDesk, clock: Hand
) -> None:
    people.set_pin("u1", PIN, "u1")
    for left in (4, 3, 2, 1):
        with pytest.raises(errors.PinWrong) as wrong:
            people.check_pin("u1", WRONG)
        assert wrong.value.facts == {"left": left}
    for minutes in (1, 2, 4, 8, 15, 15):
        until = clock.at + minutes * MINUTE
        assert waits_until(lambda: people.check_pin("u1", WRONG)) == until.isoformat()
        clock.at = until - timedelta(seconds=1)
        assert waits_until(lambda: people.check_pin("u1", PIN)) == until.isoformat()
        clock.at = until
    assert [body["times"] for body in bodies(desk, EntryKind.PIN_FAILED)] == list(range(1, 11))
    people.check_pin("u1", PIN)
    with pytest.raises(errors.PinWrong) as wrong:
        people.check_pin("u1", WRONG)
    assert wrong.value.facts == {"left": 4}


def test_a_right_one_makes_the_wrong_ones_forgotten(people: PeopleDesk) -> None:
    people.set_pin("u1", PIN, "u1")
    for _ in range(3):
        fail(people, 4)
        people.check_pin("u1", PIN)


def test_one_official_s_wrong_ones_are_not_another_s(people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu")
    give_pins(people, PIN, u2=OTHER)
    fail(people, 5, "u2")
    people.check_pin("u1", PIN)


def test_a_wait_and_the_tries_before_it_outlive_the_program(folder: Folder, clock: Hand) -> None:
    with folder.opened(clock) as desk:
        people_of(desk).set_pin("u1", PIN, "u1")
        fail(people_of(desk), 3)
    with folder.opened(clock) as desk:
        fail(people_of(desk), 2)
    with folder.opened(clock) as desk:
        waits_until(lambda: people_of(desk).check_pin("u1", PIN))
        clock.at += MINUTE
        people_of(desk).check_pin("u1", PIN)


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(seconds=90), timedelta(hours=3), timedelta(days=400)])
def test_a_clock_set_back_does_not_shorten_a_wait(
    desk: bootstrap.Desk, people: PeopleDesk, clock: Hand, back: timedelta
) -> None:
    people.set_pin("u1", PIN, "u1")
    fail(people, 7)
    clock.at += MINUTE
    fail(people, 1)
    clock.at -= back
    was = clock.at
    waits_until(lambda: people.check_pin("u1", PIN))
    clock.at = was + 2 * MINUTE - timedelta(seconds=1)
    waits_until(lambda: people.check_pin("u1", PIN))
    clock.at = was + 4 * MINUTE
    people.check_pin("u1", PIN)


def test_a_clock_set_back_before_the_fifth_begins_the_wait_where_the_journal_stands(
    people: PeopleDesk, clock: Hand
) -> None:
    people.set_pin("u1", PIN, "u1")
    fail(people, 4)
    clock.at -= timedelta(seconds=100)
    assert waits_until(lambda: people.check_pin("u1", WRONG)) == (START + MINUTE).isoformat()
    clock.at = START + timedelta(seconds=59)
    waits_until(lambda: people.check_pin("u1", PIN))


@pytest.mark.parametrize("away", [-timedelta(days=1), timedelta(days=60)])
def test_tries_count_though_the_clock_cannot_be_believed_and_nothing_is_entered(
    desk: bootstrap.Desk, people: PeopleDesk, clock: Hand, away: timedelta
) -> None:
    people.set_pin("u1", PIN, "u1")
    clock.at += away
    before = content(desk.db)
    people.check_pin("u1", PIN)
    fail(people, 4)
    assert waits_until(lambda: people.check_pin("u1", WRONG)) == (clock.at + MINUTE).isoformat()
    waits_until(lambda: people.check_pin("u1", PIN))
    clock.at += MINUTE
    people.check_pin("u1", PIN)
    assert content(desk.db) == before


def test_where_nothing_can_be_kept_the_right_one_is_refused_like_the_wrong_one(folder: Folder, clock: Hand) -> None:
    with folder.opened(clock) as desk:
        people_of(desk).set_pin("u1", PIN, "u1")
        desk.db.refuse_writing()
        for pin in (PIN, WRONG):
            with pytest.raises(errors.StoreError):
                people_of(desk).check_pin("u1", pin)


_MOVES = st.lists(st.sampled_from(["right", "wrong", "wrong", "wrong", "restart", "minute", "hour"]), max_size=40)


@settings(max_examples=25, deadline=None)
@given(moves=_MOVES)
def test_never_more_than_five_wrong_ones_without_a_wait(prepared: Folder, moves: list[str]) -> None:
    clock, place = Hand(), Path(tempfile.mkdtemp())
    failures, free_at = 0, START
    try:
        folder = prepared.copied_to(place)
        with folder.opened(clock) as desk:
            people = people_of(desk)
            people.set_pin("u1", PIN, "u1")
            for move in moves:
                if move in ("minute", "hour"):
                    clock.at += MINUTE if move == "minute" else 60 * MINUTE
                elif move == "restart":
                    people = people_of(desk)
                elif clock.at < free_at:
                    tried = functools.partial(people.check_pin, "u1", PIN if move == "right" else WRONG)
                    assert waits_until(tried) == free_at.isoformat()
                elif move == "right":
                    people.check_pin("u1", PIN)
                    failures = 0
                else:
                    failures += 1
                    free_at = clock.at + wait_after(failures)
                    with pytest.raises(errors.PinWait if failures >= 5 else errors.PinWrong):
                        people.check_pin("u1", WRONG)
    finally:
        shutil.rmtree(place)


# --- the sealed code ---------------------------------------------------------------------------------


def test_a_sealed_code_gives_an_administrator_a_new_pin_once(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    people.set_pin("u1", PIN, "u1")
    code = people.make_recovery_code("u1")
    assert re.fullmatch(f"([{CODE_SIGNS}]{{5}}-){{3}}[{CODE_SIGNS}]{{5}}", code)
    assert people.has_recovery_code()
    fail(people, 5)
    people.use_recovery(f" {code.lower().replace('-', ' ')}", "u1", OTHER)
    people.check_pin("u1", OTHER)
    assert bodies(desk, EntryKind.PIN_FORGOTTEN) == [{"officer": "u1"}]
    assert [body["by"] for body in bodies(desk, EntryKind.PIN_SET)] == ["u1", "u1", "recovery"]
    assert not people.has_recovery_code()
    with refusing("recovery_code", "no_recovery_code"):
        people.use_recovery(code, "u1", PIN)


def test_a_newer_code_ends_the_one_before(people: PeopleDesk) -> None:
    first, second = people.make_recovery_code("u1"), people.make_recovery_code("u1")
    assert first != second
    with pytest.raises(errors.RecoveryCodeWrong):
        people.use_recovery(first, "u1", PIN)
    people.use_recovery(second, "u1", PIN)


def test_a_code_is_not_used_up_by_what_is_refused(people: PeopleDesk) -> None:
    people.name_official("Trần Văn Mẫu")
    code = people.make_recovery_code("u1")
    with refusing("pin", "pin_in_order"):
        people.use_recovery(code, "u1", "123456")
    with refusing("officer", "not_administrator"):
        people.use_recovery(code, "u2", PIN)
    with refusing("recovery_code", "missing"):
        people.use_recovery(" - ", "u1", PIN)
    people.use_recovery(code, "u1", PIN)


def test_wrong_codes_wait_as_well(desk: bootstrap.Desk, people: PeopleDesk, clock: Hand) -> None:
    code = people.make_recovery_code("u1")
    for left in (4, 3, 2, 1):
        with pytest.raises(errors.RecoveryCodeWrong) as wrong:
            people.use_recovery("A" * 20, "u1", PIN)
        assert wrong.value.facts == {"left": left}
    waits_until(lambda: people.use_recovery("A" * 20, "u1", PIN))
    waits_until(lambda: people.use_recovery(code, "u1", PIN))
    assert bodies(desk, EntryKind.PIN_FAILED)[-1] == {"officer": "recovery", "times": 5}
    clock.at += MINUTE
    people.use_recovery(code, "u1", PIN)


# --- approving ---------------------------------------------------------------------------------------


@pytest.fixture
def staffed(people: PeopleDesk) -> PeopleDesk:
    """A clerk and administrator (u1) with a PIN, a deputy (u2) with one, a leader (u3) without."""
    people.name_official("Trần Văn Mẫu", title="Công chức")
    people.name_official("Lê Thị Mẫu", [Role.LEADER], title="Chủ tịch")
    give_pins(people, u2=PIN)
    return people


def test_a_leader_approves_with_a_pin_and_not_before_there_is_one(staffed: PeopleDesk) -> None:
    with pytest.raises(errors.PinMissing):
        staffed.approve_as("u3", "", "u1")
    staffed.set_pin("u3", PIN, "u1")
    with refusing("pin", "missing"):
        staffed.approve_as("u3", "", "u1")
    with pytest.raises(errors.PinWrong):
        staffed.approve_as("u3", WRONG, "u1")
    approval = staffed.approve_as("u3", PIN, "u1")
    assert (approval.approver, approval.is_self, approval.delegation) == (staffed.official("u3"), False, None)


def test_a_deputy_approves_on_the_days_of_the_delegation(staffed: PeopleDesk, clock: Hand) -> None:
    with refusing("approver", "no_right"):
        staffed.approve_as("u2", PIN, "u1")
    given = staffed.delegate("u3", "u2", FROM, FROM, " Quyết định 12/QĐ-UBND ")
    assert given == Delegation(
        id="d1", leader="u3", deputy="u2", from_on=FROM, until_on=FROM, decision="Quyết định 12/QĐ-UBND"
    )
    assert [one.id for one in staffed.approvers()] == ["u2", "u3"]
    assert staffed.approve_as("u2", PIN, "u1").delegation == given
    clock.at += timedelta(days=1)
    with refusing("approver", "delegation_over"):
        staffed.approve_as("u2", PIN, "u1")
    assert [one.id for one in staffed.approvers()] == ["u3"]


def test_an_ended_delegation_gives_no_right_and_its_number_is_not_given_again(
    desk: bootstrap.Desk, staffed: PeopleDesk
) -> None:
    staffed.delegate("u3", "u2", FROM, UNTIL, "QĐ 1")
    staffed.end_delegation("d1")
    assert staffed.delegations() == ()
    assert bodies(desk, EntryKind.DELEGATION_ENDED) == [{"id": "d1"}]
    with refusing("approver", "no_right"):
        staffed.approve_as("u2", PIN, "u1")
    with refusing("delegation", "unknown"):
        staffed.end_delegation("d1")
    assert staffed.delegate("u3", "u2", FROM, UNTIL, "QĐ 2").id == "d2"


def test_nobody_approves_the_own_draft_and_no_try_is_counted_for_it(desk: bootstrap.Desk, staffed: PeopleDesk) -> None:
    staffed.delegate("u3", "u2", FROM, UNTIL, "QĐ 1")
    with refusing("approver", "own_draft"):
        staffed.approve_as("u2", WRONG, "u2")
    assert entries(desk, EntryKind.PIN_FAILED) == []


def test_the_only_official_approves_alone_and_with_the_pin_where_there_is_one(people: PeopleDesk) -> None:
    approval = people.approve_as("u1", "", "u1")
    assert (approval.approver.id, approval.is_self) == ("u1", True)
    people.set_pin("u1", PIN, "u1")
    with refusing("pin", "missing"):
        people.approve_as("u1", "", "u1")
    assert people.approve_as("u1", PIN, "u1").is_self


def test_nobody_is_alone_in_a_ward_with_two_desks(desk: bootstrap.Desk, people: PeopleDesk) -> None:
    desk.setup.change({"desk_count": 2})
    with refusing("approver", "own_draft"):
        people.approve_as("u1", "", "u1")


@pytest.mark.parametrize(
    ("changes", "field", "cause"),
    [
        ({"leader": "u1"}, "leader", "not_leader"),
        ({"deputy": "u3"}, "deputy", "same_person"),
        ({"deputy": "u9"}, "deputy", "unknown"),
        ({"until_on": FROM - timedelta(days=1)}, "until_on", "ends_before_start"),
        ({"decision": " "}, "decision", "missing"),
    ],
)
def test_a_wrong_delegation_is_refused(
    desk: bootstrap.Desk, staffed: PeopleDesk, changes: dict[str, Any], field: str, cause: str
) -> None:
    asked = {"leader": "u3", "deputy": "u2", "from_on": FROM, "until_on": UNTIL, "decision": "QĐ 1"}
    with refusing(field, cause):
        staffed.delegate(**{**asked, **changes})
    assert entries(desk, EntryKind.DELEGATION_GIVEN) == []


def test_a_delegation_is_the_leader_s_or_an_administrator_s(staffed: PeopleDesk) -> None:
    staffed.set_pin("u3", PIN, "u1")
    staffed.switch_to("u2", PIN)
    with refusing("by", "not_administrator"):
        staffed.delegate("u3", "u2", FROM, UNTIL, "QĐ 1")
    staffed.switch_to("u3", PIN)
    staffed.delegate("u3", "u2", FROM, UNTIL, "QĐ 1")
    staffed.switch_to("u2", PIN)
    with refusing("by", "not_administrator"):
        staffed.end_delegation("d1")
    staffed.switch_to("u1", OTHER)
    staffed.end_delegation("d1")
    assert staffed.delegations() == ()


# --- nothing of it is written down --------------------------------------------------------------------


def test_no_pin_code_or_hash_stands_in_entries_logs_errors_or_values(
    desk: bootstrap.Desk, staffed: PeopleDesk, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []

    def heard(act: Callable[[], object]) -> None:
        try:
            said.append(repr(act()))
        except errors.CchcError as error:
            said.append(f"{error!r} {error} {error.facts} {sentences.sentence(error)}")

    with caplog.at_level(logging.DEBUG):
        staffed.set_pin("u3", OTHER, "u1")
        code = staffed.make_recovery_code("u1")
        staffed.set_pin("u1", PIN, "u1", old=OTHER)
        heard(lambda: staffed.switch_to("u2", PIN))
        heard(lambda: staffed.switch_to("u1", PIN))
        heard(lambda: staffed.approve_as("u3", OTHER, "u1"))
        for _ in range(6):
            heard(lambda: staffed.check_pin("u3", WRONG))
            heard(lambda: staffed.use_recovery(code[:-1], "u1", OTHER))
        heard(lambda: staffed.set_pin("u1", "11111", "u1"))
        clock.at += MINUTE
        heard(lambda: staffed.use_recovery(code, "u1", OTHER))
    hashes = [row[0] for row in desk.db.rows("select pin_hash from secret")]
    assert len(hashes) == 3
    written = [row[0] for row in desk.db.rows("select text from entry")]
    kept = [repr(rows) for rows in content(desk.db, "personal", "local", "draft", "officer").values()]
    everything = "\n".join([*written, *kept, *said, repr(vars(staffed)), caplog.text])
    assert "PinFailed" in everything
    for secret in (PIN, OTHER, WRONG, "11111", code, code.replace("-", ""), code[:-1], "argon2", *hashes):
        assert secret not in everything
    assert all(code.replace("-", "") not in row for row in hashes)


@pytest.mark.parametrize(
    "error",
    [
        errors.PinMissing(officer="u1"),
        errors.PinWrong(left=2),
        errors.RecoveryCodeWrong(left=2),
        errors.PinWait(until=START.isoformat()),
    ],
)
def test_each_refusal_says_what_is_safe_and_what_to_do(error: errors.CchcError) -> None:
    told = sentences.sentence(error)
    assert "Chưa có gì thay đổi" in told
    assert told != sentences.BY_ERROR[errors.DomainError]
    assert "…" not in told


def test_a_day_is_a_day_of_the_desk(staffed: PeopleDesk, clock: Hand) -> None:
    staffed.delegate("u3", "u2", date(2023, 10, 25), date(2023, 10, 25), "QĐ 1")
    clock.at = START.replace(hour=23, minute=59)
    assert [one.id for one in staffed.approvers()] == ["u3"]
    clock.at += MINUTE
    assert [one.id for one in staffed.approvers()] == ["u2", "u3"]
