"""Opening a desk for the first time, and changing what the ward decides."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import NO_ENTRY, EntryKind, digest
from cchc_desktop.domain.people import Official
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.domain.problems import Problem
from cchc_desktop.services import same_day_mode
from cchc_desktop.services.catalogue_desk import Packs, read_packs
from cchc_desktop.services.desk_state import CATALOGUE, DeskState
from cchc_desktop.services.intake_numbers import DOSSIERS, YEARLY_BOOKS
from cchc_desktop.services.print_desk import Choice, note_name
from cchc_desktop.services.recording import FOLDER_ID, MACHINE, Recorder, Recording
from cchc_desktop.settings import Settings
from cchc_desktop.store import folder as desk_folder
from cchc_desktop.store import journal, local, number_books, projections, records, secrets
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing
from cchc_desktop.text import has_unprintable, has_wrong_encoding, nfc

LONGEST_LOOKUP = 37
"""Signs of a look-up address that still make a code of 33 modules (PAPERS §2)."""
LONGEST_URL = 300
"""Signs of an address that a QR symbol of the slip still takes."""
LONGEST_UNIT = 100
COUNTS: Mapping[str, tuple[int, int]] = {
    "near_due_hours": (1, 80),
    "lock_minutes": (0, 240),
    "attachment_most_mb": (1, 200),
}
"""Settings that are counts: the least and the most of each."""
OWN_SETTINGS = ("language", "favourites")
"""What everybody at the desk may set; the rest is the administrator's once officials have PINs."""
_MINUTES_A_DAY = 480
_AGENCY_CODE = r"[A-Z0-9]+(\.[A-Z0-9]+)*"

SAMPLE = Settings(
    unit_kind="phường",
    unit_name="Mẫu Hòa",
    superior_name="Thành phố Nha Trang",
    agency_code="000.99.40.H32",
    desk_number=1,
    desk_name="Bàn 1",
    hotline="0258 3000 000",
    feedback_address=(
        "Ủy ban nhân dân phường Mẫu Hòa, số 1 đường Mẫu; điện thoại 0258 3000 001\n"
        "Cổng Dịch vụ công quốc gia, mục Phản ánh, kiến nghị: dichvucong.gov.vn; tổng đài 18001096"
    ),
    feedback_url="https://dichvucong.gov.vn/pakn",
    same_day_spans=(
        ("2023-10-24", "2023-12-31", "tue,thu", "Kế hoạch 8679/KH-UBND ngày 18/10/2023"),
        ("2024-03-12", "", "tue,thu", "Công văn 1846/UBND-NV ngày 12/3/2024"),
    ),
)
"""An invented ward for trying the program out."""
TRAINING = Settings(unit_name="Mẫu Hòa", agency_code="000.99.40.H32")
"""A training folder to be filled in: a name and a code, no hotline yet."""
SAMPLE_OFFICER = "Nguyễn Thị Thử"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the first run asks for."""

    settings: Settings
    officer_name: str
    is_training: bool = False
    printer: str = ""
    """Where slips are printed; empty: they open as PDF until a printer is chosen."""


def settings_from(record: Mapping[str, Any]) -> Settings:
    """Return settings with every text in NFC."""
    return Settings.from_record({name: nfc_value(value) for name, value in record.items()})


def check_opening(opening: Opening) -> tuple[Problem, ...]:
    """Return what is missing or wrong before a desk can be opened; warnings do not stop it."""
    return (*_officer_faults(opening.officer_name), *check_settings(opening.settings))


def _officer_faults(name: str) -> Iterator[Problem]:
    if not nfc(name):
        yield Problem("officer_name", "missing")
    elif has_wrong_encoding(name) or has_unprintable(name):
        yield Problem("officer_name", "wrong_encoding")


def check_settings(settings: Settings, known: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Return the faults and warnings of ``settings``.

    Args:
        settings: What the ward decides.
        known: Codes of procedures that the catalogue knows; ``None``: they are not asked after.
    """
    return (*_faults(settings), *same_day_mode.faults(settings, known))


