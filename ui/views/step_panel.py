"""One step of a dossier, made from its description: the fields, what will happen, the paper as it will print."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.presenters.step_screen import StepOutlook, StepScreen
from ui.presenters.step_taking import StepTaking
from ui.views.fields_form import scrolled
from ui.views.step_approval import ApprovalStrip
from ui.views.step_fields import StepFields
from ui.widgets.buttons import FILLED, OUTLINED, QUIET, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.labels import AccentLabel, Caption, IconLabel, ScreenTitle, SectionTitle
from ui.widgets.page import COMPACT, MEDIUM
from ui.widgets.preview import paint_page

_OUTLOOK_WIDE, _OUTLOOK_NARROW = 290, 250
_FIELDS_WIDE = 700


class StepPanel(QWidget):
    """Takes the place of the list and the dossier while a step is filled in.

    Signals:
        left: The panel was left; nothing was recorded.
        attach_wanted: A signed document is to be attached now.
        large_wanted: The paper is wanted large.
    """

    left = Signal()
    attach_wanted = Signal()
    large_wanted = Signal()

    def __init__(self, taking: StepTaking) -> None:
        super().__init__()
        self._taking = taking
        self._screen: StepScreen | None = None
        self._outlook: StepOutlook | None = None
        self._layout_class = ""
        self._told_dirty = False
        self.fields: StepFields | None = None
        self.go = make_action(self, "", "Ctrl+Return", "check")
        self.approve = make_action(self, self.tr("Duyệt tại bàn"), "Ctrl+Shift+Return", "pen")
        self.cancel = make_action(self, self.tr("Thôi"), "Esc")
        self.cancel.setShortcut("")  # Esc belongs to the screen, which asks this panel first
        self._title, self._line = ScreenTitle(), AccentLabel(size=13, tone="ink2", wrap=True)
        self._subject = AccentLabel(size=13, tone="ink2", wrap=True)
        self._sentence = IconLabel("warning", size=13, weight=600, tone="bad", wrap=True)
        self._missing = Caption(wrap=True)
        self._happenings = QVBoxLayout()
        self.sheet = PaperSheet()
        self.strip = ApprovalStrip()
        self._lay_out()
        self.go.triggered.connect(self._go)
        self.approve.triggered.connect(self._ask_approver)
        self.cancel.triggered.connect(self.leave)
        self.sheet.enlarged.connect(self.large_wanted)
        self.strip.given.connect(taking.approve_here)
        taking.begun.connect(self._begin)
        taking.judged.connect(self._show)
        taking.drawn.connect(self.sheet.show_pages)
        taking.pictures.failed.connect(self.sheet.show_sentence)
        taking.fault_wanted.connect(self._go_to_fault)
        taking.refused.connect(self._say)
        taking.pin_refused.connect(self._refuse_pin)
        taking.options_changed.connect(self._offer)

    def set_layout_class(self, layout_class: str) -> None:
        """Put the parts under one another where the window is small; the paper is then seen on its key."""
        self._layout_class = layout_class
        is_compact = layout_class == COMPACT
        down, on = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._body.setDirection(down if is_compact else on)
        wide = theme.current().px(_OUTLOOK_NARROW if layout_class == MEDIUM else _OUTLOOK_WIDE)
        self._outlook_card.setMaximumWidth(16_777_215 if is_compact else wide)
        self._outlook_card.setMinimumWidth(0 if is_compact else wide)
        self._outlook_card.setMaximumHeight(theme.current().px(150) if is_compact else 16_777_215)
        self._show_sheet()

    def leave(self) -> None:
        """Leave the panel; what was filled in is given up only at the second time of asking."""
        if self.strip.is_open():
            self._close_strip()
            return
        if self._taking.is_dirty and not self._told_dirty:
            self._told_dirty = True
            self._tell(self.tr("Đã điền nhưng chưa ghi. Esc lần nữa để bỏ, Ctrl+Enter để ghi."), "warn")
            return
        self._taking.end()
        self.left.emit()

    def focus(self) -> None:
        """Put the focus where it was, else into the first field."""
        if self.strip.is_open():
            self.strip.focus()
        elif self.fields is not None and self.fields.first():
            self.fields.focus_on()
        else:
            self._go_button.setFocus()

    def key_lines(self) -> list[tuple[str, str]]:
        """Return the keys of the panel with their words."""
        actions = [action for action in self.actions() if action.isVisible() and action.isEnabled()]
        return [(str(action.property("keys")), action.text()) for action in actions]

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(1)
        for part in (self._title, self._subject, self._line):
            head.addWidget(part)
        self._form_card = Card(margin=16)
        self._form_card.column.addLayout(head)
        self._scroll = QScrollArea()
        self._form_card.column.addWidget(self._scroll, 1)
        self._outlook_card = Card("sunken")
        self._outlook_card.column.addWidget(SectionTitle(self.tr("Khi ghi")))
        inner = QWidget()
        inner.setProperty("ground", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self._happenings.setSpacing(8)
        column.addLayout(self._happenings)
        column.addStretch(1)
        self._outlook_card.column.addWidget(scrolled(inner), 1)
        self._sheet_card = Card("sunken")
        title = QHBoxLayout()
        title.addWidget(SectionTitle(self.tr("Giấy sẽ in")))
        title.addStretch(1)
        enlarge = make_action(self, self.tr("Xem lớn"), "Alt+X")
        enlarge.setShortcut("")  # the screen's own key, which shows this paper while the panel is open
        enlarge.triggered.connect(self.large_wanted)
        title.addWidget(KeyButton(enlarge, QUIET))
        self._sheet_card.column.addLayout(title)
        self._sheet_card.column.addWidget(self.sheet, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(12)
        self._body.addWidget(self._form_card, 5)
        self._body.addWidget(self._sheet_card, 4)
        self._body.addWidget(self._outlook_card, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addLayout(self._body, 1)
        outer.addWidget(self.strip)
        outer.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(self._sentence)
        said.addWidget(self._missing)
        foot.addLayout(said, 1)
        self._go_button = KeyButton(self.go, FILLED)
        foot.addWidget(KeyButton(self.cancel, QUIET))
        foot.addWidget(KeyButton(self.approve, OUTLINED))
        foot.addWidget(self._go_button)
        return foot

    def _begin(self, screen: StepScreen) -> None:
        self._screen, self._outlook = screen, None
        self._told_dirty = False
        self._title.setText(screen.title)
        self._subject.setText(screen.subject)
        self._line.setText(screen.line)
        self._tell("")
        self._close_strip()
        self.sheet.show_pages([])
        self._show_sheet()
        fields = StepFields(screen.fields, self._taking.procedures)
        fields.setProperty("ground", "page")
        fields.setMaximumWidth(theme.current().px(_FIELDS_WIDE))
        fields.put(screen.restored)
        fields.changed.connect(self._change)
        fields.attach_wanted.connect(self.attach_wanted)
        old = self._scroll
        self._scroll = scrolled(fields)
        self._form_card.column.replaceWidget(old, self._scroll)
        old.hide()
        old.deleteLater()
        self.fields = fields
        self.setAccessibleName(f"{screen.title}. {screen.subject}")

    def _show(self, outlook: StepOutlook) -> None:
        self._outlook = outlook
        if self.fields is not None:
            self.fields.show_state(outlook.shown, outlook.faults)
        if outlook.general:
            self._tell(". ".join(outlook.general) + ".")
        elif not self._told_dirty:
            self._tell("")
        self._missing.setText(self.tr("Còn cần: {}").format(outlook.missing) if outlook.missing else "")
        self._missing.setVisible(bool(outlook.missing))
        has_strip = self.strip.is_open()
        self.go.setText(self.tr("Duyệt và ghi") if has_strip and not self._is_alone() else outlook.go_label)
        self.approve.setVisible(outlook.needs_approval and not has_strip and not self._is_alone())
        _clear(self._happenings)
        lines = outlook.happenings
        for line in lines:
            self._happenings.addWidget(IconLabel(line.icon, line.words, size=13, tone=line.tone, wrap=True))
        if not outlook.is_complete:
            waiting = self.tr("Điền đủ các ô bắt buộc thì ở đây có thời hạn mới, cách tính và giấy sẽ in.")
            self._happenings.addWidget(AccentLabel(waiting, size=13, tone="ink3", wrap=True))
        self.sheet.show_sentence(
            self.tr("Giấy hiện ở đây khi các ô bắt buộc đã đủ.")
            if not outlook.is_complete
            else self.tr("Đang vẽ giấy…")
        )

    def _change(self, name: str, given: object) -> None:
        self._told_dirty = False
        self._taking.change(name, given)

    def _offer(self, name: str, options: object) -> None:
        if self.fields is not None and isinstance(options, tuple):
            self.fields.show_options(name, options)

    def _go(self) -> None:
        if self._screen is None:
            return
        self._told_dirty = False
        needs = self._outlook is not None and self._outlook.needs_approval
        if self.strip.is_open():
            self.strip.give()
        elif needs and self._is_alone() and self._screen.needs_pin:
            self._ask_approver()
        elif needs and self._is_alone():
            self._taking.approve_alone()
        else:
            self._taking.record()

    def _ask_approver(self) -> None:
        """Ask whose PIN; only what is complete is put before anybody."""
        if self._screen is None or not self._taking.is_ready():
            return
        if not self._screen.approvers and not self._is_alone():
            self._tell(
                self.tr("Chưa có lãnh đạo nào được duyệt tại bàn này. F10 để thêm, hoặc Ctrl+Enter trình duyệt.")
            )
            return
        self.strip.begin(self._taking.alone() if self._is_alone() else self._screen.approvers)
        self._taking.judge()
        self.strip.focus()

    def _close_strip(self) -> None:
        was_open = self.strip.is_open()
        self.strip.end()
        if was_open:
            self._taking.judge()
            self.focus()

    def _go_to_fault(self, field: str) -> None:
        self.strip.end()
        if self.fields is not None and field:
            self.fields.focus_on(field)

    def _refuse_pin(self, sentence: str) -> None:
        if self.strip.is_open():
            self.strip.show_fault(sentence)
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        if self._taking.code:
            self._tell(sentence)

    def _tell(self, sentence: str, tone: str = "bad") -> None:
        self._sentence.setText(sentence)
        self._sentence.set_tone(tone)
        self._sentence.setVisible(bool(sentence))

    def _is_alone(self) -> bool:
        return self._screen is not None and self._screen.is_alone

    def _show_sheet(self) -> None:
        has_paper = self._screen is not None and self._screen.has_paper
        self._sheet_card.setVisible(has_paper and self._layout_class != COMPACT)


class PaperSheet(QWidget):
    """The first page as large as fits; a line says how many there are.

    Signals:
        enlarged: The clerk clicked the page.
    """

    enlarged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[QImage, ...] = ()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Giấy sẽ in"))

    @property
    def pages(self) -> tuple[QImage, ...]:
        """The pages that are shown."""
        return self._pages

    def show_pages(self, pages: list[QImage]) -> None:
        """Show other pages; none shows the sentence instead."""
        self._pages = tuple(pages)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pages else Qt.CursorShape.ArrowCursor)
        self.update()

    def show_sentence(self, words: str) -> None:
        """Say why there is no page yet."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(360, 420)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(160, 120)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._pages:
            self.enlarged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look, painter = theme.current(), QPainter(self)
        painter.setPen(look.color("ink3"))
        if not self._pages:
            painter.setFont(look.font(13))
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            painter.drawText(self.rect(), flags, self._words)
            return
        foot = look.px(20) if len(self._pages) > 1 else 0
        paint_page(painter, self._pages[0], self.rect().adjusted(0, 0, 0, -foot), centred=True)
        if foot:
            painter.setFont(look.font(12))
            painter.setPen(look.color("ink3"))
            line = QRect(0, self.height() - foot, self.width(), foot)
            said = self.tr("Trang 1 / {}, Alt+X xem hết").format(len(self._pages))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, said)


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
