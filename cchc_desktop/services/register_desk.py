"""The tracking register (sổ theo dõi hồ sơ, RULES 1.8): its rows and its head, read. It holds no personal number.

How it leaves the program, on paper or as a workbook, is said in `register_export`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from cchc_desktop import sentences
from cchc_desktop.clock import Clock
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import Entry, EntryKind
from cchc_desktop.domain.folding import current_texts, fold, undone_places
from cchc_desktop.domain.forms import FormPurpose
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.register import RegisterHead, RegisterRow
from cchc_desktop.errors import FormIncomplete
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.paper_texts import wording_of
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import journal, register
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import reading

_WAYS = {"desk": "Trực tiếp", "post": "Bưu chính", "online": "Trực tuyến"}
_Said = Callable[[Entry], str]


class RegisterDesk:
    """The desk's tracking register."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock

    def rows(self, since: date, until: date) -> Iterator[RegisterRow]:
        """Yield the dossiers received on the days from ``since`` to ``until``, by volume and number, as they stand."""
        for dossier_id in register.dossiers_received(self._db, _midnight(since), _after(until)):
            entries = journal.of_dossier(self._db, dossier_id)
            dossier = fold((written.entry, written.hash) for written in entries)
            if dossier is not None:
                texts = current_texts((written.entry, written.personal) for written in entries)
                yield row_of(dossier, [written.entry for written in entries], texts)

    def head(self, since: date, until: date) -> RegisterHead:
        """Return what stands over the rows: letterhead and form of the first day, the law of a volume that began."""
        with reading(self._db):
            volumes, desks = register.volumes_and_desks(self._db, _midnight(since), _after(until))
            settings = self._state.settings
            form_set = self._state.form_set_on(since)
            form = form_set.form(FormPurpose.TRACKING_REGISTER)
            wording = wording_of(since, self._state.forms, settings)
            return RegisterHead(
                committee=wording.committee,
                centre=wording.centre,
                form_number=form.number,
                title=form.title.upper(),
                volume=", ".join(volumes),
                field_group="",
                since=since,
                until=until,
                made_at=self._clock.now(),
                made_by=self._state.officer_name(self._recorder.actor),
                desks=", ".join(str(desk) for desk in desks or [settings.desk_number]),
                last_number=journal.head(self._db).number,
                specimen=self._state.is_training,
                states=sentences.BY_STATE_IN_LINE,
            )

    def whole(self, since: date, until: date) -> tuple[tuple[RegisterRow, ...], RegisterHead]:
        """Return rows and head of one and the same moment.

        Raises:
            FormIncomplete: The last day lies before the first one.
        """
        if until < since:
            raise FormIncomplete(problems=(Problem("until", "ends_before_start"),))
        with reading(self._db):
            return tuple(self.rows(since, until)), self.head(since, until)


def row_of(dossier: Dossier, entries: Sequence[Entry], texts: Mapping[str, str]) -> RegisterRow:
    """Return a dossier's row; the first unit that got the papers leads."""
    undone = undone_places(entries)
    standing = [entry for entry in entries if (entry.journal, entry.number) not in undone]
    handed = next((entry for entry in standing if entry.kind == EntryKind.HANDED_OVER), None)
    ready = next((entry for entry in standing if entry.kind == EntryKind.RESULT_READY), None)
    ways = [entry.body["way"] for entry in standing if entry.kind == EntryKind.RESULT_RETURNED]
    return RegisterRow(
        number=dossier.register_number,
        dossier_code=dossier.code,
        procedure_name=dossier.procedure_name,
        sets=dossier.sets,
        applicant_name=texts.get("applicant.name", ""),
        address=texts.get("applicant.address", ""),
        phone=texts.get("applicant.phone") or texts.get("submitter.phone", ""),
        handling_unit=handed.body["to_unit"] if handed else "",
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        handed_over_at=handed.happened_at if handed else None,
        result_ready_at=ready.happened_at if ready else None,
        returned_at=dossier.returned_at,
        return_way=_WAYS.get(ways[-1] if ways else str(dossier.return_way), ""),
        note=_note(dossier, standing),
        state=dossier.state,
    )


def _note(dossier: Dossier, standing: Sequence[Entry]) -> str:
    """Return the note: a void first, then what happened, by dates and numbers alone: no reason, no name."""
    parts = [_NOTED[entry.kind](entry) for entry in standing if entry.kind in _NOTED]
    if dossier.emergency_number:
        parts.insert(0, f"số tạm {dossier.emergency_number}")
    if any(entry.kind == EntryKind.VOIDED for entry in standing):
        parts.insert(0, "Hủy")
    note = "; ".join(part for part in parts if part)
    return f"{note[:1].upper()}{note[1:]}"


def _day(entry: Entry) -> str:
    return f"{entry.happened_at:%d/%m/%Y}"


def _numbered(words: str) -> _Said:
    def said(entry: Entry) -> str:
        number = entry.body.get("number", "")
        return f"{words} {number} ngày {_day(entry)}" if number else f"{words} ngày {_day(entry)}"

    return said


def _apologised(entry: Entry) -> str:
    return f"xin lỗi, hẹn lại {datetime.fromisoformat(entry.body['new_due_at']):%H:%M %d/%m/%Y}"


def _returned(entry: Entry) -> str:
    parts = [f"trả trước {entry.body['count']} kết quả ngày {_day(entry)}"] if entry.body["is_partial"] else []
    return "; ".join([*parts, *(["mất giấy hẹn"] if entry.body["is_slip_lost"] else [])])


_NOTED: Mapping[str, _Said] = {
    EntryKind.SUPPLEMENT_REQUESTED: _numbered("yêu cầu bổ sung"),
    EntryKind.SUPPLEMENT_RECEIVED: lambda entry: f"bổ sung đủ ngày {_day(entry)}",
    EntryKind.CLOSED_INCOMPLETE: lambda entry: f"đóng do không bổ sung ngày {_day(entry)}",
    EntryKind.CLOCK_PAUSED: _numbered("dừng tính"),
    EntryKind.CLOCK_RESUMED: lambda entry: f"tính tiếp ngày {_day(entry)}",
    EntryKind.APOLOGISED: _apologised,
    EntryKind.REFUSED: _numbered("từ chối"),
    EntryKind.WITHDRAWN: _numbered("rút hồ sơ"),
    EntryKind.STOPPED: _numbered("dừng giải quyết"),
    EntryKind.CORRECTED: lambda entry: f"đính chính lần {entry.body['version'] - 1} ngày {_day(entry)}",
    EntryKind.RESULT_REISSUED: lambda entry: f"cấp lại kết quả ngày {_day(entry)}",
    EntryKind.RESULT_RETURNED: _returned,
}
"""What the note says of a step that stands."""


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+07:00"


def _after(day: date) -> str:
    """Return the midnight at which a day ends; the last day that dates know has none."""
    return _midnight(day + timedelta(days=1)) if day < date.max else "9999-12-31T24"
