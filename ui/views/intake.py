"""Tiếp nhận: scan, choose, tick, one key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui import error_texts, theme
from ui.desk_parts import DeskParts
from ui.presenters.intake import IntakePresenter
from ui.presenters.intake_notices import DOSSIERS
from ui.presenters.intake_words import IntakeScreen
from ui.views.fields_form import scrolled
from ui.views.intake_front import SIDE
from ui.views.intake_overlays import ONLINE, IntakeOverlays
from ui.views.intake_papers import PapersCard
from ui.views.intake_people import PeopleCard
from ui.views.intake_procedure import ProcedureCard
from ui.views.intake_same_day import IntakeDayPart
from ui.views.intake_side import CompactLine, DueCard, FeeCard, SlipCard
from ui.views.intake_strip import PersonStrip
from ui.views.intake_walk import IntakeWalk, Sight
from ui.widgets.buttons import QUIET, KeyButton, make_action
from ui.widgets.cards import FootBar
from ui.widgets.labels import ElidedLabel, IconLabel
from ui.widgets.masked import MaskedNumber
from ui.widgets.page import COMPACT, Page, text_class_of
from ui.widgets.papers import PaperRow

_LEAST_ROW = 760
"""Below this width, times the size of text, long rows of fields stand in two lines."""
_LEAST_FOOT = 940
"""Below this the foot has no room for every word."""


class IntakePage(Page):
    """The screen Tiếp nhận."""

    def __init__(self, parts: DeskParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Tiếp nhận hồ sơ")
        self._parts = parts
        self._presenter = IntakePresenter(parts, self)
        self._has_begun = False
        self._given_class = ""
        self._fitted = ("", 0.0)
        self._last_code = ""
        self._favourites: list[str] = []
        self._make_actions()
        self.overlays = IntakeOverlays(self, parts, self._presenter)
        self.day = IntakeDayPart(self, self._presenter, self._save)
        self.strip = PersonStrip(self._earlier, self.overlays.portal, self.overlays.power)
        self.procedure = ProcedureCard(self)
        self.people = PeopleCard()
        self.papers = PapersCard()
        self.due = DueCard(self._explain, self._other)
        self.fee = FeeCard(self._to_fee)
        self.slip = SlipCard(self._large)
        self.compact = CompactLine(self._explain, self._large)
        self._walk = IntakeWalk(self.procedure, self.people, self.papers, self.due, self.fee)
        self._lay_out()
        self._connect()
        self._connect_actions()

    @property
    def presenter(self) -> IntakePresenter:
        """What the screen does."""
        return self._presenter

    def entered(self, what: object = None) -> None:
        """Put the cursor where the next visitor begins; the first time a kept draft comes back."""
        if not self._has_begun:
            self._has_begun = True
            self._presenter.strip.say_nothing()
            self._presenter.begin()
        self._make_favourites()
        self._presenter.notices.look_at_settings()
        self._presenter.refresh()
        self.overlays.begin_counting()
        if isinstance(what, str) and what.partition(":")[0] == ONLINE:
            self.overlays.show_online(what.partition(":")[2])
        elif not self.overlays.focus():
            self.procedure.search.setFocus()
            if isinstance(what, str):
                self.procedure.go_on_typing(what)

    def unsaved(self) -> str:
        return self.overlays.unsaved()

    def is_flush(self) -> bool:
        return not self.day.banner.isHidden()

    def set_layout_class(self, layout_class: str) -> None:
        """Take the window's class; larger text may leave room for a narrower one only."""
        self._given_class = layout_class
        self._fit()

    def _fit(self) -> None:
        if not self._given_class:
            return
        factor = theme.current().factor
        is_tight = self.width() < _LEAST_ROW * factor
        self.people.set_tight(is_tight)
        self.strip.set_tight(is_tight)
        for button in self._ways:
            button.set_wordless(self.width() < (_LEAST_FOOT + self.day.wider_by) * factor)
        self.compact.set_tight(is_tight)
        layout_class = text_class_of(self._given_class, self.window().width())
        if (layout_class, factor) == self._fitted:
            return
        self._fitted = (layout_class, factor)
        narrow = layout_class == COMPACT
        home = self._form if narrow else self._side_column
        for place, card in enumerate((self.due, self.fee)):
            home.insertWidget(home.count() - 1 if narrow else place, card)
            card.show()
        self._side.setVisible(not narrow)
        self._side.setFixedWidth(theme.current().px(SIDE.get(layout_class, 404) or 404))
        self.compact.setVisible(narrow)
        self._save_same_button.setVisible(not narrow)
        self.people.set_narrow(narrow)
        self._walk.order_tabs(self._save_button, self._save_same_button)

    def help_text(self) -> str:
        return self.tr(
            "Nhận hồ sơ của một người: quét thẻ, chọn thủ tục, đánh dấu giấy tờ, Ctrl+Enter lưu và in giấy hẹn.\n"
            "Quét thẻ được bất cứ lúc nào, con trỏ ở ô nào cũng được. Thiếu gì, màn hình chỉ đúng ô cần sửa.\n"
            "Bản nháp tự giữ trên đĩa: mất điện thì mở lại làm tiếp."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [
            ("Alt+1–9", self.tr("Thủ tục hay dùng")),
            ("↓ Enter", self.tr("Chọn trong danh sách tìm thấy")),
            ("Space 1–4 + −", self.tr("Giấy tờ: đánh dấu, loại, số lượng")),
        ]

    def key_lines(self) -> list[tuple[str, str]]:
        inner = [action for card in (self.people, self.papers) for action in card.actions()]
        lines = [(str(one.property("keys")), one.text()) for one in inner if one.property("keys")]
        return super().key_lines() + lines

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for little: the left side scrolls, the foot stays."""
        return QSize(640, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        self.procedure.results.hide()
        if not event.spontaneous():
            self._presenter.look_away()
        super().hideEvent(event)

    def _make_actions(self) -> None:
        self._save = make_action(self, self.tr("Lưu và in"), "Ctrl+Return", "printer")
        self._save_same = make_action(self, self.tr("Lưu, thêm hồ sơ cùng người"), "Ctrl+Shift+Return")
        self._clear = make_action(self, self.tr("Xóa làm lại"), "Ctrl+N")
        self._back = make_action(self, self.tr("Lấy lại biểu mẫu vừa xóa"), "Ctrl+Shift+N")
        self._earlier = make_action(self, self.tr("Lấy lại thông tin"), "Alt+D")
        self._earlier.setVisible(False)
        self._explain = make_action(self, self.tr("Vì sao ngày này?"), "Alt+V")
        self._other = make_action(self, self.tr("Đổi giờ hẹn"), "Alt+R")
        self._large = make_action(self, self.tr("Xem lớn"), "Alt+X")
        self._to_fee = make_action(self, self.tr("Lệ phí"), "Alt+P")
        self._next = make_action(self, self.tr("Chỗ cần sửa tiếp theo"), "Alt+Down")
        self._again = make_action(self, self.tr("In lại giấy hẹn vừa nhận"), "Ctrl+P")
        self._again.setEnabled(False)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "page")
        self._form = QVBoxLayout(inner)
        self._form.setContentsMargins(0, 0, 6, 0)
        self._form.setSpacing(8)
        for part in (self.strip, self.procedure, self.people, self.papers):
            self._form.addWidget(part)
        self._form.addStretch(1)
        self._scroll = scrolled(inner)
        self.overlays.lay_into(self._form)
        self._sight = Sight(self._scroll, self.papers)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(8)
        for card in (self.due, self.fee):
            self._side_column.addWidget(card)
        self._side_column.addWidget(self.slip, 1)
        body = QHBoxLayout()
        body.setContentsMargins(16, 10, 16, 10)
        body.setSpacing(8)
        body.addWidget(self._scroll, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.day.banner)
        column.addLayout(body, 1)
        column.addWidget(self.compact)
        column.addWidget(self._foot_bar())
        self.compact.hide()

    def _foot_bar(self) -> FootBar:
        foot = FootBar()
        self._draft = ElidedLabel(size=12, tone="ink3")  # of all that stands in the foot, this may give way
        self._to_mend = IconLabel("warning", size=13, tone="bad")
        self._to_mend.hide()
        foot.add_left(self._draft)
        foot.add_left(self._to_mend)
        foot.add_left(KeyButton(self._clear, QUIET))
        self._ways = [KeyButton(action, QUIET) for action in (self.overlays.guide, self.overlays.refuse)]
        for button in self._ways:
            foot.add_left(button)
        self._save_same_button, self._save_button = foot.add_decisions([self._save_same, self._save])
        return foot

    def _connect(self) -> None:
        presenter = self._presenter
        self.procedure.typed.connect(presenter.search)
        self.procedure.chosen.connect(presenter.choose)
        self.procedure.case_chosen.connect(presenter.choose_case)
        self.procedure.done.connect(self._go_on)
        for card in (self.people, self.due, self.fee):
            card.typed.connect(presenter.type)
            card.left.connect(presenter.leave)
        self.people.sex_chosen.connect(presenter.choose_sex)
        self.people.changed.connect(self._change)
        self.people.on_behalf.connect(self._file_on_behalf)
        self.papers.ticked.connect(presenter.set_papers)
        self.papers.added.connect(presenter.add_paper)
        self.papers.other_typed.connect(presenter.type_paper)
        self.papers.wanted.connect(self._focus)
        self.papers.list.name_cut.connect(self._sight.follow)
        self.people.wanted.connect(self._focus)
        self.fee.chosen.connect(presenter.choose_fee)
        presenter.filled.connect(self._show_form)
        presenter.judged.connect(self._show_screen)
        presenter.papers_listed.connect(self._show_papers)
        presenter.found.connect(self.procedure.show_found)
        presenter.draft.told.connect(self._draft.setText)
        presenter.fault_wanted.connect(self._go_to)
        presenter.saved.connect(self._after_saving)
        presenter.slip.drawn.connect(self.slip.show_pages)
        presenter.strip.said.connect(self.strip.show_words)
        presenter.strip.earlier.connect(self._show_earlier)
        presenter.notices.posted.connect(self.notice_wanted)
        presenter.notices.withdrawn.connect(self.notice_withdrawn)
        presenter.notices.page_wanted.connect(self.page_wanted)
        self.overlays.posted.connect(self.notice_wanted)
        self.overlays.moment_wanted.connect(self._give_moment)
        self.overlays.field_wanted.connect(self._focus)
        self.overlays.go_on.connect(self._go_on)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(presenter.keep_draft)
        if self._parts.scanner is not None:
            self._parts.scanner.card_scanned.connect(self._take_card)

    def _connect_actions(self) -> None:
        presenter = self._presenter
        self._save.triggered.connect(self._save_form)
        self._save_same.triggered.connect(partial(self._save_form, same_person=True))
        self._clear.triggered.connect(self._clear_form)
        self._back.triggered.connect(presenter.take_back)
        self._earlier.triggered.connect(presenter.take_earlier)
        self._explain.triggered.connect(self.overlays.explain)
        self._other.triggered.connect(self._give_moment)
        self._large.triggered.connect(self.overlays.show_large)
        self._to_fee.triggered.connect(self._go_to_fee)
        self._next.triggered.connect(self._go_to_next_fault)
        self._again.triggered.connect(self._print_again)
        self.slip.preview.enlarged.connect(self.overlays.show_large)

    def _make_favourites(self) -> None:
        found = self._presenter.favourites()
        codes = [one.code for one in found]
        if codes != self._favourites:
            self._favourites = codes
            self.procedure.make_favourites(found)

    def _show_form(self) -> None:
        form = self._presenter.form
        self.people.show_form(form)
        self.due.show_form(form)
        self.fee.show_form(form)
        self.papers.show_other(form.other_paper)
        self.overlays.show_form()

    def _show_screen(self, screen: IntakeScreen) -> None:
        self.procedure.show_screen(screen)
        self.people.show_screen(screen)
        self.papers.show_screen(screen)
        self.due.show_screen(screen)
        self.fee.show_screen(screen, self._presenter.form)
        self.compact.show_screen(screen)
        self.overlays.show_screen(screen)
        self.day.follow(screen, self.due, self.slip)
        self._fit()
        self._explain.setEnabled(screen.can_explain)
        self._other.setEnabled(bool(screen.procedure))
        names = dict.fromkeys(self.people.label(field) or error_texts.field(field) for field in screen.to_mend)
        self._to_mend.setText(self.tr("Cần sửa: {}. Alt+↓").format(", ".join(names)) if names else "")
        self._to_mend.setVisible(bool(screen.to_mend))
        self._draft.setVisible(not screen.to_mend)
        for button in self._ways:  # the names of what is to be mended need the room; the keys work all the same
            button.setVisible(not screen.to_mend)

    def _show_papers(self, rows: tuple[PaperRow, ...]) -> None:
        self.papers.show_rows(rows, self._presenter.offered_papers())

    def _show_earlier(self, words: str) -> None:
        self.strip.show_earlier(words)
        self._earlier.setVisible(bool(words))

    def _change(self, changes: dict[str, object]) -> None:
        self._presenter.change(**changes)

    def _file_on_behalf(self, is_on: bool) -> None:
        """The one who stands here files for another: the next card scanned is theirs."""
        self._presenter.file_on_behalf(is_on)
        if is_on:
            self._focus(self.people.fields["submitter.name"].editor)

    def _take_card(self, payload: str) -> None:
        """A card may be scanned on any screen: it belongs to an intake."""
        whose = self.people.whose(QApplication.focusWidget())
        if not self.isVisible():
            self.page_wanted.emit("intake", None)
        self._presenter.take_card(payload, whose)
        self.overlays.follow_card()
        self._scroll.ensureWidgetVisible(self.strip)

    def _go_on(self) -> None:
        """After a procedure was chosen: its case, then what is still empty, then the papers; without one the search."""
        if self._presenter.procedure is None:
            self._focus(self.procedure.search)
            return
        if self.procedure.cases.isVisible() and self.procedure.cases.index < 0:
            self._focus(self.procedure.cases)
            return
        self._focus(self.people.first_empty() or self.papers.list)

    def _go_to(self, field: str) -> None:
        """Put the focus into a field by its name and let it be seen."""
        editor = self._walk.editor(field) or self.overlays.editor(field)
        if isinstance(editor, MaskedNumber):
            editor.reveal()
        if editor is not None:
            self._focus(editor)

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._sight.follow()

    def _go_to_fee(self) -> None:
        self._focus(self.fee.amount)
        self.fee.amount.selectAll()

    def _go_to_next_fault(self) -> None:
        focus = QApplication.focusWidget()
        self._presenter.next_fault(self._walk.field(focus) or self.overlays.field(focus))

    def _save_form(self, _checked: bool = False, *, same_person: bool = False) -> None:
        """Save, unless a procedure is just being chosen: then the highlighted one is taken, to be seen first."""
        if self.procedure.take_highlighted():
            return
        self.papers.take_typed()
        self._presenter.receive(same_person=same_person)

    def _after_saving(self, code: str) -> None:
        self._last_code = code
        self._again.setEnabled(True)
        self.procedure.clear()
        self.papers.clear()
        self._scroll.verticalScrollBar().setValue(0)
        self.procedure.search.setFocus()

    def _clear_form(self) -> None:
        self.papers.clear()
        self._presenter.clear()
        self.procedure.clear()
        self._focus(self.procedure.search)

    def _print_again(self) -> None:
        self.page_wanted.emit(DOSSIERS, self._last_code)

    def _give_moment(self) -> None:
        self.due.ask_moment()
        self._scroll.ensureWidgetVisible(self.due)
