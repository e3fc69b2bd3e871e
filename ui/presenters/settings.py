"""Settings, officials, printers, the catalogue and the law, for the screen Thiết lập."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.printing import Printer
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.slip import Offsets, PaperSize
from cchc_desktop.errors import CchcError, FormIncomplete
from cchc_desktop.settings import Settings
from cchc_desktop.text import dong, fold
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.presenters.printer_test import PrinterTest
from ui.widgets.delegates import ListRow

logger = logging.getLogger(__name__)

SLIP, EXPLANATION = "appointment_slip", "due_explanation"


class SettingsPresenter(QObject):
    """Reads and changes what the ward decides.

    Signals:
        saved: Settings were recorded; carries what they are now, and whether anything differed.
        refused: Nothing was saved; carries {field: words} and one sentence.
        printers_found: Carries the machine's printers.
        said: Carries (tone, sentence, facts) of something that happened.
    """

    saved = Signal(object, bool)
    refused = Signal(dict, str)
    printers_found = Signal(list)
    said = Signal(str, str, str)

    def __init__(self, parts: DeskParts, slow: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._slow = slow
        self._test = PrinterTest(parts.printing, parts.papers, slow, self)
        self._test.said.connect(self.said)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._parts.state.settings

    @property
    def today(self) -> date:
        """Today."""
        return self._parts.clock.now().date()

    def officers(self) -> Mapping[str, str]:
        """Return the officials of this desk, id to name."""
        return self._parts.state.officers

    def actor(self) -> str:
        """Return who works now."""
        return self._parts.recorder.actor

    def save(self, typed: Mapping[str, Any]) -> None:
        """Record what changed as one entry; exactly one of `saved` and `refused` follows."""
        before = self.settings
        try:
            now = self._parts.setup().change(typed)
        except FormIncomplete as error:
            problems = error.facts["problems"]
            words = {problem.field: error_texts.cause(problem) for problem in problems}  # type: ignore[attr-defined]
            self.refused.emit(words, error_texts.sentence(error))
        except CchcError as error:
            logger.warning("settings not saved: %s", error)
            self.refused.emit({}, error_texts.sentence(error))
        else:
            self.saved.emit(now, now != before)

    def name_officer(self, name: str) -> str:
        """Record a new official, who works from now on; return the id, or an empty text where nothing was saved."""
        try:
            setup = self._parts.setup()
            officer = str(setup.name_officer(name))
            setup.work_as(officer)
        except CchcError as error:
            self.refused.emit({"officer_name": error_texts.sentence(error)}, error_texts.sentence(error))
            return ""
        return officer

    def ask_printers(self) -> None:
        """Ask the machine for its printers off the interface thread; `printers_found` follows."""
        self._slow.start(self._parts.printing().printers, then=self._found, otherwise=self._not_found)

    def choice(self, kind: str) -> tuple[str, Offsets]:
        """Return the printer (empty: none) and the offsets of a kind of paper."""
        found = self._parts.printing().choice(kind)
        return found.printer, found.offsets

    def choose(self, kind: str, printer: str, offsets: Offsets) -> bool:
        """Remember where a kind of paper goes; return whether it is kept."""
        from cchc_desktop.services.print_desk import Choice

        try:
            self._parts.printing().choose(kind, Choice(printer=printer, offsets=offsets))
        except CchcError as error:
            self.refused.emit({}, error_texts.sentence(error))
            return False
        return True

    def print_test_sheet(self, printer: str, offsets: Offsets, size: str) -> None:
        """Print the two-page test sheet, or open it where there is no printer; `said` follows."""
        self._test.start(printer, offsets, PaperSize(size))

    def catalogue_version(self) -> str:
        """Return the version of the catalogue in force."""
        return self._parts.state.catalogue_version

    def procedures(self, typed: str) -> list[ListRow]:
        """Return the procedures in force, those with all the typed words in code, name or field."""
        wanted = fold(typed).split()
        found = self._parts.state.catalogue.in_force(self.today)
        return [_procedure_row(one) for one in found if all(word in _searched(one) for word in wanted)]

    def law(self) -> list[ListRow]:
        """Return the register of the law that the program reads."""
        from cchc_desktop.services.law_register import law_rows

        return [
            ListRow(
                key=f"{row.rule} {row.document} {row.provision}",
                head=f"{row.provision}, {row.document}" if row.provision else row.document,
                lines=(self.tr("{} · có hiệu lực từ {}").format(row.rule, f"{row.in_force_from:%d/%m/%Y}"),),
                chip=certainty(row.certainty),
                chip_tone=_CERTAINTY_TONES.get(row.certainty, "quiet"),
            )
            for row in law_rows()
        ]

    def _found(self, printers: tuple[Printer, ...]) -> None:
        self.printers_found.emit(list(printers))

    def _not_found(self, error: Exception) -> None:
        logger.warning("printers not listed: %s", error)
        self.printers_found.emit([])


def certainty(mark: str) -> str:
    """Return how sure a line of the catalogue or a reading of the law is, in words."""
    words = {
        "H": labels.say("Certainty", "chắc chắn"),
        "high": labels.say("Certainty", "chắc chắn"),
        "M": labels.say("Certainty", "cần đối chiếu"),
        "medium": labels.say("Certainty", "cần đối chiếu"),
        "L": labels.say("Certainty", "chưa chắc"),
        "low": labels.say("Certainty", "chưa chắc"),
    }
    return words.get(mark, mark)


_CERTAINTY_TONES = {"H": "ok", "high": "ok", "M": "warn", "medium": "warn", "L": "bad", "low": "bad"}


def _procedure_row(procedure: Procedure) -> ListRow:
    unit = str(procedure.term_unit) if procedure.term_unit else ""
    fee = f"{dong(procedure.fee_dong)} đ" if procedure.fee_dong is not None else "…"
    facts = (procedure.code, procedure.service_field, labels.term(procedure.term_count, unit), fee)
    return ListRow(
        key=procedure.code,
        head=procedure.name,
        lines=("  ·  ".join(part for part in facts if part),),
        chip=certainty(procedure.confidence),
        chip_tone=_CERTAINTY_TONES.get(procedure.confidence, "quiet"),
    )


def _searched(procedure: Procedure) -> str:
    return fold(f"{procedure.code} {procedure.name} {procedure.short_name} {procedure.service_field}")
