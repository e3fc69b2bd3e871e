"""The open desk as the shell sees it: what `bootstrap` puts together and `ui.app` hands in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cchc_desktop.clock import Clock
    from cchc_desktop.services.advice_desk import AdviceDesk
    from cchc_desktop.services.attachment_desk import AttachmentDesk
    from cchc_desktop.services.boards import BoardDesk
    from cchc_desktop.services.catalogue_desk import CatalogueDesk
    from cchc_desktop.services.day_end import DayEndDesk
    from cchc_desktop.services.desk_setup import SetupService
    from cchc_desktop.services.desk_state import DeskState
    from cchc_desktop.services.desk_view import DeskView
    from cchc_desktop.services.emergency_desk import EmergencyDesk
    from cchc_desktop.services.enrolment import Enrolment
    from cchc_desktop.services.fee_desk import FeeDesk
    from cchc_desktop.services.foreign_desk import ForeignDesk
    from cchc_desktop.services.intake import IntakeService
    from cchc_desktop.services.logbook_desk import LogbookDesk
    from cchc_desktop.services.morning import MorningDesk
    from cchc_desktop.services.online_desk import OnlineDesk
    from cchc_desktop.services.paper_desk import PaperDesk
    from cchc_desktop.services.people_desk import PeopleDesk
    from cchc_desktop.services.print_desk import PrintDesk
    from cchc_desktop.services.recording import Recorder
    from cchc_desktop.services.register_desk import RegisterDesk
    from cchc_desktop.services.report_desk import ReportDesk
    from cchc_desktop.services.same_day_desk import SameDayDesk
    from cchc_desktop.services.send_desk import SendDesk
    from cchc_desktop.services.step_desk import StepDesk
    from cchc_desktop.services.typed_figures_desk import TypedFiguresDesk
    from cchc_desktop.services.wording_desk import WordingDesk
    from cchc_desktop.services.year_pack_desk import YearPackDesk


class OpenDesk(Protocol):
    """A desk with its services; each but state and recorder is made when first asked for, after the first paint."""

    @property
    def folder(self) -> Path: ...

    @property
    def is_training(self) -> bool: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def state(self) -> DeskState: ...

    @property
    def recorder(self) -> Recorder: ...

    @property
    def intake(self) -> IntakeService: ...

    @property
    def view(self) -> DeskView: ...

    @property
    def setup(self) -> SetupService: ...

    @property
    def fees(self) -> FeeDesk: ...

    @property
    def packs(self) -> CatalogueDesk: ...

    @property
    def papers(self) -> PaperDesk: ...

    @property
    def printing(self) -> PrintDesk: ...

    @property
    def steps(self) -> StepDesk: ...

    @property
    def foreign(self) -> ForeignDesk: ...

    @property
    def same_day(self) -> SameDayDesk: ...

    @property
    def people(self) -> PeopleDesk: ...

    @property
    def attachments(self) -> AttachmentDesk: ...

    @property
    def boards(self) -> BoardDesk: ...

    @property
    def morning(self) -> MorningDesk: ...

    @property
    def register(self) -> RegisterDesk: ...

    @property
    def logbooks(self) -> LogbookDesk: ...

    @property
    def reports(self) -> ReportDesk: ...

    @property
    def typed_figures(self) -> TypedFiguresDesk: ...

    @property
    def day_end(self) -> DayEndDesk: ...

    @property
    def enrolment(self) -> Enrolment: ...

    @property
    def sending(self) -> SendDesk: ...

    @property
    def advice(self) -> AdviceDesk: ...

    @property
    def online(self) -> OnlineDesk: ...

    @property
    def emergency(self) -> EmergencyDesk: ...

    @property
    def year_packs(self) -> YearPackDesk: ...

    @property
    def wording(self) -> WordingDesk: ...

    def close(self) -> None:
        """Close the database and give the folder free."""
