"""What the screens are given: the services of the open desk and the few objects they share. Made once, by ui/app.py."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
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
    from ui.print_flow import PrintFlow
    from ui.scanner import Scanner


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskParts:
    """The services and shared objects of one open desk.

    What loads slowly is a callable: ``parts.papers().order(...)``, ``parts.setup().change(...)``; it is asked only
    after the first paint.
    """

    intake: IntakeService
    view: DeskView
    state: DeskState
    clock: Clock
    recorder: Recorder
    setup: Callable[[], SetupService]
    papers: Callable[[], PaperDesk]
    printing: Callable[[], PrintDesk]
    jobs: JobRunner
    """For previews and papers; printing has its own runner inside ``print_flow``."""
    print_flow: PrintFlow | None
    """``None`` where nothing shall be printed (tests of other screens)."""
    changes: Changes
    scanner: Scanner | None
    """``None`` where no scanner is listened to."""
