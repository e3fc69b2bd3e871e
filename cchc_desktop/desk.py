"""An open desk: its services, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop import paths
from cchc_desktop.clock import Clock
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import engine
from cchc_desktop.store import folder as desk_folder

if TYPE_CHECKING:
    from cchc_desktop.printing.backend import PrintBackend
    from cchc_desktop.services.advice_desk import AdviceDesk
    from cchc_desktop.services.attachment_desk import AttachmentDesk
    from cchc_desktop.services.boards import BoardDesk
    from cchc_desktop.services.catalogue_desk import CatalogueDesk
    from cchc_desktop.services.day_end import DayEndDesk
    from cchc_desktop.services.desk_setup import SetupService
    from cchc_desktop.services.desk_view import DeskView
    from cchc_desktop.services.emergency_desk import EmergencyDesk
    from cchc_desktop.services.enrolment import Enrolment
    from cchc_desktop.services.fee_desk import FeeDesk
    from cchc_desktop.services.foreign_desk import ForeignDesk
    from cchc_desktop.services.intake import IntakeService
    from cchc_desktop.services.key_change import KeyChange
    from cchc_desktop.services.logbook_desk import LogbookDesk
    from cchc_desktop.services.morning import MorningDesk
    from cchc_desktop.services.online_desk import OnlineDesk
    from cchc_desktop.services.paper_desk import PaperDesk
    from cchc_desktop.services.people_desk import PeopleDesk
    from cchc_desktop.services.print_desk import PrintDesk
    from cchc_desktop.services.register_desk import RegisterDesk
    from cchc_desktop.services.report_desk import ReportDesk
    from cchc_desktop.services.report_room import ReportRoom
    from cchc_desktop.services.same_day_desk import SameDayDesk
    from cchc_desktop.services.send_desk import SendDesk
    from cchc_desktop.services.step_desk import StepDesk
    from cchc_desktop.services.time_saved_desk import TimeSavedDesk
    from cchc_desktop.services.typed_figures_desk import TypedFiguresDesk
    from cchc_desktop.services.wording_desk import WordingDesk
    from cchc_desktop.services.year_pack_desk import YearPackDesk


class Desk:
    """An open desk: its services, each made when first asked for: the window is painted before they load."""

    def __init__(
        self,
        folder: Path,
        db: engine.Database,
        clock: Clock,
        *,
        is_training: bool,
        lock: desk_folder.FolderLock | None,
        state_folder: Path,
    ) -> None:
        self.folder = folder
        self.db = db
        self.clock = clock
        self.is_training = is_training
        self._lock = lock
        self.state = DeskState(db, is_training=is_training)
        self.recorder = Recorder(db, self.state, clock, state_folder, can_write=lock is not None)

    @cached_property
    def intake(self) -> IntakeService:
        """Return the service that receives dossiers."""
        from cchc_desktop.services.intake import IntakeService

        return IntakeService(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def view(self) -> DeskView:
        """Return the service that reads for screens."""
        from cchc_desktop.services.desk_view import DeskView

        return DeskView(self.db, self.state, self.clock)

    @cached_property
    def setup(self) -> SetupService:
        """Return the service of settings and officials."""
        from cchc_desktop.services.desk_setup import SetupService

        return SetupService(self.db, self.state, self.recorder)

    @cached_property
    def fees(self) -> FeeDesk:
        """Return the service of fees taken after intake."""
        from cchc_desktop.services.fee_desk import FeeDesk

        return FeeDesk(self.db, self.state, self.recorder)

    @cached_property
    def packs(self) -> CatalogueDesk:
        """Return the service of newer catalogues, calendars and forms."""
        from cchc_desktop.services.catalogue_desk import CatalogueDesk

        return CatalogueDesk(self.db, self.state, self.recorder)

    @cached_property
    def year_packs(self) -> YearPackDesk:
        """Return the service of the city's year-packs."""
        from cchc_desktop.services.year_pack_desk import YearPackDesk

        return YearPackDesk(
            self.db, self.state, self.recorder, setup=self.setup, enrolment=self.enrolment, folder=self.folder
        )

    @cached_property
    def foreign(self) -> ForeignDesk:
        """Return the service of other desks' packages."""
        from cchc_desktop.services.foreign_desk import ForeignDesk

        return ForeignDesk(self.db, self.state, self.recorder, self.clock, self.folder, enrolment=self.enrolment)

    @cached_property
    def steps(self) -> StepDesk:
        """Return the service of every step after receipt."""
        from cchc_desktop.services.step_desk import StepDesk

        return StepDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def people(self) -> PeopleDesk:
        """Return the service of officials, PINs and delegations."""
        from cchc_desktop.services.people_desk import PeopleDesk

        return PeopleDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def attachments(self) -> AttachmentDesk:
        """Return the service of files that lie with a dossier."""
        from cchc_desktop.services.attachment_desk import AttachmentDesk

        return AttachmentDesk(self.db, self.state, self.recorder, self.clock, self.folder)

    @cached_property
    def boards(self) -> BoardDesk:
        """Return the service of boards and reminders."""
        from cchc_desktop.services.boards import BoardDesk

        return BoardDesk(self.db, self.state, self.clock)

    @cached_property
    def morning(self) -> MorningDesk:
        """Return the service of the leader's morning page."""
        from cchc_desktop.services.morning import MorningDesk

        return MorningDesk(self.db, self.state, self.clock)

    @cached_property
    def register(self) -> RegisterDesk:
        """Return the service of the tracking register."""
        from cchc_desktop.services.register_desk import RegisterDesk

        return RegisterDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def logbooks(self) -> LogbookDesk:
        """Return the service that takes in books kept elsewhere."""
        from cchc_desktop.services.logbook_desk import LogbookDesk

        return LogbookDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def reports(self) -> ReportDesk:
        """Return the service of figures."""
        from cchc_desktop.services.report_desk import ReportDesk

        return ReportDesk(self._report_room)

    @cached_property
    def time_saved(self) -> TimeSavedDesk:
        """Return the service of time saved without appointments."""
        from cchc_desktop.services.time_saved_desk import TimeSavedDesk

        return TimeSavedDesk(self._report_room)

    @cached_property
    def typed_figures(self) -> TypedFiguresDesk:
        """Return the service of figures that are typed in."""
        from cchc_desktop.services.typed_figures_desk import TypedFiguresDesk

        return TypedFiguresDesk(self._report_room)

    @cached_property
    def _report_room(self) -> ReportRoom:
        from cchc_desktop.services.report_room import ReportRoom

        return ReportRoom(db=self.db, state=self.state, recorder=self.recorder, clock=self.clock)

    @cached_property
    def enrolment(self) -> Enrolment:
        """Return the service of the desk's keys."""
        from cchc_desktop.services.enrolment import Enrolment

        return Enrolment(self.db, self.state, self.folder)

    @cached_property
    def key_change(self) -> KeyChange:
        """Return the service that changes the desk's signing key and prints its card."""
        from cchc_desktop.services.key_change import KeyChange

        return KeyChange(self.state, self.recorder, self.enrolment, self.day_end)

    @cached_property
    def day_end(self) -> DayEndDesk:
        """Return the service that closes the day."""
        from cchc_desktop.services.day_end import DayEndDesk

        return DayEndDesk(
            self.db,
            self.state,
            self.recorder,
            self.clock,
            self.folder,
            enrolment=self.enrolment,
            same_day=self.same_day,
            boards=self.boards,
        )

    @cached_property
    def sending(self) -> SendDesk:
        """Return the service that sends packages to the city and takes its answers."""
        from cchc_desktop.services.send_desk import SendDesk

        return SendDesk(self.db, self.recorder, self.clock, self.folder, enrolment=self.enrolment, day_end=self.day_end)

    @cached_property
    def advice(self) -> AdviceDesk:
        """Return the service of guidance and refusal before receipt."""
        from cchc_desktop.services.advice_desk import AdviceDesk

        return AdviceDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def online(self) -> OnlineDesk:
        """Return the service of dossiers filed on the portal."""
        from cchc_desktop.services.online_desk import OnlineDesk

        return OnlineDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def emergency(self) -> EmergencyDesk:
        """Return the service of slips printed ahead for a power cut."""
        from cchc_desktop.services.emergency_desk import EmergencyDesk

        return EmergencyDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def wording(self) -> WordingDesk:
        """Return the service of the papers' wording."""
        from cchc_desktop.services.wording_desk import WordingDesk

        return WordingDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def same_day(self) -> SameDayDesk:
        """Return the service of those who are settled while they wait (không giấy hẹn)."""
        from cchc_desktop.services.same_day_desk import SameDayDesk

        return SameDayDesk(self.db, self.state, self.steps, self.clock)

    @cached_property
    def papers(self) -> PaperDesk:
        """Return the service that builds papers; the first call loads the paper libraries."""
        from cchc_desktop.services.paper_desk import PaperDesk

        return PaperDesk(self.db, self.state, self.recorder, self.clock)

    @cached_property
    def printing(self) -> PrintDesk:
        """Return the service of printers and print jobs, with the system's own queue."""
        from cchc_desktop.printing.cups import CupsPrintBackend
        from cchc_desktop.services.print_desk import PrintDesk

        return PrintDesk(
            self.db, self.clock, self.recorder, self._backend or CupsPrintBackend(), self.folder / paths.PAPERS
        )

    _backend: PrintBackend | None = None

    def print_through(self, backend: PrintBackend) -> None:
        """Use another way to the printers than the system's queue (Windows: Qt's printer); before the first print."""
        self._backend = backend

    def close(self) -> None:
        """Close the database, remove the copies of attachments that were shown, and give the folder free."""
        self.db.close()
        if self._lock is not None:
            if "attachments" in self.__dict__:
                self.attachments.clear_viewing()
            self._lock.release()