def _faults(settings: Settings) -> Iterator[Problem]:
    for name in ("unit_name", "agency_code"):
        if not getattr(settings, name):
            yield Problem(name, "missing")
    if settings.agency_code and not re.fullmatch(_AGENCY_CODE, settings.agency_code):
        yield Problem("agency_code", "not_ascii_code")
    if len(settings.agency_code) > 20:
        yield Problem("agency_code", "too_long", number=20)
    if settings.unit_kind not in ("phường", "xã", "đặc khu"):
        yield Problem("unit_kind", "unknown")
    if not 1 <= settings.desk_count <= 9:
        yield Problem("desk_count", "wrong_count", number=9)
    if not 1 <= settings.desk_number <= max(1, settings.desk_count):
        yield Problem("desk_number", "wrong_count", number=settings.desk_count)
    for name in ("hotline", "feedback_address"):
        if not getattr(settings, name).strip():
            yield Problem(name, "missing_for_slip", is_warning=True)
    if len(settings.lookup_url) > LONGEST_LOOKUP:
        yield Problem("lookup_url", "too_long", is_warning=True, number=LONGEST_LOOKUP)
    if settings.paper_size not in ("a5", "a4", "a5_two_up"):
        yield Problem("paper_size", "unknown")
    if settings.language not in ("vi", "en"):
        yield Problem("language", "unknown")
    if settings.counting_mode not in ("hours", "days"):
        yield Problem("counting_mode", "unknown")
    if settings.supplement_clock_before_2025 not in ("restart", "pause"):
        yield Problem("supplement_clock_before_2025", "unknown")
    if settings.online_timer_from not in ("system", "submitted"):
        yield Problem("online_timer_from", "unknown")
    yield from _count_faults(settings)
    yield from _text_faults(settings)
    yield from _session_faults(settings)
    yield from _day_faults(settings)


def _count_faults(settings: Settings) -> Iterator[Problem]:
    for name, (least, most) in COUNTS.items():
        if not least <= getattr(settings, name) <= most:
            yield Problem(name, "wrong_count" if least else "too_many", number=most)


def _text_faults(settings: Settings) -> Iterator[Problem]:
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        texts = value if field.name == "handling_units" else (value,)
        if any(isinstance(text, str) and (has_wrong_encoding(text) or has_unprintable(text)) for text in texts):
            yield Problem(field.name, "wrong_encoding")
    if any(len(unit) > LONGEST_UNIT for unit in settings.handling_units):
        yield Problem("handling_units", "too_long", number=LONGEST_UNIT)
    if not settings.head_title.strip():
        yield Problem("head_title", "missing")
    for name in ("lookup_url", "feedback_url"):
        if len(getattr(settings, name)) > LONGEST_URL:
            yield Problem(name, "too_long", number=LONGEST_URL)
    if settings.forms_changed_on and not _is_day(settings.forms_changed_on):
        yield Problem("forms_changed_on", "wrong_date")


