"""What the screens are given: services of the open desk and the few objects they share. Made once, by ui/shell.py."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_desktop.clock import Clock
    from cchc_desktop.services.desk_setup import SetupService
    from cchc_desktop.services.desk_state import DeskState
    from cchc_desktop.services.desk_view import DeskView
    from cchc_desktop.services.intake import IntakeService
    from cchc_desktop.services.paper_desk import PaperDesk
    from cchc_desktop.services.print_desk import PrintDesk
    from cchc_desktop.services.recording import Recorder
    from ui.changes import Changes
    from ui.jobs import JobRunner
    from ui.open_desk import OpenDesk
    from ui.print_flow import PrintFlow
    from ui.scanner import Scanner


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskParts:
    """The services and shared objects of one open desk.

    What loads slowly is called: ``parts.papers().order_of(...)``, ``parts.setup().change(...)``; it is asked for only
    after the first paint.
    """

    desk: OpenDesk
    jobs: JobRunner
    """For previews and papers; printing has its own runner inside ``print_flow``."""
    print_flow: PrintFlow | None
    """``None`` where nothing shall be printed (tests of other screens)."""
    changes: Changes
    scanner: Scanner | None
    """``None`` where no scanner is listened to."""

    @property
    def state(self) -> DeskState:
        """What is in force now."""
        return self.desk.state

    @property
    def clock(self) -> Clock:
        """Vietnam's wall clock."""
        return self.desk.clock

    @property
    def recorder(self) -> Recorder:
        """Who works here, and the way into the journal."""
        return self.desk.recorder

    @property
    def intake(self) -> IntakeService:
        """The service that receives dossiers."""
        return self.desk.intake

    @property
    def view(self) -> DeskView:
        """The service that reads for screens."""
        return self.desk.view

    def setup(self) -> SetupService:
        """Return the service of settings and officials."""
        return self.desk.setup

    def papers(self) -> PaperDesk:
        """Return the service that builds papers."""
        return self.desk.papers

    def printing(self) -> PrintDesk:
        """Return the service of printers and print jobs."""
        return self.desk.printing
