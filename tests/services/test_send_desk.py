"""Sending: what is believed of an answer, what is sent again, when, and that one bad package holds up no other."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cchc_desktop import errors, sentences
from cchc_desktop.domain.acknowledgement import CityQuestion, HeldEntry, HeldReason, MissingNumbers, Verdict
from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind, PackageTrouble, wait_after
from cchc_desktop.services.send_desk import Delivery, Parcel, SendDesk, deliver
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store.outbox import OutboxLine
from cchc_desktop.sync import keys
from cchc_desktop.sync.acknowledgement import SUFFIX, signed
from cchc_desktop.sync.carriers import Answered, Carrier, HandedOver
from tests.services.life_desk import life_desk
from tests.services.made_up_city import MadeUpCity


class Sender:
    """A desk that sends into a folder, and the city that reads it."""

    def __init__(self, place: Path) -> None:
        self.life = life_desk(place, "2023-10-24T08:00")
        self.city = MadeUpCity()
        self.folder = place / "stick"
        self.folder.mkdir()
        self.life.desk.enrolment.take_card(self.city.card())
        self.sending.choose(CarrierChoice(kind=CarrierKind.FOLDER, folder=str(self.folder)))

    @property
    def sending(self) -> SendDesk:
        return self.life.desk.sending

    @property
    def desk_key(self) -> str:
        return self.life.desk.enrolment.keys().desk_key

    def close_days(self, *days: int) -> None:
        """Receive one dossier with a fee on each day and close it."""
        for day in days:
            self.life.receive(f"2023-10-{day}T09:00", fee_dong=15_000, fee_state=FeeState.CASH)
            self.life.at(f"2023-10-{day}T17:05").desk.day_end.close()

    def round(self, carrier: Carrier | None = None) -> list[OutboxLine]:
        """Try everything whose turn it is."""
        used = carrier or self.sending.carrier()
        assert used is not None
        return [self.sending.record(deliver(parcel, used)) for parcel in self.sending.waiting()]

    def later(self, minutes: int = 61) -> None:
        self.life.clock.at += timedelta(minutes=minutes)

    def package(self, number: int = 0) -> Path:
        return sorted(self.folder.glob("*.cchc"))[number]

    def answer(self, place: int = 0, /, **changes: Any) -> None:
        """Let the city answer what lies in the folder."""
        self.city.answers_beside(self.package(place), self.desk_key, **changes)

    @property
    def lines(self) -> list[OutboxLine]:
        return self.life.desk.day_end.packages()

    @property
    def states(self) -> list[PackageState]:
        return [line.state for line in self.lines]

    def said(self, number: int = 0) -> str:
        line = self.lines[number]
        return sentences.package_said(line.state, line.trouble, line.facts)


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    one = Sender(tmp_path)
    yield one
    one.life.desk.close()


MADE, SENT, ACCEPTED = PackageState.MADE, PackageState.SENT, PackageState.ACCEPTED
REFUSED, KEPT_ASIDE = PackageState.REFUSED, PackageState.KEPT_ASIDE


# --- there and back -----------------------------------------------------------------------------


def test_a_package_is_handed_over_and_accepted_by_the_citys_signed_answer(sender: Sender) -> None:
    sender.close_days(24)
    assert [line.state for line in sender.round()] == [SENT]
    sender.later()
    assert [line.state for line in sender.round()] == [SENT]
    sender.answer()
    sender.later()
    (line,) = sender.round()
    assert (line.state, line.trouble, line.next_at) == (ACCEPTED, None, None)
    assert sender.sending.waiting() == ()
    assert sender.life.desk.day_end.unsent() == (0, 0)
    (kept,) = (sender.life.desk.folder / "answers").iterdir()
    assert kept.read_bytes() == (sender.folder / f"{sender.package().name}{SUFFIX}").read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_sent_ten_times_it_is_one_package_and_one_acceptance(sender: Sender) -> None:
    sender.close_days(24)
    carrier = sender.sending.carrier()
    assert carrier is not None
    (parcel,) = sender.sending.waiting()
    for _ in range(5):
        sender.sending.record(deliver(parcel, carrier))
    sender.answer()
    for _ in range(5):
        sender.sending.record(deliver(parcel, carrier))
    assert sender.states == [ACCEPTED]
    assert len(list(sender.folder.glob("*.cchc"))) == 1


def test_a_kill_between_delivery_and_record_loses_nothing(sender: Sender) -> None:
    sender.close_days(24)
    sender.round()
    sender.answer()
    sender.later()
    carrier = sender.sending.carrier()
    assert carrier is not None
    (parcel,) = sender.sending.waiting()
    assert deliver(parcel, carrier).answer is not None  # and then the light goes out
    assert sender.states == [SENT]
    assert [line.state for line in sender.round()] == [ACCEPTED]


def test_a_late_failure_does_not_take_back_an_acceptance(sender: Sender) -> None:
    sender.close_days(24)
    (parcel,) = sender.sending.waiting()
    sender.round()
    sender.answer()
    sender.later()
    sender.round()
    assert sender.sending.record(Delivery(parcel=parcel, cause="cut")).state is ACCEPTED


def test_an_answer_is_also_taken_from_a_hand(sender: Sender) -> None:
    sender.close_days(24, 25)
    sender.life.desk.day_end.copy_packages(date(2023, 10, 24), sender.folder)
    file = sender.city.answers(sender.package().read_bytes(), sender.desk_key)
    assert sender.sending.take_answer_file(file).state is ACCEPTED
    assert sender.sending.take_answer_file(file).state is ACCEPTED
    assert sender.states == [ACCEPTED, MADE]
    with pytest.raises(errors.AcknowledgementRefused):
        sender.sending.take_answer_file(b"{}")


def test_no_way_is_chosen_until_one_is(tmp_path: Path) -> None:
    life = life_desk(tmp_path, "2023-10-24T08:00")
    with contextlib.closing(life.desk):
        assert life.desk.sending.carrier() is None
        choice = CarrierChoice(kind=CarrierKind.SFTP, host="máy.mẫu", port=2222, user="x", known_hosts="/k")
        life.desk.sending.choose(choice)
        assert life.desk.sending.choice() == choice


# --- what is not believed -----------------------------------------------------------------------


def not_believed(sender: Sender, trouble: PackageTrouble) -> None:
    """Let the desk look at the answer, keep its state, say why, and get over it when a good one comes."""
    sender.later()
    (line,) = sender.round()
    assert (line.state, line.trouble) == (SENT, trouble)
    assert "chưa nhận" in sender.said() or "hỏi lại" in sender.said()
    assert not (sender.life.desk.folder / "answers").exists()
    sender.later()
    sender.round()
    assert not list(sender.folder.glob(f"*{SUFFIX}"))
    sender.answer()
    sender.later()
    assert [one.state for one in sender.round()] == [ACCEPTED]


def test_a_forged_answer_is_not_believed(sender: Sender) -> None:
    sender.close_days(24)
    sender.round()
    says = sender.city.says(sender.package().read_bytes(), sender.desk_key)
    forged = signed(says, keys.new_signing_key())
    (sender.folder / f"{sender.package().name}{SUFFIX}").write_bytes(forged)
    not_believed(sender, PackageTrouble.NOT_BELIEVED)


@pytest.mark.parametrize("junk", [b"", b"{}", b"\xff" * 40, b"[" * 100_000])
def test_an_answer_that_is_none_is_not_believed(sender: Sender, junk: bytes) -> None:
    sender.close_days(24)
    sender.round()
    (sender.folder / f"{sender.package().name}{SUFFIX}").write_bytes(junk)
    not_believed(sender, PackageTrouble.NOT_BELIEVED)


@pytest.mark.parametrize("what", ["another_id", "another_content"])
def test_an_answer_to_another_package_is_not_this_ones(sender: Sender, what: str) -> None:
    sender.close_days(24)
    sender.round()
    says = sender.city.says(sender.package().read_bytes(), sender.desk_key)
    changes: dict[str, Any] = {"manifest_sha256": "0" * 64}
    if what == "another_id":
        changes = {"package": type(says.package)(ward="H32", desk=2, generation=1, day=date(2023, 10, 24), part=1)}
    sender.answer(**changes)
    not_believed(sender, PackageTrouble.OTHER_PACKAGE)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"counts": {"DossierReceived": 2}}, "Tiếp nhận hồ sơ"),
        ({"counts": {}}, "Chốt ngày"),
        ({"totals": {"received": 1, "returned": 0, "cash_dong": 14_000}}, "Tiền mặt"),
    ],
)
def test_other_counts_are_an_exception_in_words_and_no_acceptance(
    sender: Sender, changes: dict[str, Any], word: str
) -> None:
    sender.close_days(24)
    sender.round()
    sender.answer(**changes)
    sender.later()
    (line,) = sender.round()
    assert (line.state, line.trouble) == (SENT, PackageTrouble.OTHER_COUNTS)
    assert "Thành phố đếm khác" in sender.said()
    assert word in sender.said()
    assert sender.life.desk.day_end.unsent()[0] == 1
    sender.city.at = "2023-10-25T09:00"
    sender.answer()
    sender.later()
    assert [one.state for one in sender.round()] == [ACCEPTED]


@pytest.mark.parametrize("changes", [{"head": "0" * 64}, {"last": 1}, {"last": 10_000}])
def test_another_chain_is_no_acceptance(sender: Sender, changes: dict[str, Any]) -> None:
    sender.close_days(24)
    sender.round()
    sender.answer(**changes)
    sender.later()
    (line,) = sender.round()
    assert (line.state, line.trouble) == (SENT, PackageTrouble.OTHER_CHAIN)


# --- refused, kept aside, asked again -----------------------------------------------------------


def test_a_refusal_is_said_and_only_a_hand_sends_again(sender: Sender) -> None:
    sender.close_days(24)
    sender.round()
    sender.answer(verdict=Verdict.REFUSED, cause="broken_chain", number=7)
    sender.later()
    (line,) = sender.round()
    assert (line.state, line.trouble) == (REFUSED, PackageTrouble.REFUSED)
    assert "chuỗi mục bị đứt ở mục #7" in sender.said()
    sender.later(10_000)
    assert sender.sending.waiting() == ()
    sender.sending.try_now()
    sender.round()
    sender.answer()
    sender.later()
    assert [one.state for one in sender.round()] == [ACCEPTED]


def test_a_desk_that_the_city_does_not_know_yet_asks_again_by_itself(sender: Sender) -> None:
    sender.close_days(24)
    sender.round()
    sender.answer(verdict=Verdict.REFUSED, cause="unknown_desk", manifest_sha256="")
    sender.later()
    assert [line.state for line in sender.round()] == [REFUSED]
    assert sender.sending.waiting() == ()
    sender.later()
    assert [line.state for line in sender.round()] == [SENT]
    sender.answer()
    sender.later()
    assert [line.state for line in sender.round()] == [ACCEPTED]


def test_what_was_damaged_on_the_way_is_sent_again(sender: Sender) -> None:
    sender.close_days(24)
    sender.round()
    whole = sender.package().read_bytes()
    sender.answer(verdict=Verdict.REFUSED, cause="not_an_archive", manifest_sha256="", file_sha256="1" * 64)
    sender.package().write_bytes(whole[:-100])
    sender.later()
    (line,) = sender.round()
    assert (line.state, line.trouble, line.is_again) == (MADE, PackageTrouble.DAMAGED, True)
    sender.later()
    sender.round()
    assert sender.package().read_bytes() == whole


def test_a_gap_sends_the_missing_again_and_then_both_are_accepted(sender: Sender) -> None:
    sender.close_days(24, 25, 26)
    sender.round()
    first, second, _ = sender.lines
    sender.answer(0)
    sender.later()
    sender.round()
    assert sender.states == [ACCEPTED, SENT, SENT]
    sender.city.at = "2023-10-26T18:00"
    sender.package(1).unlink()  # the stick bore it to nobody
    gap = (MissingNumbers(first=second.first, last=second.last),)
    sender.answer(1, verdict=Verdict.KEPT_ASIDE, missing=gap)
    third_package = sender.package(1)
    sender.later()
    sender.round()
    assert sender.states == [ACCEPTED, MADE, KEPT_ASIDE] or sender.states == [ACCEPTED, SENT, KEPT_ASIDE]
    assert f"#{second.first}-#{second.last}" in sender.said(2)
    sender.later()
    sender.round()
    assert sender.states == [ACCEPTED, SENT, KEPT_ASIDE]
    sender.answer(1)
    sender.city.answers_beside(third_package, sender.desk_key)
    for _ in range(3):
        sender.later()
        sender.round()
    assert sender.states == [ACCEPTED, ACCEPTED, ACCEPTED]
    assert first.last < second.first


def test_a_city_that_lost_what_it_had_gets_it_again_by_a_new_answer_only(sender: Sender) -> None:
    sender.close_days(24, 25)
    sender.round()
    sender.answer(0)
    sender.later()
    sender.round()
    old = sender.folder / f"{sender.package(0).name}{SUFFIX}"
    kept = old.read_bytes()
    sender.city.at = "2023-10-26T08:00"
    line = sender.lines[0]
    missing = (MissingNumbers(first=line.first, last=line.last),)
    sender.answer(1, verdict=Verdict.KEPT_ASIDE, missing=missing)
    sender.later()
    sender.round()
    assert sender.states == [MADE, KEPT_ASIDE]
    sender.later()
    sender.round()
    assert not old.exists()
    old.write_bytes(kept)
    sender.later()
    sender.round()
    assert sender.lines[0].trouble is PackageTrouble.OLD_ANSWER
    assert sender.states == [SENT, KEPT_ASIDE]
    old.unlink()
    sender.answer(0)
    sender.later()
    sender.round()
    assert sender.states[0] is ACCEPTED
    sender.later()
    sender.round()  # the same old question about the first one does not ask for it a second time
    assert sender.states == [ACCEPTED, KEPT_ASIDE]


def test_one_bad_package_never_holds_up_the_rest(sender: Sender) -> None:
    sender.close_days(24, 25, 26)
    bad = sender.life.desk.day_end.path_of(sender.lines[1])
    (sender.folder / bad.name).write_bytes(b"somebody else's")
    sender.round()
    assert sender.states == [SENT, MADE, SENT]
    assert "khác nội dung" in sender.said(1)
    sender.answer(0)
    sender.answer(2)
    sender.later()
    sender.round()
    assert sender.states == [ACCEPTED, MADE, ACCEPTED]


def test_entries_that_the_city_holds_are_said_of_an_accepted_package(sender: Sender) -> None:
    sender.close_days(24)
    sender.round()
    sender.answer(held=(HeldEntry(number=2, reason=HeldReason.UNKNOWN_KIND),))
    sender.later()
    assert [line.state for line in sender.round()] == [ACCEPTED]
    assert "1 mục thành phố giữ" in sender.said()


# --- the next try -------------------------------------------------------------------------------


class Broken:
    """A carrier that gets nothing through."""

    def deliver(self, name: str, file: Path, progress: object, *, is_again: bool = False) -> Answered | HandedOver:
        raise errors.CarrierFailed(cause="unreachable")

    def answers(self, files: object) -> dict[str, bytes]:
        raise errors.CarrierFailed(cause="unreachable")


def test_tries_are_one_two_four_minutes_apart_and_an_hour_at_most(sender: Sender) -> None:
    sender.close_days(24)
    waits = []
    for _ in range(9):
        (line,) = sender.round(Broken())
        assert line.next_at is not None
        assert sender.round(Broken()) == []
        waits.append((line.next_at - sender.life.clock.at) // timedelta(minutes=1))
        sender.life.clock.at = line.next_at
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert "không tới được máy của thành phố" in sender.said()
    sender.round(Broken())
    sender.sending.try_now()
    assert [line.state for line in sender.round()] == [SENT]
    assert sender.lines[0].tries == 1


@given(some.integers(min_value=1, max_value=10**9))
def test_a_wait_never_shrinks_and_is_never_longer_than_an_hour(tries: int) -> None:
    assert timedelta(minutes=1) <= wait_after(tries) <= wait_after(tries + 1) <= timedelta(hours=1)


@settings(deadline=None, max_examples=40)
@given(some.lists(some.sampled_from(["cut", "handed", "lost", "answered", "junk", "old"]), max_size=12))
def test_whatever_happens_on_the_way_a_good_answer_at_last_is_an_acceptance(happens: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        sender = Sender(Path(place))
        with contextlib.closing(sender.life.desk):
            sender.close_days(24)
            (parcel,) = sender.sending.waiting()
            good = sender.city.answers(parcel.path.read_bytes(), sender.desk_key)
            for what in happens:
                sender.sending.record(_delivery(parcel, what, good))
            is_accepted = "answered" in happens
            assert (sender.states == [ACCEPTED]) == is_accepted
            sender.sending.record(Delivery(parcel=parcel, answer=good))
            assert sender.states == [ACCEPTED]
            assert sender.life.desk.db.value("select count(*) from outbox") == 1


def _delivery(parcel: Parcel, what: str, good: bytes) -> Delivery:
    match what:
        case "cut":
            return Delivery(parcel=parcel, cause="cut")
        case "answered":
            return Delivery(parcel=parcel, answer=good)
        case "junk":
            return Delivery(parcel=parcel, answer=good[:-9])
        case "old":
            return Delivery(parcel=parcel, answer=b"{}")
        case _:
            return Delivery(parcel=parcel)


# --- what the city asks -------------------------------------------------------------------------


def test_a_question_is_entered_once_and_answered_once(sender: Sender) -> None:
    sender.close_days(24, 25)
    code = str(sender.life.desk.db.value("select code from dossier order by id limit 1"))
    asks = (
        CityQuestion(id="q1", code=code, text="Vì sao ông Mẫu chưa có giấy?"),
        CityQuestion(id="q2", code="?", text="?"),
    )
    sender.round()
    sender.answer(0, questions=asks)
    sender.answer(1, questions=asks)
    sender.later()
    sender.round()
    assert sender.states == [ACCEPTED, ACCEPTED]
    assert [(one.id, one.code) for one in sender.sending.questions()] == [("q2", "?"), ("q1", code)]
    assert sender.sending.questions()[1].text == "Vì sao ông Mẫu chưa có giấy?"
    texts = [row[0] for row in sender.life.desk.db.rows("select text from entry where kind = 'CityAsked'")]
    assert len(texts) == 2
    assert "ông Mẫu" not in "".join(texts)
    assert "CityAsked" in [step.kind for step in sender.life.desk.view.dossier(code).history]
    sender.sending.answer("q1", " Giấy trả ngày mai. ")
    assert [(one.id, one.answered_at is None) for one in sender.sending.questions()] == [("q2", True), ("q1", False)]
    for question, text in (("q1", "lần nữa"), ("q2", "  "), ("q3", "x")):
        with pytest.raises(errors.FormIncomplete):
            sender.sending.answer(question, text)
    assert verify(sender.life.desk.db).is_whole


def test_the_answer_travels_to_the_city_in_the_next_package(sender: Sender) -> None:
    sender.close_days(24)
    code = str(sender.life.desk.db.value("select code from dossier"))
    sender.round()
    sender.answer(0, questions=(CityQuestion(id="q1", code=code, text="Hỏi"),))
    sender.later(5)
    sender.round()
    sender.sending.answer("q1", "Giấy trả ngày mai.")
    closed = sender.life.desk.day_end.close()
    assert closed.file is not None
    from cchc_desktop.sync.package import open_package

    found = open_package(closed.file.read_bytes(), identity=sender.city.identity, desk_key=sender.desk_key)
    assert {line.field: line.text for line in found.content.for_city}["answer"] == "Giấy trả ngày mai."


def test_with_a_clock_that_is_wrong_the_answer_waits_and_nothing_is_lost(sender: Sender) -> None:
    sender.close_days(24)
    sender.round()
    code = str(sender.life.desk.db.value("select code from dossier"))
    sender.answer(0, questions=(CityQuestion(id="q1", code=code, text="Hỏi"),))
    right = sender.life.clock.at
    sender.life.clock.at = right - timedelta(days=1)
    sender.sending.try_now()
    (line,) = sender.round()
    assert (line.state, line.trouble) == (SENT, PackageTrouble.CLOCK)
    sender.life.clock.at = right + timedelta(hours=2)
    assert [line.state for line in sender.round()] == [ACCEPTED]
    assert len(sender.sending.questions()) == 1
