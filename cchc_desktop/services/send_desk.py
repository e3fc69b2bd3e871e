"""Sending packages to the city and taking its answers, so that the network never blocks the desk.

    waiting()   which packages' turn it is: a quick read
    deliver()   brings one of them there: any thread, no database, minutes if need be
    record()    takes what came of it: verifies the answer, notes state, what is in the way and the next try

A package is accepted only by an answer that the city has signed, that speaks of this very content, and whose counts,
sums and chain are the desk's own. Killed between delivery and record nothing is lost: the next try brings the answer
again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.acknowledgement import Acknowledgement, CityQuestion
from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind, PackageTrouble, wait_after
from cchc_desktop.services.answer_judging import Judged, judge, sha256_of
from cchc_desktop.services.day_end import DayEndDesk
from cchc_desktop.services.enrolment import Enrolment
from cchc_desktop.services.recording import Recorder, Recording
from cchc_desktop.store import attachments, city_questions, dossiers, local, outbox
from cchc_desktop.store.city_questions import QuestionLine as QuestionLine
from cchc_desktop.store.engine import Database
from cchc_desktop.store.outbox import OutboxLine as OutboxLine
from cchc_desktop.store.transaction import writing
from cchc_desktop.sync import acknowledgement
from cchc_desktop.sync.carriers import Answered, Carrier, HandedOver, Progress

if TYPE_CHECKING:
    from cchc_desktop.sync.carriers.https import HttpsCarrier

logger = logging.getLogger(__name__)

ANSWERS, CARRIER = "answers", "carrier"
"""The folder of the city's answers in the desk's folder; the local note that keeps the way to the city."""
_MENDED_AT_THE_CITY = ("unknown_desk", "wrong_signature", "future_day")
"""Causes of a refusal that pass without the desk's doing: it is asked again by and by."""
_AFTER_REFUSAL = timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A package whose turn it is."""

    day: date
    part: int
    name: str
    path: Path
    is_there: bool
    """It was handed over before: first it is looked for the answer."""
    is_again: bool
    """The city has to take it anew."""
    is_for_desks: bool = False
    """The city has it: it is carried to the ward's other desks, and nothing is noted of that."""
    judged: frozenset[str] = frozenset()
    """SHA-256 of answers that were looked at before: with them the city has not answered anew."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came of one try."""

    parcel: Parcel
    answer: bytes | None = None
    """The city's, not verified."""
    cause: str = ""
    """Of `CarrierFailed`; with neither it lies where the city fetches it."""


def deliver(parcel: Parcel, carrier: Carrier, progress: Progress = lambda done, size: None) -> Delivery:
    """Bring a package to the city; any thread. What goes wrong is told by the delivery, never raised."""
    try:
        if parcel.is_there or parcel.is_again:
            answer = carrier.answers({parcel.name: parcel.path}).get(parcel.name)
            if answer is not None and not (parcel.is_again and hashlib.sha256(answer).hexdigest() in parcel.judged):
                return Delivery(parcel=parcel, answer=answer)
        told: Answered | HandedOver = carrier.deliver(parcel.name, parcel.path, progress, is_again=parcel.is_again)
    except errors.CarrierFailed as error:
        return Delivery(parcel=parcel, cause=str(error.facts["cause"]))
    except OSError as error:
        logger.warning("carrier: %s", type(error).__name__)
        return Delivery(parcel=parcel, cause="cut")
    return Delivery(parcel=parcel, answer=told.answer if isinstance(told, Answered) else None)


