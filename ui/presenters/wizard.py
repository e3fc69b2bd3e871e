"""The first run: what is asked, in which order, and the desk that comes of it."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from cchc_desktop.clock import SystemClock
from cchc_desktop.domain.printing import Printer
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CchcError, FormIncomplete
from cchc_desktop.services import workplace
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening, check_settings, settings_from
from cchc_desktop.settings import Settings
from ui import error_texts
from ui.jobs import JobRunner
from ui.presenters import setting_fields as fields
from ui.presenters.setting_fields import FieldKind, FieldSpec, fault_table, fault_words
from ui.presenters.setting_texts import to_text

logger = logging.getLogger(__name__)

say = QCoreApplication.translate

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
        printers_found: Carries the machine's printers and the name of the one to propose (empty for none).
        opened: The desk is open; carries it.
        failed: Nothing was made; carries the sentence.
    """

    refused = Signal(dict, str)
    went = Signal(int)
    printers_found = Signal(list, str)
    opened = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        *,
        prepare: Callable[[Opening], OpenDesk],
        practise: Callable[[Opening], OpenDesk],
        printers: Callable[[], Sequence[Printer]],
        resources: Path,
        parent: QObject | None = None,
    ) -> None:
        """Create the presenter; ``printers`` asks the machine and is called on a worker thread."""
        super().__init__(parent)
        self._prepare, self._practise = prepare, practise
        self._printers = printers
        self._resources = resources
        self._runner = JobRunner(self)
        self._typed: dict[str, Any] = Settings().to_record() | {OFFICER: ""}
        self._printer, self._printer_words = "", ""
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
                title=say("WizardSteps", "Giấy, giờ làm việc, máy in"),
                line=say("WizardSteps", "Giấy hẹn in ra thế nào, ở đâu; ngày hẹn tính theo giờ nào."),
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
        return SystemClock().now().date()

    def ask_printers(self) -> None:
        """Ask the machine for its printers off the interface thread; `printers_found` follows."""
        self._runner.start(self._printers, then=self._found, otherwise=self._not_found)

    def finish(self) -> None:
        """Wait for work that has begun."""
        self._runner.finish()

    def keep(self, typed: Mapping[str, Any]) -> None:
        """Keep what was typed, right or wrong."""
        self._typed.update(typed)

    def keep_printer(self, printer: str, words: str) -> None:
        """Keep where slips are printed, and what it is called."""
        self._printer, self._printer_words = printer, words

    def warnings(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """Return what should be looked at again among what is typed now, by field; it stops nothing."""
        settings = _settings({**self._typed, **typed})
        found = tuple(problem for problem in check_settings(settings) if problem.is_warning)
        return fault_table(tuple(problem for problem in found if problem.cause != "missing_for_slip"))

    def faults(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """Return what would keep the step from being left with what is typed now, by field."""
        names = {spec.name for spec in self.steps()[self.step].specs}
        found = self._faults({**self._typed, **typed})
        return fault_table(tuple(problem for problem in found if problem.field in names))

    def has_typed(self, typed: Mapping[str, Any]) -> bool:
        """Return whether anything differs from what the wizard proposed: closing it would lose that."""
        now = {**self._typed, **typed}
        return bool(str(now[OFFICER]).strip()) or _settings(now) != Settings()

    def help_text(self) -> str:
        """Return what this step is for and where to begin, for F1."""
        return _help_of(self.step) + "\n" + self.tr("Ô nào sai, lý do hiện dưới ô ấy và mất đi khi đã sửa.")

    def go_on(self, typed: Mapping[str, Any], faults: Mapping[str, str]) -> None:
        """Leave the step forwards; `went` or `refused` follows.

        Args:
            typed: The step's values.
            faults: Fields that could not even be read, with their words.
        """
        self.keep(typed)
        found = self.faults({}) | dict(faults)
        if found:
            self.refused.emit(found, "")
            return
        self.step = min(self.step + 1, SUMMARY)
        self.went.emit(self.step)

    def go_back(self) -> None:
        """Go a step back; what was typed stays in its fields."""
        if self.step > START:
            self.step -= 1
            self.went.emit(self.step)

    def open_real(self) -> None:
        """Make the desk; `opened`, `refused` or `failed` follows."""
        opening = Opening(
            settings=self._settings(), officer_name=str(self._typed[OFFICER]).strip(), printer=self._printer
        )
        self._open(self._prepare, opening)

    def open_sample(self) -> None:
        """Open the practice desk with the sample; `opened` or `failed` follows."""
        self._open(self._practise, Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True))

    def summary(self) -> tuple[tuple[str, str], ...]:
        """Return (label, words) of everything that will be kept."""
        rows = []
        for step in self.steps():
            for spec in step.specs:
                text = to_text(spec.kind, self._typed[spec.name])
                words = dict(spec.options).get(text, text)
                rows.append((spec.label, words or self.tr("(chưa điền)")))
        return (*rows, (self.tr("Máy in giấy hẹn"), self._printer_words))

    def lacks(self) -> tuple[str, ...]:
        """Return, in words, what the desk can be opened with but should be looked at again."""
        missing = ", ".join(error_texts.field(name) for name in self._settings().missing_for_slip())
        said = [self.tr("Mở sổ được, nhưng chưa in được giấy hẹn: còn thiếu {}.").format(missing)] if missing else []
        names = {spec.name: spec.label for step in self.steps() for spec in step.specs}
        found = self.warnings({})
        return (*said, *(f"{names[name]}: {words}" for name, words in found.items() if name in names))

    def _faults(self, typed: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = tuple(problem for problem in check_settings(_settings(typed)) if not problem.is_warning)
        return found if str(typed[OFFICER]).strip() else (*found, Problem(OFFICER, "missing"))

    def _settings(self) -> Settings:
        return _settings(self._typed)

    def _found(self, printers: Sequence[Printer]) -> None:
        usable = [one for one in printers if one.is_default and one.accepts and one.can_duplex is not False]
        self.printers_found.emit(list(printers), usable[0].name if usable else "")

    def _not_found(self, error: Exception) -> None:
        logger.warning("printers not listed: %s", error)
        self.printers_found.emit([], "")

    def _open(self, make: Callable[[Opening], OpenDesk], opening: Opening) -> None:
        try:
            desk = make(opening)
        except FormIncomplete as error:
            problems: tuple[Problem, ...] = error.facts["problems"]  # type: ignore[assignment]
            words = {problem.field: fault_words(problem) for problem in problems}
            self.refused.emit(words, error_texts.sentence(error))
        except CchcError as error:
            logger.warning("desk not made: %s", error)
            self.failed.emit(error_texts.sentence(error))
        else:
            self.opened.emit(desk)


def _settings(typed: Mapping[str, Any]) -> Settings:
    return settings_from({name: value for name, value in typed.items() if name != OFFICER})


def _help_of(step: int) -> str:
    texts = {
        START: say(
            "WizardHelp",
            "Chọn bằng mũi tên: dùng thật thì đi qua vài bước ngắn, dùng thử thì vào ngay một phường mẫu.\n"
            "Sổ thử nằm riêng, không lẫn vào sổ thật.",
        ),
        UNIT: say(
            "WizardHelp",
            "Gõ vài chữ không dấu để chọn phường trong danh sách; không có thì Tab xuống rồi gõ tên.\n"
            "Mã định danh do đơn vị được cấp và đứng đầu mọi mã hồ sơ.",
        ),
        DESK: say(
            "WizardHelp",
            "Mỗi bàn một máy, một sổ, một dãy số: số bàn không đổi được nữa khi sổ đã mở.\n"
            "Họ tên cán bộ đứng trong mọi việc được ghi; thêm người khác sau ở Thiết lập.",
        ),
        SLIP: say(
            "WizardHelp",
            "Mặt sau giấy hẹn bắt buộc có điện thoại Một cửa và địa chỉ phản ánh, kiến nghị.\n"
            "Chưa biết thì để trống và điền sau ở Thiết lập; trước đó chưa nhận được hồ sơ.",
        ),
        PAPER: say(
            "WizardHelp",
            "Chọn khổ giấy bằng mũi tên, xem lại buổi làm việc: ngày hẹn được tính theo đó.\n"
            "Không chọn máy in thì giấy hẹn mở thành PDF.",
        ),
        SUMMARY: say(
            "WizardHelp",
            "Mọi thứ sẽ được ghi, để xem lại: mũi tên cuộn, Alt+← trở lại sửa, Ctrl+Enter mở sổ.\n"
            "Chưa bấm Ctrl+Enter thì chưa có gì được ghi.",
        ),
    }
    return texts[step]
