"""Thiết lập: what the ward, the desk and this screen decide; the catalogue and the law to look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.printing import Printer
from cchc_desktop.services.workplace import TEXT_SIZES, ScreenLook
from cchc_desktop.settings import Settings
from ui.presenters import setting_fields as fields
from ui.presenters import setting_fields_day as day_fields
from ui.presenters.setting_fields import FieldSpec
from ui.presenters.setting_fields_names import name_fields
from ui.presenters.setting_texts import to_text
from ui.presenters.settings import EXPLANATION, FAVOURITES, MOST_FAVOURITES, NAMED, SLIP, SettingsPresenter
from ui.views.carrier_part import CarrierPart
from ui.views.fields_form import FieldsForm, scrolled
from ui.views.lists import RowList
from ui.views.people_part import PeoplePart
from ui.views.printer_panel import PrinterPanel
from ui.views.setting_section import section
from ui.views.settings_reading import AboutCard, CatalogueCard
from ui.views.year_pack_panel import YEAR_PACK, YearPackPart
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card, FootBar
from ui.widgets.choice import SegmentedChoice
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField
from ui.widgets.labels import IconLabel
from ui.widgets.notices import Notice
from ui.widgets.page import COMPACT, Page

if TYPE_CHECKING:
    from ui.views.wording_editor import WordingEditor

_THEMES = ("light", "dark", "contrast")
(
    _UNIT, _DESK, _PEOPLE, _SLIP, _TIME, _HANDLING, _SAME_DAY, _REPORTS, _PRINTERS, _SENDING, _SCREEN, _CATALOGUE,
    _ABOUT,
) = range(13)  # fmt: skip
"""The sections, in the order of their list."""
_NOTICE, _TEST = "settings_refused", "settings_test"
_NAMES_WINDOW = ("language", "unit_name", "desk_name")
"""Settings that the window's own words are made of."""


