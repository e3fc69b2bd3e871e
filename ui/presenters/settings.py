"""Settings, officials, printers, the catalogue and the law, for the screen Thiết lập."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from cchc_desktop.domain.printing import PaperSize, Printer
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.errors import CchcError, FormIncomplete
from cchc_desktop.services.desk_setup import check_settings
from cchc_desktop.settings import Settings
from cchc_desktop.text import dong, fold
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.presenters.carrier import CarrierSettings
from ui.presenters.people_settings import PeopleSettings
from ui.presenters.printer_test import PrinterTest
from ui.presenters.rule_words import rule
from ui.presenters.setting_fields import fault_table
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from ui.presenters.wording import WordingPresenter
    from ui.presenters.year_pack import YearPackPresenter

logger = logging.getLogger(__name__)

say = QCoreApplication.translate

SLIP, EXPLANATION = "appointment_slip", "due_explanation"
FAVOURITES, LISTING = CODES = "favourites", "listing"
NAMED = (*CODES, "same_day_procedures")
"""Settings under whose codes the procedures are named."""
MOST_FAVOURITES = 9
"""Alt+1 to Alt+9."""


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

    def may_change(self) -> bool:
        """Return whether who works now may change what the ward decides."""
        return self._parts.setup().may_change()

    def administrators(self) -> str:
        """Return the names of those who may, in one line."""
        return ", ".join(one.name for one in self._parts.desk.people.officials() if one.is_administrator)

    def people(self) -> PeopleSettings:
        """Return what shows and changes the officials."""
        return PeopleSettings(self._parts, self)

    def carrier(self) -> CarrierSettings:
        """Return what shows and changes the way to the city."""
        return CarrierSettings(self._parts, self)

    def wording(self) -> WordingPresenter:
        """Return what shows and changes the papers' wording."""
        from ui.presenters.wording import WordingPresenter

        return WordingPresenter(self._parts, self)

    def year_packs(self) -> YearPackPresenter:
        """Return what shows and accepts the city's year-packs."""
        from ui.presenters.year_pack import YearPackPresenter

        return YearPackPresenter(self._parts, self)

    def save(self, typed: Mapping[str, Any]) -> None:
        """Record what changed as one entry; exactly one of `saved` and `refused` follows."""
        wrong = self._codes_faults(typed)
        if wrong:
            self.refused.emit(wrong, "")
            return
        before = self.settings
        try:
            now = self._parts.setup().change(typed)
        except FormIncomplete as error:
            self.refused.emit(fault_table(error.facts["problems"]), error_texts.sentence(error))  # type: ignore[arg-type]
        except CchcError as error:
            logger.warning("settings not saved: %s", error)
            self.refused.emit({}, error_texts.sentence(error))
        else:
            self.saved.emit(now, now != before)

    def faults(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """Return what would keep what is typed now from being saved, by field."""
        changed = dataclasses.replace(self.settings, **typed)
        known = {procedure.code for procedure in self._parts.state.catalogue.procedures}
        problems = [problem for problem in check_settings(changed, known) if not problem.is_warning]
        if changed.desk_number != self.settings.desk_number:
            problems.append(Problem("desk_number", "fixed"))
        return fault_table(tuple(problems)) | self._codes_faults(typed)

    def _codes_faults(self, typed: Mapping[str, Any]) -> dict[str, str]:
        wrong = {name: self._wrong_codes(name, typed.get(name, ())) for name in CODES}
        return {name: words for name, words in wrong.items() if words}

    def warnings(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """Return what should be looked at again among what is typed now, by field; it stops no saving."""
        changed = dataclasses.replace(self.settings, **typed)
        problems = (problem for problem in check_settings(changed) if problem.is_warning)
        return fault_table(tuple(problem for problem in problems if problem.cause != "missing_for_slip"))

    def names_of(self, name: str, codes: Sequence[str]) -> str:
        """Return the procedures behind typed codes, with the key of each favourite."""
        said = []
        for number, code in enumerate(codes, start=1):
            found = self._parts.state.catalogue.find(code, self.today)
            words = found.short_name or found.name if found is not None else self.tr("{}: không có").format(code)
            said.append(f"Alt+{number} {words}" if name == FAVOURITES and number <= MOST_FAVOURITES else words)
        return "  ·  ".join(said)

    def ask_printers(self) -> None:
        """Ask the machine for its printers off the interface thread; `printers_found` follows. It takes a moment."""
        self._slow.start(self._parts.printing().printers, then=self._found, otherwise=self._not_found)

    def _wrong_codes(self, name: str, codes: Sequence[str]) -> str:
        """Return what is wrong with typed codes of procedures; empty where nothing is."""
        catalogue = self._parts.state.catalogue
        unknown = [code for code in codes if catalogue.find(code, self.today) is None]
        if unknown:
            return self.tr("Danh mục không có mã {}").format(", ".join(unknown))
        if name == FAVOURITES and len(codes) > MOST_FAVOURITES:
            return self.tr("Chỉ có {} phím, đang có {} mã").format(MOST_FAVOURITES, len(codes))
        return ""

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
                head=_capital(f"{row.provision}, {row.document}" if row.provision else row.document),
                lines=(self.tr("{} · có hiệu lực từ {}").format(rule(row.rule), f"{row.in_force_from:%d/%m/%Y}"),),
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
        "H": say("Certainty", "chắc chắn"),
        "high": say("Certainty", "chắc chắn"),
        "M": say("Certainty", "cần đối chiếu"),
        "medium": say("Certainty", "cần đối chiếu"),
        "L": say("Certainty", "chưa chắc"),
        "low": say("Certainty", "chưa chắc"),
    }
    return words.get(mark, mark)


_CERTAINTY_TONES = {"H": "ok", "high": "ok", "M": "warn", "medium": "warn", "L": "bad", "low": "bad"}


def _procedure_row(procedure: Procedure) -> ListRow:
    unit = str(procedure.term_unit) if procedure.term_unit else ""
    fee = say("ProcedureRows", "chưa rõ lệ phí")
    if procedure.fee_dong is not None:
        fee = f"{dong(procedure.fee_dong)} đ" if procedure.fee_dong else say("ProcedureRows", "không thu")
    facts = (procedure.code, procedure.service_field, labels.term(procedure.term_count, unit), fee)
    return ListRow(
        key=procedure.code,
        head=procedure.name,
        lines=("  ·  ".join(part for part in facts if part),),
        chip=certainty(procedure.confidence),
        chip_tone=_CERTAINTY_TONES.get(procedure.confidence, "quiet"),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _searched(procedure: Procedure) -> str:
    return fold(f"{procedure.code} {procedure.name} {procedure.short_name} {procedure.service_field}")
