"""What lies over the intake, made when it is first wanted: why this day, advice, the portal, slips of a power cut."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from cchc_desktop.domain.dossier import Channel
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from ui.desk_parts import DeskParts
from ui.presenters.intake import IntakePresenter
from ui.presenters.intake_words import IntakeScreen, sessions_line
from ui.widgets.buttons import make_action
from ui.widgets.notices import Notice

if TYPE_CHECKING:
    from ui.views.advice_panel import AdvicePanel
    from ui.views.emergency_panel import EmergencyPanel
    from ui.views.intake_origin import OriginCard
    from ui.views.intake_why import WhyPanel
    from ui.views.online_cases import OnlinePanel
    from ui.widgets.preview import LargePreview

logger = logging.getLogger(__name__)

GUIDANCE, REFUSAL = "guidance", "refusal"
ONLINE = "online"
"""With this the page is asked to show the portal's dossiers; a code may follow after a colon."""
_COUNT_AFTER_MS, _COUNT_AGAIN_MS = 2500, 60_000


class IntakeOverlays(QObject):
    """Makes the panels and carries their results into the form.

    Signals:
        posted: Carries a `Notice`.
        moment_wanted: Another moment is to be given.
        field_wanted: A field of the form wants the focus; carries its editor.
        go_on: A case was taken into the form: the focus goes to what is still empty.
    """

    posted = Signal(object)
    moment_wanted = Signal()
    field_wanted = Signal(QWidget)
    go_on = Signal()

    def __init__(self, page: QWidget, parts: DeskParts, presenter: IntakePresenter) -> None:
        super().__init__(page)
        self._page, self._parts, self._presenter = page, parts, presenter
        self._form: QVBoxLayout | None = None
        self.why: WhyPanel | None = None
        self.large: LargePreview | None = None
        self.advice: AdvicePanel | None = None
        self.online: OnlinePanel | None = None
        self.slips: EmergencyPanel | None = None
        self.origin: OriginCard | None = None
        self.guide = make_action(page, self.tr("Hướng dẫn"), "Ctrl+G", "file")
        self.guide.setToolTip(self.tr("Phiếu hướng dẫn bổ sung (Mẫu 02), chưa tiếp nhận"))
        self.refuse = make_action(page, self.tr("Từ chối"), "Ctrl+Shift+G", "close")
        self.refuse.setToolTip(self.tr("Phiếu từ chối tiếp nhận (Mẫu 03)"))
        self.portal = make_action(page, self.tr("Trực tuyến"), "Alt+W", "send")
        self.portal.setToolTip(self.tr("Hồ sơ từ Cổng chờ trả lời"))
        self.power = make_action(page, self.tr("Giấy tạm"), "Alt+M", "clock")
        self.power.setToolTip(self.tr("Giấy tiếp nhận tạm khi mất điện: in sẵn, nhập lại"))
        self.drop = make_action(page, self.tr("Bỏ mã Cổng"), "Alt+B")
        self.drop.setVisible(False)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._count)
        self.guide.triggered.connect(self._give_guidance)
        self.refuse.triggered.connect(self._refuse)
        self.portal.triggered.connect(self.show_online)
        self.power.triggered.connect(self._show_slips)
        self.drop.triggered.connect(self._drop_origin)
        parts.changes.changed.connect(self._hear)

    def lay_into(self, form: QVBoxLayout) -> None:
        """Take where the card of a dossier's origin comes: under the strip."""
        self._form = form

    def begin_counting(self) -> None:
        """Count the portal's cases that wait, once the window is at rest."""
        if not self._soon.isActive():
            self._soon.start(_COUNT_AFTER_MS)

    def focus(self) -> bool:
        """Give the focus to a panel that is open; return whether there is one."""
        for panel in (self.advice, self.slips, self.online):
            if panel is not None and panel.isVisible():
                panel.sheet.setFocus()
                panel.focusNextPrevChild(True)
                return True
        return False

    def unsaved(self) -> str:
        """Return what a panel would lose, in words; empty for nothing."""
        if self.advice is not None and self.advice.is_dirty:
            return self.tr("Phiếu hướng dẫn hoặc từ chối đang điền chưa in")
        if self.online is not None and self.online.is_dirty:
            return self.tr("Hồ sơ trực tuyến đang ghi chưa lưu")
        return ""

    def editor(self, field: str) -> QWidget | None:
        """Return where a field of the origin is typed, None where it is not shown."""
        from ui.views.intake_origin import editor_of

        return editor_of(self.origin, field)

    def field(self, focus: QWidget | None) -> str:
        """Return the name of the origin's field that has the focus, empty for none."""
        fields = self.origin.fields if self.origin is not None else {}
        return next((name for name, field in fields.items() if field.editor is focus), "")

    def show_form(self) -> None:
        """Show the form's origin anew."""
        value = self._presenter.form.value
        if value.portal_code or value.emergency_number or value.received_at is not None:
            self._origin_card()
        if self.origin is not None:
            self.origin.show_form(self._presenter.form)

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show what follows from how the dossier came."""
        if self.origin is not None:
            self.origin.show_screen(screen, self._presenter.form)
            self.drop.setVisible(not self.origin.isHidden())

    def follow_card(self) -> None:
        """A card was scanned into the form: who is refused or guided right now is named by it, too."""
        if self.advice is not None and self.advice.isVisible():
            self.advice.follow(self._presenter.form.value)

    def explain(self) -> None:
        """Open "Vì sao ngày này?", counted from when the dossier was really received."""
        found, procedure = self._presenter.explain(), self._presenter.procedure
        if found is None or procedure is None:
            return
        if self.why is None:
            from ui.views.intake_why import WhyPanel

            self.why = WhyPanel(
                self._page, print_page=self._presenter.print_explanation, other_moment=self.moment_wanted.emit
            )
        title, promise = found
        a_day = sessions_line(self._parts.state.calendar)
        self.why.explain(title, promise, procedure, self._presenter.received_at, a_day)

    def show_large(self) -> None:
        """Open the slip as large as fits."""
        self._presenter.slip.draw_large(self._open_large)

    def show_online(self, code: object = "") -> None:
        """Open the portal's dossiers, at one of them where its code is given."""
        self._online_panel().begin(code if isinstance(code, str) else "")

    def _open_large(self, pages: list[QImage]) -> None:
        if self.large is None:
            from ui.widgets.preview import LargePreview

            self.large = LargePreview(self._page)
        self.large.show_pages(pages)

    def _give_guidance(self) -> None:
        self._begin_advice(GUIDANCE, self._presenter.form.value)

    def _refuse(self) -> None:
        self._begin_advice(REFUSAL, self._presenter.form.value)

    def _begin_advice(self, kind: str, form: ReceiveDossier, portal_code: str = "") -> None:
        portal_code = portal_code or form.portal_code
        panel = self._advice_panel()
        if not panel.begin(kind, form, portal_code):
            self.posted.emit(
                Notice(
                    key="intake_advice",
                    tone="warn",
                    sentence=self.tr("Chưa chọn thủ tục nên chưa biết thiếu giấy gì"),
                    facts=self.tr("Chọn thủ tục rồi bấm lại. Chưa ghi gì."),
                )
            )
            self.go_on.emit()

    def _answer_case(self, kind: str, code: str) -> None:
        """Ask for papers of a case of the portal, or refuse it; its own list of papers is on the portal."""
        case = self._parts.desk.online.case(code)
        if case is not None:
            form = ReceiveDossier(
                procedure_code=case.procedure_code, channel=Channel.ONLINE, applicant=Person(name=case.name)
            )
            self._begin_advice(kind, form, case.portal_code)

    def _accept_case(self, code: str) -> None:
        """Fill the form from a case; what stood there comes back with Ctrl+Shift+N."""
        case = self._parts.desk.online.case(code)
        if case is None:
            return
        presenter = self._presenter
        if presenter.form.value.portal_code != case.portal_code:
            if not presenter.form.is_empty:
                presenter.clear()
            presenter.choose(case.procedure_code)
            presenter.change(portal_code=case.portal_code, channel=Channel.ONLINE, applicant=Person(name=case.name))
        self.go_on.emit()

    def _begin_slip(self, number: str) -> None:
        """Let a slip be entered: its number stands there, the moment is to be typed."""
        card = self._origin_card()
        if self._presenter.form.value.portal_code:
            self._presenter.form.drop_origin()
        self._presenter.change(emergency_number=number)
        card.ask()
        self._presenter.refresh()
        self.field_wanted.emit(card.fields["received_at"].editor)

    def _drop_origin(self) -> None:
        if self.origin is not None:
            self._presenter.form.drop_origin()
            self._presenter.change()
            self.go_on.emit()

    def _after_advice(self, portal_code: str) -> None:
        """An answered case leaves the form, if it stood there, and the list shows what is left."""
        if portal_code and self._presenter.form.value.portal_code == portal_code:
            self._presenter.clear()
        self._back_to_online()

    def _back_to_online(self) -> None:
        if self.online is not None and self.online.isVisible():
            self.online.back()

    def _show_slips(self) -> None:
        self._slips_panel().begin()

    def _advice_panel(self) -> AdvicePanel:
        if self.advice is None:
            from ui.presenters.advice import AdvicePresenter
            from ui.views.advice_panel import AdvicePanel

            made = AdvicePresenter(self._parts, self._presenter.slip.when_ready, self)
            made.posted.connect(self.posted)
            made.given.connect(self._after_advice)
            self.advice = AdvicePanel(self._page, made)
            self.advice.ended.connect(self._back_to_online)
        return self.advice

    def _online_panel(self) -> OnlinePanel:
        if self.online is None:
            from ui.presenters.online_cases import OnlineCases
            from ui.views.online_cases import OnlinePanel

            self.online = OnlinePanel(self._page, OnlineCases(self._parts, self))
            self.online.accepted.connect(self._accept_case)
            self.online.advice_wanted.connect(self._answer_case)
        return self.online

    def _slips_panel(self) -> EmergencyPanel:
        if self.slips is None:
            from ui.presenters.emergency import EmergencyPresenter
            from ui.views.emergency_panel import EmergencyPanel

            made = EmergencyPresenter(self._parts, self)
            made.posted.connect(self.posted)
            self.slips = EmergencyPanel(self._page, made)
            self.slips.chosen.connect(self._begin_slip)
        return self.slips

    def _origin_card(self) -> OriginCard:
        if self.origin is None:
            from ui.views.intake_origin import OriginCard

            self.origin = OriginCard(self.drop)
            self.origin.typed.connect(self._presenter.type)
            self.origin.left.connect(self._presenter.leave)
            if self._form is not None:
                self._form.insertWidget(1, self.origin)
        return self.origin

    def _hear(self, _what: object) -> None:
        if self.portal.data() is not None:  # counted once: the service is loaded
            self._soon.start(0)

    def _count(self) -> None:
        """Count once the service is loaded, which is done on the worker."""
        self._parts.jobs.start(_load_online, then=self._show_count, otherwise=_uncounted)

    def _show_count(self, _loaded: object = None) -> None:
        """Say on the button how many cases wait."""
        if not isValid(self):
            return
        waiting = len(self._parts.desk.online.waiting())
        self.portal.setData(waiting)
        self.portal.setText(self.tr("Trực tuyến: {}").format(waiting) if waiting else self.tr("Trực tuyến"))
        self._soon.start(_COUNT_AGAIN_MS)


def _load_online() -> None:
    import cchc_desktop.services.online_desk  # noqa: F401


def _uncounted(error: Exception) -> None:
    logger.warning("online cases not counted: %s", type(error).__name__)
