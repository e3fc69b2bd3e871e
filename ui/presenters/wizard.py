"""The first run: what is asked, in which order, and the desk that comes of it."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from cchc_desktop.clock import SystemClock
from cchc_desktop.errors import CchcError, FormIncomplete
from cchc_desktop.services import workplace
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening, check_settings, settings_from
from cchc_desktop.settings import Settings
from ui import error_texts
from ui.presenters import setting_fields as fields
from ui.presenters.setting_fields import FieldKind, FieldSpec, say

logger = logging.getLogger(__name__)

OFFICER = "officer_name"
START, UNIT, DESK, SLIP, PAPER, SUMMARY = range(6)
REAL, TRY_OUT = 0, 1


class OpenDesk(Protocol):
    """The desk that the first run made; only `ui.app` knows more of it."""

    def close(self) -> None:
        """Close it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WizardStep:
    """One step: its heading, the line under it, its fields."""

    title: str
    line: str
    specs: tuple[FieldSpec, ...] = ()


class WizardPresenter(QObject):
    """Keeps what was typed, checks it step by step, opens the desk.

    Signals:
        refused: A step cannot be left; carries {field: words} and one sentence.
        went: Another step is shown; carries its number.
        opened: The desk is open; carries it.
        failed: Nothing was made; carries the sentence.
    """

    refused = Signal(dict, str)
    went = Signal(int)
    opened = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        *,
        prepare: Callable[[Opening], OpenDesk],
        practise: Callable[[Opening], OpenDesk],
        resources: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._prepare, self._practise = prepare, practise
        self._resources = resources
        self._typed: dict[str, Any] = Settings().to_record() | {"feedback_address": "", OFFICER: ""}
        self.step = START

    @property
    def typed(self) -> Mapping[str, Any]:
        """Everything typed so far, with what is proposed for the rest."""
        return self._typed

    def steps(self) -> tuple[WizardStep, ...]:
        """Return the steps in their order."""
        officer = FieldSpec(
            name=OFFICER,
            kind=FieldKind.TEXT,
            label=say("WizardSteps", "Họ tên cán bộ tiếp nhận"),
            hint=say("WizardSteps", "Mọi việc ghi vào sổ mang tên người làm."),
            is_required=True,
        )
        return (
            WizardStep(
                title=say("WizardSteps", "Bắt đầu"),
                line=say("WizardSteps", "Dùng thật, hay thử trước với một phường mẫu?"),
            ),
            WizardStep(
                title=say("WizardSteps", "Đơn vị"),
                line=say("WizardSteps", "Tên in trên giấy hẹn và mã đứng đầu mọi hồ sơ."),
                specs=fields.unit_fields(),
            ),
            WizardStep(
                title=say("WizardSteps", "Bàn và cán bộ"),
                line=say("WizardSteps", "Máy này đặt ở bàn nào, ai ngồi."),
                specs=(officer, *fields.desk_fields()),
            ),
            WizardStep(
                title=say("WizardSteps", "Mặt sau giấy hẹn"),
                line=say(
                    "WizardSteps", "Người dân gọi đâu, phản ánh ở đâu, tra cứu thế nào. Điền sau ở Thiết lập cũng được."
                ),
                specs=fields.slip_fields(),
            ),
            WizardStep(
                title=say("WizardSteps", "Giấy và thời gian"),
                line=say("WizardSteps", "Khổ giấy hẹn và giờ để tính ngày hẹn. Máy in chọn ngay sau khi mở sổ."),
                specs=(*fields.paper_fields(), *fields.time_fields()[:2]),
            ),
            WizardStep(
                title=say("WizardSteps", "Xem lại"),
                line=say("WizardSteps", "Chưa có gì được ghi. Ctrl+Enter mở sổ; sau này sửa ở Thiết lập (F10)."),
            ),
        )

    def wards(self) -> tuple[workplace.Ward, ...]:
        """Return the wards to choose from; none where their file is wrong, then the name is typed."""
        try:
            return workplace.wards(self._resources)
        except CchcError as error:
            logger.warning("wards not read: %s", error)
            return ()

    def today(self) -> date:
        """Return today."""
        return _now().date()

    def keep(self, typed: Mapping[str, Any]) -> None:
        """Keep what was typed, right or wrong."""
        self._typed.update(typed)

    def go_on(self, typed: Mapping[str, Any], faults: Mapping[str, str]) -> None:
        """Leave the step forwards; `went` or `refused` follows.

        Args:
            typed: The step's values.
            faults: Fields that could not even be read, with their words.
        """
        self.keep(typed)
        names = {spec.name for spec in self.steps()[self.step].specs}
        found = dict(faults)
        for problem in check_settings(self._settings()):
            if not problem.is_warning and problem.field in names:
                found.setdefault(problem.field, error_texts.cause(problem))
        if OFFICER in names and not str(self._typed[OFFICER]).strip():
            found.setdefault(OFFICER, error_texts.said("chưa có").capitalize())
        if found:
            self.refused.emit(found, "")
            return
        self.step = min(self.step + 1, SUMMARY)
        self.went.emit(self.step)

    def go_back(self, typed: Mapping[str, Any]) -> None:
        """Go a step back; what was typed stays."""
        self.keep(typed)
        if self.step > START:
            self.step -= 1
            self.went.emit(self.step)

    def open_real(self) -> None:
        """Make the desk; `opened`, `refused` or `failed` follows."""
        self._open(self._prepare, Opening(settings=self._settings(), officer_name=str(self._typed[OFFICER])))

    def open_sample(self) -> None:
        """Open the practice desk with the sample; `opened` or `failed` follows."""
        self._open(self._practise, Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True))

    def summary(self) -> tuple[tuple[str, str], ...]:
        """Return (label, words) of everything that will be kept."""
        rows = []
        for step in self.steps():
            for spec in step.specs:
                value = self._typed[spec.name]
                text = value if isinstance(value, str) else fields.to_text(spec.kind, value)
                words = dict(spec.options).get(text, text)
                rows.append((spec.label, " / ".join(words.splitlines()) or self.tr("(chưa điền)")))
        return tuple(rows)

    def missing(self) -> str:
        """Return which settings the slip still needs, in words; empty where it can be printed."""
        return ", ".join(error_texts.field(name) for name in self._settings().missing_for_slip())

    def _settings(self) -> Settings:
        return settings_from({name: value for name, value in self._typed.items() if name != OFFICER})

    def _open(self, make: Callable[[Opening], OpenDesk], opening: Opening) -> None:
        try:
            desk = make(opening)
        except FormIncomplete as error:
            problems = error.facts["problems"]
            words = {problem.field: error_texts.cause(problem) for problem in problems}  # type: ignore[attr-defined]
            self.refused.emit(words, error_texts.sentence(error))
        except CchcError as error:
            logger.warning("desk not made: %s", error)
            self.failed.emit(error_texts.sentence(error))
        else:
            self.opened.emit(desk)


def _now() -> datetime:
    return SystemClock().now()