class SendDesk:
    """The desk's way to the city. Everything here is quick and belongs to the thread that owns the database."""

    def __init__(
        self,
        db: Database,
        recorder: Recorder,
        clock: Clock,
        folder: Path,
        *,
        enrolment: Enrolment,
        day_end: DayEndDesk,
    ) -> None:
        self._db = db
        self._recorder = recorder
        self._clock = clock
        self._folder = folder
        self._enrolment = enrolment
        self._day_end = day_end

    def choice(self) -> CarrierChoice:
        """Return which way this machine sends."""
        return CarrierChoice.from_text(local.note(self._db, CARRIER))

    def choose(self, choice: CarrierChoice) -> None:
        """Remember which way this machine sends; all that waits may be tried at once."""
        with writing(self._db):
            local.keep_note(self._db, CARRIER, choice.to_text())
        self.try_now()

    def carrier(self) -> Carrier | None:
        """Return the way to the city; ``None`` while none is chosen."""
        choice = self.choice()
        if choice.kind is CarrierKind.NONE:
            return None
        return carrier_of(choice, self._enrolment.keys().city_address)

    def register(self) -> bool:
        """Hand this desk's card to the city's service; return whether it is enrolled (else its administrator decides).

        Raises:
            CarrierFailed: The service was not reached, or refused the card.
        """
        return self._service().register(self._enrolment.desk_card())

    def year_pack_request(self) -> Callable[[], bytes | None]:
        """Return what asks the city's service for its newest year-pack, on any thread.

        It returns the pack, not verified; ``None``: the city offers none. It raises `CarrierFailed` where the service
        was not reached.
        """
        return partial(self._service().fetch, "year-pack")

    def _service(self) -> HttpsCarrier:
        from cchc_desktop.sync.carriers.https import HttpsCarrier

        choice = self.choice()
        return HttpsCarrier(choice.address or self._enrolment.keys().city_address, choice.ca_file)

    def waiting(self) -> tuple[Parcel, ...]:
        """Return the packages whose turn it is, the oldest first; one that cannot be sent holds up none of the rest."""
        now = self._clock.now()
        found = []
        for line in outbox.lines(self._db):
            if _is_due(line, now):
                path = self._day_end.path_of(line)
                found.append(
                    Parcel(
                        day=line.day,
                        part=line.part,
                        name=path.name,
                        path=path,
                        is_there=line.state in (PackageState.SENT, PackageState.KEPT_ASIDE),
                        is_again=line.is_again or line.state is PackageState.REFUSED,
                        judged=self._looked_at(line),
                    )
                )
        return tuple(found)

    def accepted_since(self, day: date) -> tuple[Parcel, ...]:
        """Return the packages of days from ``day`` on that the city has and whose files are here, the oldest first."""
        lines = [one for one in outbox.lines(self._db) if one.state is PackageState.ACCEPTED and one.day >= day]
        return tuple(
            Parcel(
                day=one.day, part=one.part, name=path.name, path=path, is_there=False, is_again=False, is_for_desks=True
            )
            for one in lines
            if (path := self._day_end.path_of(one)).exists()
        )

    def try_now(self, *, with_refused: bool = True) -> None:
        """Let everything that waits be tried at once and, where it is wanted, what the city refused be sent anew."""
        with writing(self._db):
            for line in outbox.lines(self._db):
                if line.state is PackageState.REFUSED and with_refused:
                    self._change(line, state=str(PackageState.MADE), is_again=1, next_at="", tries=0)
                elif line.state in _WAITING:
                    self._change(line, next_at="", tries=0)

    def record(self, delivery: Delivery) -> OutboxLine:
        """Take what came of a try, and return how the package stands now.

        Raises:
            StoreError: Nothing was noted; the next try brings the same answer again.
        """
        line = self._line(delivery.parcel.day, delivery.parcel.part)
        if line.state is PackageState.ACCEPTED:
            return line  # a try that was still on its way when the answer came
        if delivery.answer is not None:
            return self.take_answer(line, delivery.answer)
        with writing(self._db):
            if delivery.cause:
                facts = outbox.spelled({"cause": delivery.cause})
                self._wait(line, trouble=str(PackageTrouble.NOT_SENT), message=facts)
            else:
                is_aside = line.state is PackageState.KEPT_ASIDE and not line.is_again
                self._wait(
                    line,
                    state=str(line.state if is_aside else PackageState.SENT),
                    is_again=0,
                    **({} if is_aside else {"trouble": "", "message": ""}),
                )
        return self._line(line.day, line.part)

    def take_answer_file(self, file: bytes) -> OutboxLine:
        """Take an answer that came by hand, whichever package it speaks of.

        Raises:
            AcknowledgementRefused: It is none, the city did not sign it, or it is of no package of this desk.
            StoreError: Nothing was noted.
        """
        answer = acknowledgement.opened(file, self._enrolment.keys().city_sign_key)
        for line in outbox.lines(self._db):
            if self._day_end.id_of(line) == answer.package:
                return line if line.state is PackageState.ACCEPTED else self.take_answer(line, file)
        raise errors.AcknowledgementRefused(cause="other_package")

    def take_answer(self, line: OutboxLine, file: bytes) -> OutboxLine:
        """Verify an answer to a package and note what it says; one that may not be believed changes no state."""
        judged = judge(
            self._db,
            line,
            file,
            package=self._day_end.id_of(line),
            path=self._day_end.path_of(line),
            city_sign_key=self._enrolment.keys().city_sign_key,
        )
        answer = judged.answer
        if answer is None:
            with writing(self._db):
                facts = outbox.spelled(judged.facts)
                self._wait(line, trouble=str(judged.trouble), message=facts, is_again=int(judged.is_again))
            return self._line(line.day, line.part)
        attachments.write_whole(file, self._answer_path(line))
        asked = [one for one in answer.questions if city_questions.known(self._db, one.id) is None]
        try:
            if asked:
                with self._recorder.recording() as record:
                    for question in {one.id: one for one in asked}.values():
                        _enter(record, question, line)
                    self._note(line, judged, answer)
            else:
                with writing(self._db):
                    self._note(line, judged, answer)
        except errors.ClockError:
            with writing(self._db):
                self._wait(line, trouble=str(PackageTrouble.CLOCK), message="")
        now = self._line(line.day, line.part)
        logger.info("package %s part %s: %s %s", line.day, line.part, now.state, now.trouble or "")
        return now

    def questions(self) -> tuple[QuestionLine, ...]:
        """Return what the city asks about dossiers, what is still to be answered first."""
        return tuple(city_questions.lines(self._db))

    def answer(self, question: str, text: str) -> None:
        """Answer a question of the city: an entry, which travels with the next package.

        Raises:
            FormIncomplete: No such question is open, or the answer is empty.
            ClockError, StoreError: Nothing was saved.
        """
        from cchc_desktop.domain.problems import Problem

        asked = city_questions.known(self._db, question)
        if asked is None or asked.answered_at is not None:
            raise errors.FormIncomplete(problems=(Problem("city_question", "not_open"),))
        if not text.strip():
            raise errors.FormIncomplete(problems=(Problem("city_answer", "missing"),))
        with self._recorder.recording() as record:
            body = {"question": asked.id, "code": asked.code}
            record.add(EntryKind.CITY_ANSWERED, body, personal={"answer": text.strip()}, **_of(record.db, asked.code))

    def _note(self, line: OutboxLine, judged: Judged, answer: Acknowledgement) -> None:
        """Write what an answer says of its package, and what it asks of others; the caller owns the transaction."""
        self._wait(
            dataclasses.replace(line, tries=line.tries if judged.state is line.state else 0),
            state=str(judged.state),
            trouble=str(judged.trouble or ""),
            message=outbox.spelled(judged.facts),
            answered_at=answer.answered_at.isoformat(),
            is_again=int(judged.is_again),
        )
        if judged.state is PackageState.REFUSED:
            is_mended = answer.cause in _MENDED_AT_THE_CITY
            self._change(line, next_at=(self._clock.now() + _AFTER_REFUSAL).isoformat() if is_mended else "")
        elif judged.state is PackageState.ACCEPTED:
            self._change(line, next_at="", tries=0)
            for one in outbox.lines(self._db):
                if one.state is PackageState.KEPT_ASIDE:
                    self._change(one, next_at="")  # it may have been what that one waits for
        elif judged.state is PackageState.KEPT_ASIDE:
            self._ask_for(line, answer)

    def _ask_for(self, line: OutboxLine, answer: Acknowledgement) -> None:
        """Let the packages that carry the missing entries be sent again, unless the city said more of them since."""
        for one in outbox.lines(self._db):
            is_wanted = any(one.first <= gap.last and gap.first <= one.last for gap in answer.missing)
            is_newer = one.answered_at is None or one.answered_at < answer.answered_at
            if not is_wanted or not is_newer or (one.day, one.part) == (line.day, line.part):
                continue
            if one.state is PackageState.WANTED:
                continue
            self._change(
                one,
                state=str(PackageState.MADE),
                trouble=str(PackageTrouble.ASKED_AGAIN),
                message="",
                is_again=int(one.state is not PackageState.MADE or one.is_again),
                answered_at=answer.answered_at.isoformat(),
                next_at="",
                tries=0,
            )

    def _wait(self, line: OutboxLine, **changes: str | int) -> None:
        """Note changes and one more try, and when the next one comes."""
        tries = line.tries + 1
        next_at = (self._clock.now() + wait_after(tries)).isoformat()
        self._change(line, tries=tries, next_at=next_at, **changes)

    def _change(self, line: OutboxLine, **changes: str | int) -> None:
        outbox.change(self._db, line.day, line.part, self._clock.now(), **changes)

    def _line(self, day: date, part: int) -> OutboxLine:
        found = outbox.line(self._db, day, part)
        if found is None:
            raise errors.StoreError(cause="outbox", code="")
        return found

    def _looked_at(self, line: OutboxLine) -> frozenset[str]:
        """Return the hashes of the answer that holds and of the last one that was not believed."""
        return frozenset(filter(None, (sha256_of(self._answer_path(line)), str(line.facts.get("answer", "")))))

    def _answer_path(self, line: OutboxLine) -> Path:
        return self._folder / ANSWERS / f"{self._day_end.id_of(line).file_name}{acknowledgement.SUFFIX}"


