"""Dossiers of the national portal: what waits and how long still, entered by hand or from the portal's own list."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from cchc_desktop.domain.online import WAITING, OnlineCase, PortalList
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import FieldKind
from cchc_desktop.errors import CchcError, ClockError, FormIncomplete
from cchc_desktop.text import fold
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.presenters.intake_form import past_moment
from ui.presenters.step_form import FieldSpec
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.domain.procedure import Procedure
    from cchc_desktop.services.online_desk import ImportReport

logger = logging.getLogger(__name__)

say = QCoreApplication.translate

CODE, PROCEDURE, NAME = "portal_code", "procedure_code", "applicant.name"
SUBMITTED, RECEIVED, NOTICED = "submitted_at", "received_at", "noticed_at"
_MOMENTS = (SUBMITTED, RECEIVED, NOTICED)
_HURRY_MINUTES = 2 * 60
"""Working minutes of the eight hours; with fewer left a case is amber."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What became of the portal's list, in words."""

    tone: str
    sentence: str
    lines: tuple[str, ...]
    """One for each line that was refused: its number, its code, why. Names of citizens stand in none."""


class OnlineCases(QObject):
    """Signals.

    listed: Carries the rows of the cases and how many wait in all.
    busy: Carries what is being done; empty when it is over.
    reported: A list was taken; carries `ReportWords`.
    faults_found: What was typed is not filed; carries {field: words} and a sentence about the rest.
    filed: A case was entered; carries its code and whether it was new.
    refused: Nothing was written; carries why.
    """

    listed = Signal(object, int)
    busy = Signal(str)
    reported = Signal(object)
    faults_found = Signal(object, str)
    filed = Signal(str, bool)
    refused = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._typed = ""
        self._is_reading = False

    def count(self) -> tuple[int, bool]:
        """Return how many wait, and whether one of them is late."""
        waiting = self._parts.desk.online.waiting()
        return len(waiting), any(one.minutes_left is not None and one.minutes_left < 0 for one in waiting)

    def search(self, typed: str) -> None:
        """List what matches: a part of the code, the name or the procedure; `listed` follows."""
        self._typed = typed
        waiting = self._parts.desk.online.waiting()
        wanted = fold(typed)
        found = [one for one in waiting if not wanted or wanted in _words_of(one.case)]
        rows = [_row(one.case, one.minutes_left) for one in found]
        if typed.strip() and not rows:
            case = self._parts.desk.online.case(typed)
            rows = [_row(case, None)] if case is not None else []
        self.listed.emit(rows, len(waiting))

    def look(self) -> None:
        """List again: a case was answered, or time has passed."""
        self.search(self._typed)

    def case(self, code: object) -> OnlineCase | None:
        """Return a case of the list."""
        return self._parts.desk.online.case(str(code)) if code is not None else None

    def fields(self) -> tuple[FieldSpec, ...]:
        """Return the fields of a case that is entered by hand."""
        now = f"{self._parts.clock.now():%H:%M %d/%m/%Y}"
        example = self.tr("giờ ngày: 0930 2610")
        same = self.tr("để trống: cùng lúc nộp")
        return (
            _field(CODE, FieldKind.TEXT, placeholder=self.tr("như trên Cổng: H29.1-231026-0007")),
            _field(PROCEDURE, FieldKind.CODE),
            _field(NAME, FieldKind.TEXT, needed=False),
            _field(SUBMITTED, FieldKind.MOMENT, placeholder=example),
            _field(RECEIVED, FieldKind.MOMENT, needed=False, placeholder=same, label=self.tr("Hệ thống nhận lúc")),
            _field(NOTICED, FieldKind.MOMENT, text=now),
        )

    def procedures(self, typed: str) -> list[Procedure]:
        """Return the procedures that match a few letters."""
        if not typed.strip():
            return []
        return self._parts.state.procedures_found(typed, self._parts.clock.now().date(), limit=5)

    def file(self, texts: Mapping[str, str]) -> None:
        """Enter what was typed; one of `filed`, `faults_found` and `refused` follows."""
        now = self._parts.clock.now()
        typed = dict(texts)
        typed[RECEIVED] = typed.get(RECEIVED, "").strip() or typed.get(SUBMITTED, "")
        moments = {name: past_moment(typed.get(name, ""), now) for name in _MOMENTS}
        unread = [
            Problem(name, "wrong_moment" if texts.get(name, "").strip() else "missing")
            for name, moment in moments.items()
            if moment is None and (name != RECEIVED or texts.get(RECEIVED, "").strip())
        ]
        submitted, received, noticed = (moments[name] for name in _MOMENTS)
        if submitted is None or received is None or noticed is None:
            self._tell_faults(tuple(unread))
            return
        code = typed.get(CODE, "")
        try:
            is_new = self._parts.desk.online.file(
                code, typed.get(PROCEDURE, ""), typed.get(NAME, ""), submitted, received, noticed
            )
        except FormIncomplete as error:
            problems = error.facts["problems"]
            self._tell_faults(problems if isinstance(problems, tuple) else ())
        except CchcError as error:
            self._refuse(error)
        else:
            self._parts.changes.tell(code)
            self.filed.emit(code, is_new)
            self.search("")

    def take_files(self, names: Sequence[str]) -> None:
        """Read the portal's list on the worker, then enter what is new; `reported` or `refused` follows."""
        from cchc_desktop.services.online_desk import read_list

        if not names or self._is_reading:
            return
        self._is_reading = True
        self.busy.emit(self.tr("Đang đọc danh sách của Cổng…"))
        self._parts.jobs.start(partial(read_list, Path(names[0])), then=self._take, otherwise=self._unread)

    def _take(self, found: PortalList) -> None:
        if not isValid(self):
            return
        self._is_reading = False
        self.busy.emit("")
        try:
            report = self._parts.desk.online.take_list(found)
        except CchcError as error:
            self._refuse(error)
            return
        self._parts.changes.tell(report)
        self.reported.emit(_report(report))
        self.search("")

    def _unread(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._is_reading = False
        self.busy.emit("")
        self.refused.emit(error_texts.sentence(error))

    def _tell_faults(self, problems: tuple[Problem, ...]) -> None:
        known = {field.name for field in self.fields()}
        faults = {one.field: error_texts.cause(one) for one in reversed(problems) if one.field in known}
        rest = ". ".join(error_texts.fault(one) for one in problems if one.field not in known)
        self.faults_found.emit(faults, rest)

    def _refuse(self, error: CchcError) -> None:
        logger.warning("online case not entered: %s", error)
        if isinstance(error, ClockError):
            self._parts.changes.tell(error)
        self.refused.emit(error_texts.sentence(error))


def _field(
    name: str, kind: FieldKind, *, needed: bool = True, text: str = "", placeholder: str = "", label: str = ""
) -> FieldSpec:
    label = label or error_texts.field(name)
    return FieldSpec(name=name, kind=kind, label=label, is_needed=needed, text=text, placeholder=placeholder)


def _words_of(case: OnlineCase) -> str:
    return fold(f"{case.portal_code} {case.name} {case.procedure_name}")


def _row(case: OnlineCase, minutes_left: int | None) -> ListRow:
    chip, tone, icon = _left(case, minutes_left)
    submitted = say("OnlineCases", "nộp {}").format(f"{case.submitted_at:%H:%M %d/%m}")
    late = say("OnlineCases", "chậm thông báo") if case.is_late_notice else ""
    until = say("OnlineCases", "trả lời trước {}").format(f"{case.act_by:%H:%M %d/%m}")
    return ListRow(
        key=case.portal_code,
        head=case.name or say("OnlineCases", "(chưa có tên)"),
        lines=(case.procedure_name, "  ·  ".join(part for part in (case.portal_code, submitted, until, late) if part)),
        chip=chip,
        chip_tone=tone,
        chip_icon=icon,
    )


def _left(case: OnlineCase, minutes: int | None) -> tuple[str, str, str]:
    """Return how long the desk still has, or how the case was answered, with tone and icon."""
    if case.state != WAITING:
        words = {
            "accepted": say("OnlineCases", "đã tiếp nhận"),
            "requested": say("OnlineCases", "đã yêu cầu bổ sung"),
            "refused": say("OnlineCases", "đã từ chối"),
        }
        return words.get(case.state, case.state), "warn" if case.can_be_accepted else "quiet", ""
    if minutes is None:
        return say("OnlineCases", "chưa có lịch năm"), "warn", "calendar"
    if minutes < 0:
        return say("OnlineCases", "trễ {}").format(labels.days_and_hours(-minutes)), "bad", "warning"
    if minutes < _HURRY_MINUTES:
        return say("OnlineCases", "gấp: còn {}").format(labels.minutes(minutes)), "warn", "clock"
    return say("OnlineCases", "còn {}").format(labels.minutes(minutes)), "quiet", "clock"


def _report(report: ImportReport) -> ReportWords:
    sentence = say("OnlineCases", "Đã ghi {} hồ sơ mới, {} hồ sơ đã có từ trước.").format(
        report.taken, report.unchanged
    )
    if report.refused:
        refused = say("OnlineCases", "{} dòng không nhận được, các dòng khác đã ghi.").format(len(report.refused))
        sentence = f"{sentence} {refused}"
    lines = tuple(
        say("OnlineCases", "Dòng {}: {}").format(
            line.line, " · ".join(part for part in (line.portal_code, error_texts.faults(line.problems)) if part)
        )
        for line in report.refused
    )
    return ReportWords(tone="warn" if report.refused else "ok", sentence=sentence, lines=lines)
