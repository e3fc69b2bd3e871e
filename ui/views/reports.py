"""Báo cáo: the register, the reports of a period, charts and the import of old books, each chosen by its key."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.presenters.logbook_import import BookWords, LogbookPresenter
from ui.presenters.report_charts import ChartsPresenter, DrawnChart
from ui.presenters.report_words import ShownReport
from ui.presenters.reports import SENDABLE, Place, ReportsPresenter, Way
from ui.views.logbook_import import ImportPart
from ui.views.register import RegisterPage
from ui.views.report_charts import ChartsPart
from ui.views.report_figures import FiguresPart
from ui.views.report_period import ChoiceAction, PeriodBar
from ui.widgets.buttons import PILL, KeyButton, make_action
from ui.widgets.cards import FootBar
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel
from ui.widgets.notices import Notice
from ui.widgets.page import OpenedFrom, Page
from ui.widgets.preview import LargePreview

_REGISTER, _FIGURES, _CHARTS, _IMPORT = range(4)
_NOTICE = "reports"
_PARTS = {Place.REGISTER: _REGISTER, Place.CHARTS: _CHARTS, Place.IMPORT: _IMPORT}
_PAPERS = (Place.RESULTS, Place.WARD, Place.OFFICERS, Place.SAVED)


class ReportsPage(Page):
    """The screen Báo cáo."""

    def __init__(
        self,
        register: RegisterPage,
        presenter: ReportsPresenter,
        charts: ChartsPresenter,
        books: LogbookPresenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Báo cáo")
        self.register = register
        self._presenter = presenter
        self._charts = charts
        self._books = books
        self._make_actions()
        self.period = PeriodBar(self)
        self.figures = FiguresPart()
        self.charts = ChartsPart(self)
        self.books = ImportPart()
        self.stack = QStackedWidget()
        self._due = ElidedLabel(size=12, tone="ink2")
        self._state = ElidedLabel(size=13, tone="ink2")
        self._large = LargePreview(self)
        self._lay_out()
        self._connect()
        self._show_place(Place.REGISTER)

    @property
    def place(self) -> Place:
        """Which report is shown."""
        return self._presenter.place

    def entered(self, what: object = None) -> None:
        """Look again at what is due and at what is shown; a list behind a figure stays."""
        self._presenter.tell_due()
        if isinstance(what, Place):
            self._go(what)
        elif self.place is Place.REGISTER:
            self.register.entered(what)
        elif self.place is Place.IMPORT:
            self.books.focus_in()
        elif self.place is Place.CHARTS:
            self._charts.refresh()
        elif self.figures.is_behind or self._presenter.is_edited:
            self.figures.focus_in()
        else:
            self._presenter.refresh()

    def unsaved(self) -> str:
        if self._books.is_writing:
            return self.tr("Đang nhập sổ cũ, đóng bây giờ thì dừng giữa chừng")
        return self.tr("Số phiếu đánh giá chưa ghi sổ") if self._presenter.is_edited else ""

    def help_text(self) -> str:
        if self.place is Place.REGISTER:
            return self.register.help_text()
        return self.tr(
            "Ctrl+1 đến Ctrl+8 chọn báo cáo; Alt+1 đến Alt+5 chọn loại kỳ, Alt+← Alt+→ kỳ trước, kỳ sau.\n"
            "Mũi tên đi trên các ô, Enter mở danh sách hồ sơ đứng sau số ấy, Enter nữa mở hồ sơ, Esc quay lại.\n"
            'Ô ghi "nhập tay" thì gõ số ngay tại ô; dấu - là chưa ai cho số liệu, không phải số 0.'
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        if self.place is Place.REGISTER:
            return self.register.key_lines()
        if self.place in (*_PAPERS, Place.EVALUATIONS):
            return [("↑ ↓ ← →", self.tr("Đi trên các ô")), ("Enter", self.tr("Danh sách sau số ấy, hoặc gõ số"))]
        return []

    def set_layout_class(self, layout_class: str) -> None:
        self.register.set_layout_class(layout_class)

    # --- making -------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        texts = (
            self.tr("Sổ theo dõi"), self.tr("Biểu 06a"), self.tr("Bảng phường"), self.tr("Cán bộ"),
            self.tr("Tiết kiệm"), self.tr("Biểu đồ"), self.tr("Đánh giá"), self.tr("Nhập sổ cũ"),
        )  # fmt: skip
        self._places = [ChoiceAction(place, text, f"Ctrl+{place + 1}", self) for place, text in enumerate(texts)]
        self._look = make_action(self, self.tr("Xem lớn"), "Alt+X", "search")
        self._sent = make_action(self, self.tr("Bản đã gửi"), "Alt+V", "send")
        self._picture = make_action(self, self.tr("Lưu ảnh"), "Alt+S", "file")
        self._excel = make_action(self, self.tr("Xuất Excel"), "Ctrl+E", "file")
        self._print = make_action(self, self.tr("In"), "Ctrl+P", "printer")
        self._refused = make_action(self, self.tr("Lưu dòng bị từ chối"), "Alt+L", "file")
        self._choose = make_action(self, self.tr("Chọn tệp"), "Ctrl+O", "upload")
        self._decide = make_action(self, "", "Ctrl+Return", "check")
        self._back = make_action(self, self.tr("Quay lại"), "Escape")
        self._back.setProperty("keys", "Esc")

    def _lay_out(self) -> None:
        places = QWidget()
        flow = FlowLayout(places, gap=6)
        for action in self._places:
            flow.addWidget(KeyButton(action, PILL))
        for part in (self.register, self.figures, self.charts, self.books):
            self.stack.addWidget(part)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 0)
        head.setSpacing(6)
        head.addWidget(places)
        head.addWidget(self._due)
        head.addWidget(self.period)
        self._inner = QVBoxLayout()
        self._inner.addWidget(self.stack, 1)
        self._foot = FootBar()
        self._foot.add_left(self._state)
        self._buttons = self._foot.add_decisions(
            [self._look, self._sent, self._picture, self._excel, self._print, self._refused, self._choose, self._decide]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._inner, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        presenter, charts, books = self._presenter, self._charts, self._books
        for action in self._places:
            action.wanted.connect(self._go)
        self.register.notice_wanted.connect(self.notice_wanted)
        self.register.page_wanted.connect(self.page_wanted)
        self.period.kind_wanted.connect(presenter.choose_kind)
        self.period.moved.connect(self._move)
        self.period.typed.connect(self._take_typed)
        self.figures.opened.connect(presenter.look_behind)
        self.figures.typed.connect(presenter.type_figure)
        self.figures.dossier_wanted.connect(self._open_dossier)
        self.figures.turned.connect(self._show_keys)
        self.charts.wanted.connect(self._choose_chart)
        self.books.files_chosen.connect(books.look_at)
        presenter.period_shown.connect(self._show_period)
        presenter.period_refused.connect(self.period.show_fault)
        presenter.loading.connect(self.figures.show_loading)
        presenter.shown.connect(self._show_report)
        presenter.behind_shown.connect(self.figures.show_behind)
        presenter.due_shown.connect(self._show_due)
        presenter.edited.connect(self._show_keys)
        charts.loading.connect(self.charts.show_loading)
        charts.drawn.connect(self._show_chart)
        charts.failed.connect(self.charts.show_failure)
        charts.named.connect(self._show_chart_name)
        books.progressed.connect(self._show_progress)
        books.reported.connect(self._show_book)
        books.failed.connect(self._show_book_failure)
        for papers in (presenter.papers, books.papers):
            papers.said.connect(self._say)
        presenter.papers.drawn.connect(self._large.show_pages)
        presenter.said.connect(self._say)
        self._look.triggered.connect(partial(self._hand_out, Way.LARGE))
        self._picture.triggered.connect(partial(self._hand_out, Way.PICTURE))
        self._excel.triggered.connect(partial(self._hand_out, Way.WORKBOOK))
        self._print.triggered.connect(partial(self._hand_out, Way.PAPER))
        self._sent.triggered.connect(presenter.show_sent)
        self._refused.triggered.connect(books.save_refused)
        self._choose.triggered.connect(self.books.choose_file)
        self._decide.triggered.connect(self._take_decision)
        self._back.triggered.connect(self._go_back)

    # --- going --------------------------------------------------------------------------------

    def _go(self, place: int) -> None:
        self._show_place(Place(place))
        if place == Place.REGISTER:
            self._presenter.place = Place.REGISTER
            self.register.entered()
            return
        self._presenter.go(Place(place))
        if place == Place.CHARTS:
            self.charts.show_kind(self._charts.kind)
            self.charts.setFocus()
        elif place == Place.IMPORT:
            self.books.focus_in()

    def _show_place(self, place: Place) -> None:
        self._presenter.place = place
        for number, action in enumerate(self._places):
            action.setChecked(number == place)
        if self.figures.is_behind:
            self.figures.go_back()
        self.stack.setCurrentIndex(_PARTS.get(place, _FIGURES))
        is_register = place is Place.REGISTER
        self._inner.setContentsMargins(*((0, 0, 0, 0) if is_register else (16, 8, 16, 10)))
        self._foot.setVisible(not is_register)
        has_period = place not in (Place.REGISTER, Place.IMPORT)
        self.period.setVisible(has_period)
        self.period.show_own("")
        for chosen in self.period.actions_of_page():
            chosen.setVisible(has_period)
        for kind in self.charts.actions_of_page():
            kind.setVisible(place is Place.CHARTS)
        self._state.setText("")
        self._show_keys()

    def _show_keys(self) -> None:
        """Offer what can be done now."""
        place, is_behind = self.place, self.figures.is_behind
        is_paper, is_chart = place in _PAPERS, place is Place.CHARTS
        for action, is_offered in (
            (self._look, is_paper or is_chart),
            (self._sent, place in SENDABLE),
            (self._picture, place is Place.SAVED or is_chart),
            (self._excel, is_paper),
            (self._print, is_paper or is_chart),
            (self._refused, place is Place.IMPORT and self._books.has_refused),
            (self._choose, place is Place.IMPORT and not self._books.is_running),
            (self._back, (place not in _PARTS and is_behind) or (place is Place.IMPORT and self._books.is_running)),
        ):
            action.setVisible(is_offered)
        self._decide.setText(self._decision())
        self._decide.setVisible(bool(self._decision()))

    def _decision(self) -> str:
        if self.place in SENDABLE:
            return "" if self._presenter.is_as_sent else self.tr("Đánh dấu đã gửi")
        if self.place is Place.EVALUATIONS:
            return self.tr("Ghi số phiếu")
        if self.place is Place.IMPORT and self._books.is_ready:
            return self.tr("Nhập sổ")
        return ""

    def _take_decision(self) -> None:
        if self.place is Place.EVALUATIONS:
            self._presenter.record_counts()
        elif self.place is Place.IMPORT:
            self._books.take(self.books.officer())
            self._show_keys()
        else:
            self._presenter.send()

    def _go_back(self) -> None:
        if self.place is Place.IMPORT:
            self._books.stop()
        else:
            self.figures.go_back()

    def _move(self, by: int) -> None:
        if self.place is Place.CHARTS and self._charts.moves_itself:
            self._charts.move(by)
        else:
            self._presenter.move(by)

    def _take_typed(self, text: str) -> None:
        if self._presenter.type_period(text):
            self.figures.focus_in() if self.place is not Place.CHARTS else self.charts.setFocus()

    def _choose_chart(self, kind: int) -> None:
        self.charts.show_kind(kind)
        self._charts.choose(kind)

    def _open_dossier(self, code: object) -> None:
        self.page_wanted.emit("dossiers", OpenedFrom(str(code), "reports"))

    def _hand_out(self, way: Way) -> None:
        if self.place is not Place.CHARTS:
            self._presenter.hand_out(way)
            return
        chart = self._charts.chart
        if chart is None:
            return
        if way is Way.LARGE:
            self._large.show_pages([chart.image])
        elif way is Way.PICTURE:
            self._presenter.papers.write_picture(chart.given, chart.name)
        else:
            self._presenter.papers.print(chart.given, chart.name)

    # --- showing ------------------------------------------------------------------------------

    def _show_period(self, name: str, days: str, code: str, kind: int) -> None:
        self.period.show_period(name, days, code, kind)
        if self.place is Place.CHARTS:
            self._charts.take_period(self._presenter.period)
            self._charts.refresh()

    def _show_report(self, report: ShownReport) -> None:
        self.figures.show_report(report)
        self._show_keys()
        as_sent = self.tr("Đang xem bản đã gửi, không sửa được")
        self._state.setText(as_sent if report.is_as_sent else self.tr("Enter trên một số: hồ sơ đứng sau"))

    def _show_chart_name(self, name: str) -> None:
        if self.place is Place.CHARTS:
            self.period.show_own(name)

    def _show_chart(self, chart: DrawnChart) -> None:
        self.charts.show_chart(chart)

    def _show_due(self, words: str) -> None:
        self._due.setText(self.tr("Sắp phải gửi: {}").format(words))
        self._due.setVisible(bool(words))

    def _show_progress(self, words: str) -> None:
        self.books.show_progress(words)
        self._show_keys()

    def _show_book(self, words: BookWords) -> None:
        self.books.show_report(words)
        self._show_keys()

    def _show_book_failure(self, sentence: str, facts: str) -> None:
        self.books.show_failure(sentence, facts)
        self._show_keys()

    def _say(self, tone: str, sentence: str, facts: str) -> None:
        self.notice_wanted.emit(Notice(key=_NOTICE, tone=tone, sentence=sentence, facts=facts))
