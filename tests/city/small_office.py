"""A city's office that answers from a few invented wards: the pages and the transfer are tried against it."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date, datetime, timedelta

from cchc_desktop.city.board import AskedBack, DeskStanding, WardCount
from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.acknowledgement import MissingNumbers
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import (
    RESULTS_COLUMNS,
    BehindLine,
    Ratio,
    ReportHead,
    ReportKind,
    ResultsReport,
    ResultsRow,
    SavedRow,
    TimeSaved,
    WardReport,
)
from cchc_desktop.errors import CardRefused, DossierNotFound, PackageRefused

NOW = datetime(2023, 11, 14, 17, 30, tzinfo=VIETNAM)
WARDS = {"000.16.40.H32": "Phước Hòa", "000.17.40.H32": "Phước Tân", "000.18.40.H32": "Mẫu <Hòa>"}
MARRIAGE = "1.000894"
LATE = {"000.16.40.H32": 3, "000.17.40.H32": 250}
"""Late results of each ward."""


class StillClock:
    """Shows what the test sets."""

    def __init__(self, now: datetime = NOW) -> None:
        self.shown = now

    def now(self) -> datetime:
        return self.shown


@dataclasses.dataclass(slots=True)
class SmallOffice:
    """Keeps what it was given, so that a test can look."""

    name: str = "Thành phố Mẫu"
    taken: list[bytes] = dataclasses.field(default_factory=list)
    asked: list[tuple[str, str, str, str]] = dataclasses.field(default_factory=list)
    answers: dict[str, bytes] = dataclasses.field(default_factory=dict)
    pack: bytes | None = None

    def take(self, file: bytes) -> bytes:
        if file.endswith(b"of nobody"):
            raise PackageRefused(cause="wrong_key")
        self.taken.append(file)
        sha256 = hashlib.sha256(file).hexdigest()
        return self.answers.setdefault(sha256, f'{{"answer to": "{sha256}"}}'.encode())

    def answer(self, sha256: str) -> bytes | None:
        return self.answers.get(sha256)

    def card(self) -> str:
        return '{"card": "cchc-city-card"}'

    def enrol(self, text: str) -> bool:
        if "desk" not in text:
            raise CardRefused(cause="not_a_card")
        return "vouched" in text

    def year_pack(self) -> bytes | None:
        return self.pack

    def desks(self) -> tuple[DeskStanding, ...]:
        first, second, third = WARDS
        day = NOW.date()
        whole = {"generation": 1, "last_day": day, "heard_at": NOW - timedelta(minutes=20)}
        return (
            DeskStanding(ward=first, ward_name=WARDS[first], desk=1, **whole),  # type: ignore[arg-type]
            DeskStanding(ward=first, ward_name=WARDS[first], desk=2, **whole),  # type: ignore[arg-type]
            DeskStanding(
                ward=second, ward_name=WARDS[second], desk=1, generation=2, last_day=date(2023, 11, 9),
                missing_days=(date(2023, 11, 10), date(2023, 11, 13)), kept_aside=1,
                missing_numbers=(MissingNumbers(first=412, last=431), MissingNumbers(first=440, last=440)),
                heard_at=NOW - timedelta(hours=2),
            ),
            DeskStanding(ward=second, ward_name=WARDS[second], desk=2, alarms=1, **whole),  # type: ignore[arg-type]
            DeskStanding(ward=third, ward_name=WARDS[third], desk=1, generation=1, last_day=None),
        )  # fmt: skip

    def results(self, period: Period, ward: str = "") -> ResultsReport:
        late = LATE.get(ward, 0) if ward else sum(LATE.values())
        figures = dict.fromkeys(RESULTS_COLUMNS, 0) | {
            "received": late + 1200, "received_online": 200, "received_counter_post": late + 990, "carried_over": 10,
            "resolved": late + 1100, "resolved_early": 900, "resolved_on_time": 200, "resolved_late": late,
            "open": 100, "open_in_time": 97, "open_late": 3,
        }  # fmt: skip
        row = ResultsRow(row="field:Hộ tịch", code="", label="Hộ tịch", figures=figures, is_field=True)
        marriage = ResultsRow(
            row=f"procedure:{MARRIAGE}", code=MARRIAGE, label="Thủ tục đăng ký kết hôn", figures=figures
        )
        head = self._head(ReportKind.RESULTS, period, f"UBND phường {WARDS[ward]}" if ward else self.name)
        return ResultsReport(head=head, total=figures, rows=(row, marriage))

    def ratios(self, period: Period) -> WardReport:
        late = Ratio(name="late", part=253, whole=1353, target_permille=5, is_at_most=True, decimals=2)
        online = Ratio(name="online", part=200, whole=400, target_permille=350, is_at_most=False, decimals=2)
        nobody = Ratio(name="satisfaction", part=None, whole=None, target_permille=840, is_at_most=False, decimals=2)
        head = self._head(ReportKind.RATIOS, period, self.name)
        return WardReport(head=head, lines=(), ratios=(late, online, nobody))

    def time_saved(self, period: Period) -> TimeSaved:
        by_ward = tuple(
            SavedRow(row=f"ward:{ward}", label=name, no_slip=11, no_slip_minutes_saved=4710, median_minutes=420)
            for ward, name in WARDS.items()
        )
        total = SavedRow(row="", label="", no_slip=33, no_slip_minutes_saved=14130, median_minutes=420)
        head = self._head(ReportKind.TIME_SAVED, period, self.name)
        return TimeSaved(head=head, total=total, with_slip_on_request=2, left_out=1, rows={"ward": by_ward})

    def wards(self, period: Period, figure: str, row: str = "") -> tuple[WardCount, ...]:
        counts = LATE if figure == "resolved_late" else {}
        return tuple(WardCount(ward=ward, name=WARDS[ward], count=count) for ward, count in counts.items())

    def behind(self, period: Period, ward: str, figure: str, row: str = "") -> tuple[BehindLine, ...]:
        count = LATE.get(ward, 0) if figure == "resolved_late" else 0
        begin = datetime(2023, 10, 16, 8, 0, tzinfo=VIETNAM)
        return tuple(
            BehindLine(
                code=f"{ward}-231016-{number:04}", procedure_name="Thủ tục đăng ký kết hôn", outcome="overdue",
                received_at=begin + timedelta(minutes=number), due_at=begin + timedelta(days=2), state="returned",
                finished_at=begin + timedelta(days=4, minutes=number),
            )
            for number in range(1, count + 1)
        )  # fmt: skip

    def asked_back(self, ward: str = "", code: str = "") -> tuple[AskedBack, ...]:
        return tuple(
            AskedBack(ward=of, code=about, text=text, asked_at=NOW, asked_by=by, answered_at=None, answer="")
            for of, about, text, by in self.asked
            if ward in ("", of) and code in ("", about)
        )

    def ask(self, ward: str, code: str, text: str, *, by: str) -> None:
        if not code.startswith(ward):
            raise DossierNotFound(code=code)
        self.asked.append((ward, code, text, by))

    def _head(self, kind: ReportKind, period: Period, unit: str) -> ReportHead:
        return ReportHead(
            kind=kind, period=period, as_of=NOW, known_at=None, unit=unit, receiver="", made_at=NOW,
            made_by="Trần Thị Thử", last_number=0,
        )  # fmt: skip