_WAITING = (PackageState.MADE, PackageState.SENT, PackageState.KEPT_ASIDE)


def carrier_of(choice: CarrierChoice, city_address: str = "") -> Carrier:
    """Return the way that a choice names; its libraries are loaded at the first try."""
    from cchc_desktop.sync.carriers.folder import FolderCarrier
    from cchc_desktop.sync.carriers.https import HttpsCarrier
    from cchc_desktop.sync.carriers.sftp import SftpCarrier

    match choice.kind:
        case CarrierKind.SFTP:
            return SftpCarrier(choice)
        case CarrierKind.HTTPS:
            return HttpsCarrier(choice.address or city_address, choice.ca_file)
        case _:
            return FolderCarrier(Path(choice.folder))


def _is_due(line: OutboxLine, now: datetime) -> bool:
    if line.state is PackageState.REFUSED:
        return line.next_at is not None and line.next_at <= now
    return line.state in _WAITING and (line.next_at is None or line.next_at <= now)


def _enter(record: Recording, question: CityQuestion, line: OutboxLine) -> None:
    body = {"question": question.id, "code": question.code, "day": line.day.isoformat(), "part": line.part}
    record.add(EntryKind.CITY_ASKED, body, personal={"question": question.text}, **_of(record.db, question.code))


def _of(db: Database, code: str) -> dict[str, Any]:
    """Return the dossier that an entry is about; one that this desk does not have is named by the body's code alone."""
    try:
        dossier = dossiers.get(db, code)
    except errors.DossierNotFound:
        return {}
    return {"dossier": dossier.id, "after": dossier.last}