class SettingsPage(Page):
    """The screen Thiết lập.

    Signals:
        look_wanted: The clerk chose another theme or text size; carries a `ScreenLook`.
        remake_wanted: The window's own words changed.
    """

    look_wanted = Signal(object)
    remake_wanted = Signal()

    def __init__(self, presenter: SettingsPresenter, look: ScreenLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Thiết lập")
        self._presenter = presenter
        self._look = look
        self._shown: Settings | None = None
        self._forms: list[FieldsForm] = []
        self._has_asked = False
        self.save = make_action(self, self.tr("Lưu"), "Ctrl+Return", "check")
        self._test = make_action(self, self.tr("In trang thử"), "Ctrl+P", "printer")
        self._look_again = make_action(self, self.tr("Tìm lại máy in"), "Alt+L", "search")
        self._favour = make_action(self, self.tr("Đưa vào thủ tục hay dùng"), "Alt+H", "plus")
        self._open_wording = make_action(self, self.tr("Câu chữ trên giấy"), "Alt+W", "pen")
        self._wording: WordingEditor | None = None
        self.sections = RowList(self.tr("Nhóm thiết lập"))
        self.stack = QStackedWidget()
        self.slip_printer = PrinterPanel(self.tr("Giấy hẹn"), actions=(self._test, self._look_again))
        self.explanation_printer = PrinterPanel(
            self.tr("Tờ giải thích ngày hẹn"), needs_both_sides=False, has_offsets=False
        )
        self.year_packs = YearPackPart(presenter.year_packs(), self)
        self.catalogue = CatalogueCard(presenter, self._favour, self.year_packs)
        self._about = AboutCard(presenter)
        self.people = PeoplePart(presenter.people(), self)
        self.sending = CarrierPart(presenter.carrier(), self)
        self._rights = IconLabel("lock", size=13, tone="warn", wrap=True)
        self._state = IconLabel("check", size=13, tone="ink2")
        self._make_screen_choices()
        self._make_sections()
        self._lay_out()
        self._connect()
        self._show_section(_UNIT)

    def entered(self, what: object = None) -> None:
        """Show what is in force, unless something typed waits to be saved; ``what`` may name what to go to."""
        if self._shown is None or not self.changes():
            self.show_settings()
        if not self._has_asked:
            self._has_asked = True
            self._ask_printers()
        self.sections.setFocus()
        if what == YEAR_PACK:
            self._go_to_section_of(self.catalogue)
            self.year_packs.open.trigger()
        elif isinstance(what, str):
            self._go_to(what)

    def help_text(self) -> str:
        return self.tr(
            "Nhóm ở bên trái: mũi tên để chọn, Tab sang ô đầu của nhóm.\n"
            "Ctrl+Enter lưu mọi nhóm cùng lúc; mỗi lần lưu là một việc trong sổ, giấy đã in không đổi theo.\n"
            "Máy in, màu và cỡ chữ là của riêng máy này."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", self.tr("Chọn nhóm")), ("Tab", self.tr("Sang các ô của nhóm"))]

    def set_layout_class(self, layout_class: str) -> None:
        self._side.setFixedWidth(170 if layout_class == COMPACT else 230)

    def form(self, name: str) -> FieldsForm:
        """Return the form that holds the field ``name``."""
        return next(form for form in (*self._forms, self.sending.form) if name in form.names())

    def show_settings(self) -> None:
        """Show what is in force."""
        self._shown = self._presenter.settings
        record = {name: getattr(self._shown, name) for form in self._forms for name in form.names()}
        for form in self._forms:
            form.show_values(record)
        for name in NAMED:
            self._name_codes(name)
        self.slip_printer.show_choice(*self._presenter.choice(SLIP))
        self.explanation_printer.show_choice(*self._presenter.choice(EXPLANATION))
        self._say_rights()
        self._say_state()

    def changes(self) -> list[str]:
        """Return the names of the fields that differ from what is in force."""
        if self._shown is None:
            return []
        typed = {name: text for form in self._forms for name, text in form.texts().items()}
        return [name for name, text in typed.items() if text != self._text_of(name)]

    def unsaved(self) -> str:
        count = len(self.changes())
        if count:
            return self.tr("Thiết lập còn {} thay đổi chưa lưu").format(count)
        wording = self._wording.unsaved() if self._wording is not None else ""
        return self.people.unsaved() or self.sending.unsaved() or wording

    def _text_of(self, name: str) -> str:
        spec = next(spec for spec in self._specs if spec.name == name)
        return to_text(spec.kind, getattr(self._shown, name))

    def _make_screen_choices(self) -> None:
        themes = (self.tr("Sáng"), self.tr("Tối"), self.tr("Tương phản cao"))
        self.themes = SegmentedChoice(self.tr("Màu"), themes)
        self.themes.set_index(_THEMES.index(self._look.theme) if self._look.theme in _THEMES else 0)
        self.text_sizes = SegmentedChoice(self.tr("Cỡ chữ"), [f"{size} %" for size in TEXT_SIZES])
        self.text_sizes.set_index(
            TEXT_SIZES.index(self._look.text_percent) if self._look.text_percent in TEXT_SIZES else 0
        )

    def _make_sections(self) -> None:
        words = (
            self.tr("Đơn vị"), self.tr("Bàn"), self.tr("Cán bộ"), self.tr("Giấy hẹn"), self.tr("Thời gian"),
            self.tr("Giải quyết hồ sơ"), self.tr("Không giấy hẹn"), self.tr("Báo cáo"), self.tr("Máy in"),
            self.tr("Gửi thành phố"), self.tr("Màn hình"), self.tr("Danh mục thủ tục"), self.tr("Giới thiệu"),
        )  # fmt: skip
        screen = [LabelledField(self.tr("Màu"), self.themes), LabelledField(self.tr("Cỡ chữ"), self.text_sizes)]
        self._specs: list[FieldSpec] = []
        parts: list[list[QWidget]] = [
            [self._make_form((*fields.unit_fields(), *fields.unit_history_fields(), *name_fields()))],
            [self._make_form((*fields.desk_fields(), *fields.lock_fields()))],
            [self.people.part],
            [
                self._make_form(
                    (
                        *fields.slip_fields(),
                        *fields.paper_fields(),
                        *fields.listing_fields(),
                        *fields.form_fields(),
                    )
                )
            ],
            [self._make_form((*fields.time_fields(), *fields.limit_fields()))],
            [self._make_form(fields.handling_fields())],
            [self._make_form(day_fields.same_day_fields())],
            [self._make_form(day_fields.report_fields())],
            [self.slip_printer, self.explanation_printer],
            [self.sending],
            [self._make_form(fields.screen_fields()), *screen],
        ]
        for title, widgets in zip(words, parts, strict=False):
            self.stack.addWidget(scrolled(section(title, widgets)))
        self.stack.addWidget(self.catalogue)
        self.stack.addWidget(self._about)
        self.sections.show_rows([ListRow(key=place, head=title) for place, title in enumerate(words)])

    def _make_form(self, specs: Sequence[FieldSpec]) -> FieldsForm:
        form = FieldsForm(specs, self._today)
        self._forms.append(form)
        self._specs.extend(specs)
        form.edited.connect(self._hear_edited)
        return form

    def _today(self) -> Any:
        return self._presenter.today

    def _lay_out(self) -> None:
        self._side = Card(margin=6)
        self._side.column.addWidget(self.sections)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._side)
        shown = QVBoxLayout()
        shown.setSpacing(8)
        shown.addWidget(self._rights)
        shown.addWidget(self.stack, 1)
        row.addLayout(shown, 1)
        foot = FootBar()
        foot.add_left(self._state)
        foot.add_decisions([self._open_wording, self.save])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.sections.current.connect(self._show_section)
        self.sections.opened.connect(lambda _place: self.focusNextChild())
        self.save.triggered.connect(self._save)
        self._test.triggered.connect(self._print_test)
        self._look_again.triggered.connect(self._ask_printers)
        self._favour.triggered.connect(self._add_favourite)
        self._open_wording.triggered.connect(self._show_wording)
        self.sending.form.edited.connect(self._say_state)
        self.sending.settled.connect(self._say_state)
        self.people.renamed.connect(self.remake_wanted)
        for part in (self.people, self.sending, self.year_packs):
            part.notice_wanted.connect(self.notice_wanted)
        self.year_packs.accepted.connect(self.show_settings)
        self.year_packs.accepted.connect(self.catalogue.show_found)
        self.themes.chosen.connect(self._wear)
        self.text_sizes.chosen.connect(self._wear)
        for paper, panel in ((SLIP, self.slip_printer), (EXPLANATION, self.explanation_printer)):
            panel.edited.connect(partial(self._keep_printer, paper, panel))
        self._presenter.saved.connect(self._show_saved)
        self._presenter.refused.connect(self._show_refused)
        self._presenter.printers_found.connect(self._show_printers)
        self._presenter.said.connect(self._say)

    def _show_section(self, place: object) -> None:
        """Show a section; its own keys work only while it is seen."""
        if isinstance(place, int):
            self.stack.setCurrentIndex(place)
            self.people.set_seen(place == _PEOPLE)
            self.sending.set_seen(place == _SENDING)
            self._test.setEnabled(place == _PRINTERS)
            self._look_again.setEnabled(place == _PRINTERS)
            self._favour.setEnabled(place == _CATALOGUE)
            self.year_packs.open.setEnabled(place == _CATALOGUE)

    def _show_wording(self) -> None:
        """Open the editor of the papers' wording over the page."""
        from ui.views.wording_editor import WordingEditor

        if self._wording is None:
            self._wording = WordingEditor(self._presenter.wording(), self)
        self._wording.open()

    def _hear_edited(self) -> None:
        self._say_state()
        if self._shown is None:
            return
        typed: dict[str, Any] = {}
        for form in self._forms:
            typed |= form.readable()
        warnings, faults = self._presenter.warnings(typed), self._presenter.faults(typed)
        for form in self._forms:
            form.show_warnings(warnings)
            form.judge_again(faults)
        for name in NAMED:
            self._name_codes(name)

    def _name_codes(self, name: str) -> None:
        """Say under a field of codes which procedures they are."""
        form = self.form(name)
        codes = [one if isinstance(one, str) else one[-1] for one in form.readable().get(name, ())]
        hint = next(spec.hint for spec in self._specs if spec.name == name)
        form.field(name).set_hint(self._presenter.names_of(name, codes) or hint)

    def _add_favourite(self) -> None:
        """Put the procedure that is current in the catalogue behind the favourites; Ctrl+Enter saves it."""
        code = self.catalogue.list.current_key()
        form = self.form(FAVOURITES)
        codes = form.readable()[FAVOURITES]
        if not isinstance(code, str) or code in codes:
            return
        if len(codes) >= MOST_FAVOURITES:
            full = self.tr("Đã đủ {} thủ tục hay dùng").format(MOST_FAVOURITES)
            self._say("warn", full, self.tr("Bỏ bớt ở nhóm Giấy hẹn rồi thêm."))
            return
        form.show_values({FAVOURITES: (*codes, code)})
        self._hear_edited()

    def _save(self) -> None:
        typed: dict[str, Any] = {}
        for form in self._forms:
            form.show_faults({})
            typed |= form.values()
        wrong = next((form for form in self._forms if form.first_fault()), None)
        if wrong is not None:
            self._go_to(wrong.first_fault())
            self._say_unsaved()
            return
        self._presenter.save(typed)

    def _say_unsaved(self) -> None:
        self._state.setText(self.tr("Chưa lưu: còn chỗ cần sửa"))
        self._state.set_icon("warning")
        self._state.set_tone("bad")

    def _show_saved(self, settings: Settings, is_changed: bool) -> None:
        before = self._shown
        self.show_settings()
        self.notice_withdrawn.emit(_NOTICE)
        self._state.setText(self.tr("Đã lưu vào sổ") if is_changed else self.tr("Không có gì thay đổi"))
        self._state.set_tone("ok")
        if before is not None and any(getattr(before, name) != getattr(settings, name) for name in _NAMES_WINDOW):
            self.remake_wanted.emit()

    def _show_refused(self, faults: dict[str, str], sentence: str) -> None:
        first = ""
        for form in self._forms:
            first = first or form.show_faults({name: words for name, words in faults.items() if name in form.names()})
        self._say_unsaved()
        if first:
            self._go_to(first)
        else:
            self.notice_wanted.emit(
                Notice(key=_NOTICE, tone="bad", sentence=self.tr("Chưa lưu được thiết lập"), facts=sentence)
            )

    def _go_to(self, name: str) -> None:
        self._go_to_section_of(self.form(name))
        self.form(name).focus_on(name)

    def _go_to_section_of(self, part: QWidget) -> None:
        for place in range(self.stack.count()):
            section = self.stack.widget(place)
            if section is not None and section.isAncestorOf(part):
                self.sections.setCurrentIndex(self.sections.model().index(place, 0))

    def _say_state(self) -> None:
        count, others = len(self.changes()), self.sending.unsaved()
        words = others or self.tr("Đang dùng những gì thấy ở đây")
        self._state.setText(self.tr("{} thay đổi chưa lưu").format(count) if count else words)
        self._state.set_icon("pen" if count or others else "check")
        self._state.set_tone("warn" if count or others else "ink2")

    def _ask_printers(self) -> None:
        for panel in (self.slip_printer, self.explanation_printer):
            panel.show_asking()
        self._presenter.ask_printers()

    def _show_printers(self, printers: list[Printer]) -> None:
        for panel in (self.slip_printer, self.explanation_printer):
            panel.show_printers(printers)

    def _keep_printer(self, paper: str, panel: PrinterPanel) -> None:
        self._presenter.choose(paper, panel.printer, panel.offsets)

    def _print_test(self) -> None:
        size = self.form("paper_size").texts()["paper_size"]
        self._presenter.print_test_sheet(self.slip_printer.printer, self.slip_printer.offsets, size)

    def _say_rights(self) -> None:
        """Say before anything is typed that only an administrator changes what the ward decides."""
        may = self._presenter.may_change()
        words = self.tr(
            "Đã có mã PIN nên chỉ quản trị ({}) lưu được thiết lập của phường, xã. Ngôn ngữ, thủ tục hay "
            "dùng, màu, cỡ chữ, máy in thì ai cũng đổi được."
        )
        self._rights.setText("" if may else words.format(self._presenter.administrators()))
        self._rights.setVisible(not may)

    def _wear(self) -> None:
        self._look = ScreenLook(theme=_THEMES[self.themes.index], text_percent=TEXT_SIZES[self.text_sizes.index])
        self.look_wanted.emit(self._look)

    def _say(self, tone: str, sentence: str, facts: str) -> None:
        self.notice_wanted.emit(Notice(key=_TEST, tone=tone, sentence=sentence, facts=facts))
