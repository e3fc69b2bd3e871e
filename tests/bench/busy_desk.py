"""A desk whose days are lived by its own services: receipts, slips, fees, results, returns, and its close at five.

desk = BusyDesk(folder, first=date(2025, 1, 2), with_fee=True)
desk.live(date(2025, 1, 2), received=500)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.sync import keys
from cchc_desktop.sync.cards import CityCard
from tests.bench.people import Crowd
from tests.services.life_desk import Life, life_desk

PROCEDURES = ("2.000815", "1.001193", "1.004873", "2.000884", "1.000656", "1.000894", "1.004859", "1.001022")
_MORNING = "T07:30"
_DAY_MINUTES = 540
_FEE = 8_000
_IF_LATE = {"cause": "workload", "responsible_unit": "Tư pháp"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CityKeys:
    """Of a made-up city."""

    identity: str
    card: CityCard


def city_keys() -> CityKeys:
    """Return the keys of a new city."""
    identity, key = keys.new_identity()
    sign_key = keys.public_of(keys.new_signing_key())
    return CityKeys(identity=identity, card=CityCard(name="Thành phố Thử", key=key, sign_key=sign_key))


class BusyDesk:
    """One desk; no commit waits for the disk while it lives, which is no part of what is measured."""

    def __init__(self, folder: Path, *, first: date, city: CityCard, fee_apart: bool = False) -> None:
        """Open a fresh desk that knows a city.

        Args:
            folder: Where.
            first: Its first day.
            city: Its card.
            fee_apart: Whether each fee is taken after the receipt, by an entry of its own.
        """
        self.life: Life = life_desk(folder, f"{first.isoformat()}T07:00")
        self.life.desk.enrolment.take_card(city.to_text())
        self._fee_apart = fee_apart
        self._crowd = Crowd()
        self._number = 0
        self._open: list[str] = []

    def live(self, day: date, *, received: int, left: int = 0) -> None:
        """Receive so many dossiers on a day and return all results but those of the last ``left``; do not close it."""
        desk = self.life.desk
        desk.db.execute("pragma synchronous = off")
        begins = moment(f"{day.isoformat()}{_MORNING}")
        self.life.at(begins.isoformat())
        ended = [self._open.pop(0) for _ in range(max(0, len(self._open) - left))]
        for number in range(received):
            self.life.clock.at = begins + timedelta(minutes=number * _DAY_MINUTES / received)
            self._open.append(self._receive())
            if len(self._open) > left:
                ended.append(self._open.pop(0))
            while ended:
                self._end(ended.pop(0))
        desk.db.execute("pragma synchronous = full")

    def _receive(self) -> str:
        citizen = self._crowd.next()
        person = Person(
            name=citizen.name, personal_id=citizen.personal_id, phone=citizen.phone, address=citizen.address
        )  # fmt: skip
        form = ReceiveDossier(
            procedure_code=PROCEDURES[self._number % len(PROCEDURES)], applicant=person, accepts_duplicate=True,
            wants_appointment=True, fee_dong=_FEE,
            fee_state=FeeState.NOT_YET if self._fee_apart else FeeState.CASH,
        )  # fmt: skip
        self._number += 1
        desk = self.life.desk
        received = desk.intake.receive(desk.intake.with_usual_papers(form, listed=False))
        assert received.print_job is not None
        desk.printing.note_out(
            received.print_job, sha256="0" * 64, way="printer", offsets=Offsets(), counterparts=(1, 2)
        )
        if self._fee_apart:
            desk.fees.settle(received.dossier.code, FeeState.CASH)
        return received.dossier.code

    def _end(self, code: str) -> None:
        for kind, values in ((StepKind.RESULT_READY, {}), (StepKind.RESULT_RETURN, _IF_LATE)):
            self.life.clock.at += timedelta(seconds=5)
            self.life.desk.steps.take(TakeStep(kind=kind, code=code, values=values), self.life.approval)


def working_days(desk: BusyDesk, first: date) -> Iterator[date]:
    """Yield the days on which a ward works, from ``first`` on."""
    calendar = desk.life.desk.state.calendar
    day = first
    while True:
        if calendar.sessions_on(day):
            yield day
        day += timedelta(days=1)