def _session_faults(settings: Settings) -> Iterator[Problem]:
    before, minutes = "", 0
    for opens, closes in settings.sessions:
        if not all(re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", hour) for hour in (opens, closes)):
            yield Problem("sessions", "wrong_hour")
            return
        if not before < opens < closes:
            yield Problem("sessions", "wrong_order")
            return
        before = closes
        minutes += _minutes(closes) - _minutes(opens)
    if not settings.sessions:
        yield Problem("sessions", "missing")
    elif minutes != _MINUTES_A_DAY:
        yield Problem("sessions", "not_eight_hours", is_warning=True, number=minutes)


def _day_faults(settings: Settings) -> Iterator[Problem]:
    for day, kind, name in settings.swapped_days:
        if not _is_day(day):
            yield Problem("swapped_days", "wrong_date")
        if kind not in ("off", "working") or not name:
            yield Problem("swapped_days", "incomplete")
    yield from _name_faults(settings)


def _name_faults(settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with names and codes by date."""
    if not all(_is_day(row[0]) for row in settings.paper_texts):
        yield Problem("paper_texts", "wrong_date")
    for name in ("units", "superiors", "hotlines", "agency_codes", "mergers"):
        rows: tuple[tuple[Any, ...], ...] = getattr(settings, name)
        if any(not _is_day(row[0]) for row in rows):
            yield Problem(name, "wrong_date")
        texts = [text for row in rows for text in row[1:] if isinstance(text, str)]
        if not all(text.strip() for text in texts):
            yield Problem(name, "missing")
        if any(has_wrong_encoding(text) or has_unprintable(text) for text in texts):
            yield Problem(name, "wrong_encoding")
    codes = [("agency_codes", row[1]) for row in settings.agency_codes]
    codes += [("mergers", code) for row in settings.mergers for code in row[1:]]
    for name, code in codes:
        if code and not re.fullmatch(_AGENCY_CODE, code):
            yield Problem(name, "not_ascii_code")
        if len(code) > 20:
            yield Problem(name, "too_long", number=20)
    if any(not 0 <= row[2] <= 90 for row in settings.agency_codes):
        yield Problem("agency_codes", "too_many", number=90)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _minutes(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])


def open_desk_first_time(db: Database, opening: Opening, clock: Clock, resources: Path) -> None:
    """Write the first entries of a journal: the desk, the packs, the settings, the first official.

    All of it in one transaction: a power cut leaves a desk or no desk.

    Raises:
        FormIncomplete: See `check_opening`.
        ResourceError: A file that came with the program is wrong.
        StoreError: Nothing was saved.
    """
    faults = tuple(problem for problem in check_opening(opening) if not problem.is_warning)
    if faults:
        raise errors.FormIncomplete(problems=faults)
    packs = read_packs(resources)
    _refuse_unknown_procedures(opening.settings, packs)
    now = clock.now()
    with writing(db):
        projections.create(db)
        local.keep_note(db, FOLDER_ID, desk_folder.new_id())
        local.keep_note(db, MACHINE, desk_folder.machine_id())
        settings = opening.settings
        journal.open_journal(
            db, agency_code=settings.agency_code, desk=settings.desk_number, generation=1, opened_at=now, head=NO_ENTRY
        )
        for kind, (version, text) in packs.items():
            records.add_pack(db, kind=kind, version=version, sha256=digest(text), text=text, now=now)
        state = DeskState(db, is_training=opening.is_training)
        record = Recording(db, state, "u1", now)
        record.add(EntryKind.DESK_OPENED, _desk_body(settings, opening.is_training))
        record.add(EntryKind.OFFICER_NAMED, {"id": "u1", "name": nfc(opening.officer_name), "role": "clerk"})
        for kind, (version, text) in packs.items():
            record.add(EntryKind.CATALOGUE_LOADED, {"pack": kind, "version": version, "sha256": digest(text)})
        record.add(EntryKind.SETTINGS_CHANGED, {"version": 1, "settings": settings.to_record()})
        if opening.printer:
            local.keep_note(db, note_name(SLIP_KIND), Choice(printer=opening.printer).to_text())


def _refuse_unknown_procedures(settings: Settings, packs: Packs) -> None:
    """Raise where the ward's own list of procedures names one that the catalogue does not know."""
    if not settings.same_day_procedures:
        return
    known = {procedure["code"] for procedure in json.loads(packs[CATALOGUE][1])["procedures"]}
    faults = tuple(same_day_mode.faults(settings, known))
    if faults:
        raise errors.FormIncomplete(problems=faults)


class SetupService:
    """Settings, officials and generations of an open desk."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder

    def may_change(self) -> bool:
        """Return whether who works now may change what the ward decides: anybody while nobody has a PIN."""
        found = {name: Official.from_record(record) for name, record in records.officer_records(self._db).items()}
        working = found.get(self._recorder.actor)
        if working is not None and working.is_administrator:
            return True
        return not any(secrets.find(self._db, officer) for officer in found)

    def change(self, changes: Mapping[str, Any]) -> Settings:
        """Record changed settings and return them all; where nothing differs nothing is written.

        Raises:
            FormIncomplete: A value is wrong, or settings (not_administrator: officials have PINs, and only an
                administrator changes more than `OWN_SETTINGS`); nothing was saved.
        """
        cleaned = {name: nfc_value(value) for name, value in changes.items()}
        changed = dataclasses.replace(self._state.settings, **cleaned)
        known = {procedure.code for procedure in self._state.catalogue.procedures}
        faults = tuple(p for p in check_settings(changed, known) if not p.is_warning)
        before = self._state.settings
        own = dataclasses.replace(before, **{name: getattr(changed, name) for name in OWN_SETTINGS})
        if own != changed and not self.may_change():
            faults = (*faults, Problem("settings", "administrator_changes"))
        if changed.desk_number != self._state.settings.desk_number:
            # One desk writes one journal: another number is another folder.
            faults = (*faults, Problem("desk_number", "fixed"))
        if faults:
            raise errors.FormIncomplete(problems=faults)
        if changed == self._state.settings:
            return changed
        with self._recorder.recording() as record:
            body = {"version": self._state.settings_version + 1, "settings": changed.to_record()}
            record.add(EntryKind.SETTINGS_CHANGED, body)
        self._state.reload()
        return changed

    def name_officer(self, name: str) -> str:
        """Record an official who works at this desk and return the id; a name already known keeps its id."""
        name = nfc(name)
        faults = tuple(_officer_faults(name))
        if faults:
            raise errors.FormIncomplete(problems=faults)
        for known, known_name in self._state.officers.items():
            if known_name == name:
                return known
        officer = f"u{len(self._state.officers) + 1}"
        with self._recorder.recording() as record:
            record.add(EntryKind.OFFICER_NAMED, {"id": officer, "name": name, "role": "clerk"})
        self._state.reload()
        return officer

    def start_next_generation(self, cause: str, clock: Clock, *, above: int = 0, keeps_marker: bool = True) -> str:
        """Begin the next generation of a restored or moved folder and return its journal's id.

        Its first entry names the last known head. Its numbers begin at 1; codes and books go on 100 higher.

        Args:
            cause: Why.
            clock: The desk's.
            above: A generation that is known of though this file does not hold it.
            keeps_marker: Whether this file is the folder's already.
        """
        last = journal.head(self._db)
        now = clock.now()
        day, year = now.date().isoformat(), f"{now.year}"
        with writing(self._db) as db:
            new = journal.open_journal(
                db,
                agency_code=last.agency_code,
                desk=last.desk,
                generation=max(last.generation, above) + 1,
                opened_at=now,
                head=last.hash,
            )
            number_books.jump(db, ((DOSSIERS, day), *((book, year) for book in YEARLY_BOOKS)), desk=last.desk)
            local.keep_note(db, MACHINE, desk_folder.machine_id())
            record = Recording(db, self._state, self._recorder.actor, now)
            body = _desk_body(self._state.settings, self._state.is_training)
            follows = {"journal": last.journal, "number": last.number, "hash": last.hash}
            record.add(EntryKind.DESK_OPENED, {**body, "follows": follows, "cause": cause, "jump": 100})
        if keeps_marker:
            self._recorder.keep_marker()
        return new


def nfc_value(value: Any) -> Any:
    """Return a setting's value with its texts in NFC; lines of a text stay lines."""
    if isinstance(value, str):
        return "\n".join(nfc(line) for line in value.strip().splitlines())
    if isinstance(value, list | tuple):
        return tuple(nfc_value(part) for part in value)
    return value


def opened_at(db: Database) -> datetime:
    """Return when this desk's first journal was opened."""
    found = db.value("select opened_at from journal where is_own = 1 order by generation limit 1")
    return datetime.fromisoformat(found)


def _desk_body(settings: Settings, is_training: bool) -> dict[str, Any]:
    return {
        "agency_code": settings.agency_code,
        "desk": settings.desk_number,
        "desks": settings.desk_count,
        "desk_name": settings.desk_name,
        "training": is_training,
    }
