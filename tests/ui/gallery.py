"""Saves pictures of every part and of the shell, to be looked at by a person.

Run by hand: ``python -m tests.ui.gallery FOLDER [light|dark|contrast] [100|112|125]``, on a screen or
under ``xvfb-run``; ``QT_SCALE_FACTOR=1.5`` is a screen at 150 %. The file names carry theme and scale.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme, translation
from ui.main_window import MainWindow, PageEntry
from ui.theme import BOLD
from ui.widgets.buttons import FILLED, OUTLINED, PILL, QUIET, KeyButton, make_action
from ui.widgets.cards import Card, CounterCard, EmptyState, FootBar, LoadingBars
from ui.widgets.chips import StatusChip
from ui.widgets.choice import SegmentedChoice
from ui.widgets.dates import COUNTED, DUE, HOLIDAY, RECEIVED, SWAPPED, WEEKEND, BigDate, DayCell, DayStrip
from ui.widgets.daylines import DayLine, DayLines, scrolled
from ui.widgets.delegates import ListRow, RowDelegate, RowModel
from ui.widgets.fields import LabelledField, NumberField, SearchField
from ui.widgets.labels import AccentLabel, Caption, IconLabel, SectionTitle
from ui.widgets.notices import Notice, NoticeBar, NoticeButton
from ui.widgets.page import Page
from ui.widgets.panels import SidePanel
from ui.widgets.papers import PaperList, PaperRow
from ui.widgets.preview import SlipPreview
from ui.widgets.rail import RailItem
from ui.widgets.timeline import TimelineRow

_KINDS = ("Chính", "Chứng thực", "Sao", "Điện tử")
_FIRST = date(2024, 4, 24)
_DAYS = (
    (RECEIVED, "nhận"),
    (COUNTED, ""),
    (COUNTED, ""),
    (WEEKEND, "nghỉ"),
    (WEEKEND, "nghỉ"),
    (SWAPPED, "hoán đổi"),
    (HOLIDAY, "lễ"),
    (HOLIDAY, "lễ"),
    (DUE, "trả"),
)


def _strip(long: bool = False) -> DayStrip:
    strip = DayStrip()
    cells = [DayCell(day=_FIRST + timedelta(days=n), kind=kind, word=word) for n, (kind, word) in enumerate(_DAYS)]
    if long:
        cells = [DayCell(day=_FIRST + timedelta(days=n), kind=COUNTED) for n in range(30)] + cells[-1:]
    strip.show_days(cells)
    return strip


def _page_image(grey: int) -> QImage:
    image = QImage(592, 840, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF - grey)
    return image


def _papers() -> PaperList:
    papers = PaperList(_KINDS)
    papers.set_rows(
        [
            PaperRow(key="a", name="Tờ khai theo mẫu", note="bắt buộc · nộp", required=True, ticked=True, quantity=1),
            PaperRow(
                key="b", name="Giấy tờ tùy thân", note="bắt buộc · xuất trình", required=True, ticked=True, quantity=1
            ),
            PaperRow(key="c", name="Bản án, quyết định ly hôn", note="đã ly hôn", ticked=True, kind=1, quantity=2),
            PaperRow(key="d", name="Văn bản ủy quyền", note="khi nộp thay"),
        ]
    )
    return papers


def _field(label: str, text: str, **kwargs: object) -> LabelledField:
    return LabelledField(label, QLineEdit(text), **kwargs)  # type: ignore[arg-type]


class Parts(QWidget):
    """Every part once, in two columns."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        left, right = Card(), Card()
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self._type(left)
        self._buttons(left)
        self._fields(left)
        self._notices(right)
        self._states(right)
        self._days(right)
        self._history(left)
        left.column.addStretch(1)
        right.column.addStretch(1)

    def _type(self, card: Card) -> None:
        for size, weight, text in (
            (40, BOLD, "15:20  ẲỄỘỬ"),
            (22, BOLD, "ĐẶNG HỮU NGHĨA, LƯƠNG THỊ KIM ỬNG"),
            (18, 600, "Tiếp nhận hồ sơ ẪẴỖỮ"),
            (15, 400, "NGUYỄN THỊ ĐẶNG ỨỚC, phường Vĩnh Nguyên"),
            (13, 400, "Chuyển hồ sơ đến Tư pháp – Hộ tịch ẲẴẶỄỘỬ"),
            (12, 400, "bắt buộc · xuất trình · ẲỄỘỬ gyqjp ạộựỵ"),
        ):
            card.column.addWidget(AccentLabel(text, size=size, weight=weight))

    def _buttons(self, card: Card) -> None:
        chips = QHBoxLayout()
        for text, tone, icon in (
            ("Đang giải quyết", "accent", ""),
            ("Đã trao", "ok", "check"),
            ("Sắp đến hạn", "warn", "clock"),
            ("Quá hạn", "bad", "warning"),
            ("Không giấy hẹn", "day", ""),
            ("Đã rút", "quiet", ""),
        ):
            chips.addWidget(StatusChip(text, tone, icon))
        chips.addStretch(1)
        card.column.addLayout(chips)
        line = QHBoxLayout()
        line.addWidget(KeyButton(make_action(self, "Lưu và in", "Ctrl+Return", "printer"), FILLED))
        line.addWidget(KeyButton(make_action(self, "Phiếu hướng dẫn", "Ctrl+G"), OUTLINED))
        off = make_action(self, "Chốt ngày", "Ctrl+Shift+Return")
        off.setEnabled(False)
        line.addWidget(KeyButton(off, OUTLINED))
        line.addWidget(KeyButton(make_action(self, "Xem lớn", "Alt+X"), QUIET))
        line.addStretch(1)
        card.column.addLayout(line)
        pills = QHBoxLayout()
        for place, text in enumerate(("CT bản sao", "Khai sinh", "XN hôn nhân"), start=1):
            action = make_action(self, text, f"Alt+{place}")
            action.setCheckable(True)
            action.setChecked(place == 3)
            pills.addWidget(KeyButton(action, PILL))
        pills.addStretch(1)
        card.column.addLayout(pills)

    def _fields(self, card: Card) -> None:
        grid = QGridLayout()
        wrong = _field("Điện thoại", "0905 118 26")
        wrong.set_error("Thiếu 1 chữ số (đang có 9)")
        from_card = _field("Họ và tên", "LÊ THỊ THU HÀ", required=True)
        from_card.set_from_card(True, "lấy từ thẻ căn cước")
        combo = QComboBox()
        combo.addItems(["A5, 2 liên", "A4"])
        spin = NumberField("Số bộ")
        spin.setValue(1)
        choice = SegmentedChoice("Nhận kết quả", ("Tại quầy", "Bưu chính", "Trực tuyến"))
        choice.set_index(0)
        search = SearchField("Tìm", "Gõ vài chữ, không cần dấu")
        check = QCheckBox("Nộp thay người khác")
        check.setChecked(True)
        fields = [_field("Thư điện tử", "thuha.le91@example.vn", keys="Alt+E"), wrong, from_card]
        fields += [
            LabelledField("Khổ giấy", combo),
            LabelledField("Số bộ", spin),
            LabelledField("Nhận kết quả", choice),
        ]
        for place, field in enumerate([*fields, search, check]):
            grid.addWidget(field, place // 3, place % 3)
        card.column.addLayout(grid)
        card.column.addWidget(_papers())

    def _notices(self, card: Card) -> None:
        for notice in (
            Notice(
                key="a",
                tone="ok",
                sentence="Đã lưu hồ sơ 2017, giấy hẹn đã ra đủ hai mặt",
                facts="Sẵn sàng nhận người tiếp theo.",
            ),
            Notice(
                key="b",
                tone="bad",
                sentence="Giấy hẹn 2016 chưa in được",
                facts="Hồ sơ đã vào sổ, không mất gì. Máy in HP quầy 2 không trả lời: xem giấy và nguồn điện.",
                buttons=(
                    NoticeButton(text="In lại", keys="Ctrl+P", run=self.update),
                    NoticeButton(text="Mở PDF", keys="Ctrl+O", run=self.update),
                ),
            ),
        ):
            bar = NoticeBar()
            card.column.addWidget(bar)
            bar.post(notice)

    def _states(self, card: Card) -> None:
        line = QHBoxLayout()
        for label, digit, count, under, tone in (
            ("Tiếp nhận hôm nay", "1", 41, "hôm qua 38", "ink"),
            ("Đến hạn 1–3 ngày", "3", 14, "4 đến hạn ngày mai", "warn"),
            ("Quá hạn", "4", 1, "trễ 1 giờ 05 phút", "bad"),
        ):
            counter = CounterCard(label, digit)
            counter.show_count(count, under, tone)
            line.addWidget(counter)
        card.column.addLayout(line)
        empty = QHBoxLayout()
        holder = Card()
        holder.column.addWidget(
            EmptyState("Không có hồ sơ nào quá hạn", "Sắp đến hạn nhất: 09:20 hôm nay", make_action(self, "Xem", "3"))
        )
        holder.setMinimumHeight(150)
        empty.addWidget(holder)
        loading = Card()
        loading.column.addWidget(SectionTitle("Đang tính"))
        loading.column.addWidget(LoadingBars())
        empty.addWidget(loading)
        card.column.addLayout(empty)

    def _days(self, card: Card) -> None:
        big = BigDate()
        big.show_moment(datetime(2024, 5, 2, 15, 20))
        for part in (big, _strip(), _strip(long=True)):
            card.column.addWidget(part)
        none = BigDate()
        none.show_moment(
            None, "Năm 2027 chưa có lịch nghỉ nên chưa tính được ngày hẹn. Alt+R nhập thời điểm hẹn và lý do."
        )
        card.column.addWidget(none)
        preview = SlipPreview()
        preview.show_pages([_page_image(0), _page_image(0)])
        preview.show_facts(["A5, 2 liên", "Hai mặt, lật cạnh dài"])
        card.column.addWidget(preview)

    def _history(self, card: Card) -> None:
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(
            TimelineRow(
                moment="24/04 15:20",
                act="Tiếp nhận, đủ 3 giấy",
                who="Nguyễn Thị Hạnh · bàn 2",
                first=True,
                tone="accent",
                detail="Vào sổ quyển 02/2024, số 2017. Hẹn trả 15:20 ngày 02/05.",
                paper="Giấy tiếp nhận và hẹn trả, đã in 15:21",
            )
        )
        rows.addWidget(
            TimelineRow(moment="24/04 16:05", act="Chuyển hồ sơ đến Tư pháp – Hộ tịch", who="Nguyễn Thị Hạnh")
        )
        rows.addWidget(TimelineRow(moment="02/05 15:20", act="Hẹn trả kết quả", promised=True, last=True))
        card.column.addLayout(rows)


class SamplePage(Page):
    """A page as a screen would build it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = "Tiếp nhận hồ sơ"
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        body = QHBoxLayout()
        body.setContentsMargins(16, 10, 16, 10)
        body.setSpacing(14)
        inner = QWidget()
        inner.setProperty("ground", "page")
        form = QVBoxLayout(inner)
        form.setContentsMargins(0, 0, 0, 0)
        strip = Card("ok", margin=10)
        strip.column.addWidget(IconLabel("scan", "Đã đọc thẻ căn cước: Lê Thị Thu Hà", size=14, tone="ok", weight=600))
        papers = Card()
        papers.column.addWidget(SectionTitle("Giấy tờ"))
        self.papers = _papers()
        papers.column.addWidget(self.papers)
        person = Card()
        person.column.addWidget(SectionTitle("Người nộp"))
        self.search = SearchField("Thủ tục")
        self.search.setText("xn hon nhan")
        person.column.addWidget(self.search)
        person.column.addWidget(_field("Họ và tên", "LÊ THỊ THU HÀ", required=True))
        for part in (strip, person, papers):
            form.addWidget(part)
        form.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        body.addWidget(area, 1)
        self.side = Card()
        self.side.column.addWidget(SectionTitle("Hẹn trả kết quả"))
        big = BigDate()
        big.show_moment(datetime(2024, 5, 2, 15, 20))
        self.side.column.addWidget(big)
        self.side.column.addWidget(_strip())
        self.side.column.addWidget(SlipPreview(), 1)
        self.side.setFixedWidth(404)
        body.addWidget(self.side)
        self.column.addLayout(body, 1)
        foot = FootBar()
        foot.add_left(IconLabel("check", "Bản nháp đã giữ lúc 15:20:41", tone="ok"))
        foot.add_decisions(
            [make_action(self, "Phiếu hướng dẫn", "Ctrl+G"), make_action(self, "Lưu và in", "Ctrl+Return", "printer")]
        )
        self.column.addWidget(foot)

    def entered(self, what: object = None) -> None:
        self.search.setFocus()

    def set_layout_class(self, layout_class: str) -> None:
        self.side.setVisible(layout_class != "compact")
        self.side.setFixedWidth({"medium": 362, "wide": 620}.get(layout_class, 404))

    def help_text(self) -> str:
        return "Nhận hồ sơ của một người: quét thẻ, chọn thủ tục, đánh dấu giấy tờ.\nMột phím lưu và in."

    def extra_keys(self) -> list[tuple[str, str]]:
        return [("Space", "Đánh dấu giấy tờ"), ("1–4", "Chọn loại giấy"), ("+ −", "Số lượng")]


class ListPage(Page):
    """A page with a list."""

    def __init__(self) -> None:
        super().__init__()
        self.title = "Hồ sơ"
        self.model = RowModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        card = Card()
        card.column.addWidget(self.list)
        card.column.addWidget(Caption("Gõ tên không dấu, mã, 4 số cuối căn cước, điện thoại"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addWidget(card)
        self.model.show(
            [
                ListRow(key=None, head="Quá hạn", tone="bad"),
                ListRow(
                    key=1,
                    head="Trần Quốc Bảo",
                    lines=("Đăng ký nhận cha, mẹ, con · …240417-1038",),
                    side="Võ Minh Khang",
                    chip="Trễ 1 giờ 05",
                    chip_tone="bad",
                    chip_icon="warning",
                ),
                ListRow(key=None, head="Hôm nay"),
                ListRow(
                    key=2,
                    head="Lê Thị Thu Hà",
                    lines=("Giấy xác nhận tình trạng hôn nhân", "…240424-2017 · 056••••4821"),
                    chip="Đang giải quyết",
                    chip_tone="accent",
                ),
                ListRow(
                    key=3,
                    head="Huỳnh Thị Bích Ngọc",
                    lines=("Xác nhận thông tin hộ tịch · …240419-2006",),
                    side="Đỗ Thị Mỹ Linh",
                    chip="09:20",
                    chip_tone="warn",
                ),
            ]
        )

    def entered(self, what: object = None) -> None:
        self.list.setFocus()
        self.list.setCurrentIndex(self.model.index(self.model.first_place()))


def _now() -> datetime:
    return datetime(2024, 4, 24, 15, 20)


def make_window(training: bool = False) -> MainWindow:
    """Return the shell with sample pages."""
    items = (
        RailItem(key="today", label="Hôm nay", icon="home", keys="F2"),
        RailItem(key="intake", label="Tiếp nhận", icon="intake", keys="F3"),
        RailItem(key="dossiers", label="Hồ sơ", icon="search", keys="F4"),
        RailItem(key="settings", label="Thiết lập", icon="gear", keys="F10", at_bottom=True),
    )
    makers = (ListPage, SamplePage, ListPage, Parts)
    entries = [PageEntry(item=item, make=make) for item, make in zip(items, makers, strict=True)]  # type: ignore[arg-type]
    window = MainWindow(
        entries, now=_now, officer="Nguyễn Thị Hạnh", desk="Bàn 2", place="Phước Hòa", training=training
    )
    window.rail.set_badge("today", 1, "bad")
    window.rail.set_badge("dossiers", 17, "quiet")
    window.top.set_unfinished("1 giấy chưa chắc đã in", "warn", "printer")
    return window


class Photographer:
    """Takes one picture a step, a rest of the event loop apart, so that layouts and the focus have settled."""

    def __init__(self, folder: Path, mark: str) -> None:
        self._folder, self._mark = folder, mark
        self._parts = Parts()
        self._window = make_window()
        self._training = make_window(training=True)
        self._panel: SidePanel | None = None
        wide, full = _sizes()
        self._steps: list[tuple[str, Callable[[], QWidget]]] = [
            ("parts", self._show_parts),
            ("intake", partial(self._show_page, self._window, "intake", wide)),
            ("intake-full", partial(self._show_page, self._window, "intake", full)),
            ("dossiers", partial(self._show_page, self._window, "dossiers", wide)),
            ("training", partial(self._show_page, self._training, "intake", wide)),
            ("notice", partial(self._show_notice, wide)),
            ("help", self._show_help),
            ("panel", self._show_panel),
        ]
        self._timer = QTimer()
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._step)
        self._waiting: tuple[str, QWidget] | None = None
        self._timer.start()

    def _step(self) -> None:
        if self._waiting is not None:
            name, widget = self._waiting
            widget.grab().save(str(self._folder / f"{name}-{self._mark}.png"))
        if not self._steps:
            QApplication.quit()
            return
        name, show = self._steps.pop(0)
        self._waiting = (name, show())

    def _show_parts(self) -> QWidget:
        self._parts.resize(1500, 860)
        self._parts.show()
        return self._parts

    def _show_page(self, window: MainWindow, key: str, size: tuple[int, int]) -> QWidget:
        self._parts.hide()
        self._window.hide()
        window.resize(*size)
        window.show()
        window.open_page(key)
        window.activateWindow()
        return window

    def _show_notice(self, size: tuple[int, int]) -> QWidget:
        self._training.hide()
        self._show_page(self._window, "intake", size)
        again = NoticeButton(text="In lại", keys="Ctrl+P", run=self._window.update)
        facts = "Hồ sơ của ông Phạm Văn Lộc đã vào sổ (#0416), không mất gì. Máy in HP quầy 2 không trả lời."
        self._window.notices.post(
            Notice(key="x", tone="bad", sentence="Giấy hẹn 2016 chưa in được", facts=facts, buttons=(again,))
        )
        return self._window

    def _show_help(self) -> QWidget:
        self._window.notices.close_top()
        self._window.toggle_help()
        return self._window

    def _show_panel(self) -> QWidget:
        self._window.toggle_help()
        page = self._window.page("intake")
        self._panel = SidePanel(page)
        self._panel.set_actions([make_action(self._panel, "In trang này", "Ctrl+P", "printer")])
        acts = {
            SWAPPED: "nghỉ hoán đổi, làm bù thứ Bảy 04/5",
            HOLIDAY: "lễ 30/4",
            WEEKEND: "cuối tuần",
            DUE: "07:00 – 15:20",
        }
        lines = [
            DayLine(
                day=f"T{n} {_FIRST + timedelta(days=n):%d/%m}",
                kind=kind,
                act="Không tính" if kind in (SWAPPED, HOLIDAY, WEEKEND) else "Ngày làm việc",
                span=acts.get(kind, "đủ hai buổi"),
                amount="" if kind in (SWAPPED, HOLIDAY, WEEKEND) else "8 giờ",
            )
            for n, (kind, _) in enumerate(_DAYS)
        ]
        self._panel.show_body(
            "Vì sao hẹn 15:20 ngày 02/05/2024?", "Thời hạn 3 ngày làm việc, mỗi ngày 8 giờ.", scrolled(DayLines(lines))
        )
        return self._window


def _sizes() -> tuple[tuple[int, int], tuple[int, int]]:
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    return (round(1366 / scale), round(768 / scale)), (round(1920 / scale), round(1080 / scale))


def main() -> int:
    """Save the pictures; arguments: folder, theme, text size in per cent."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    look = sys.argv[2] if len(sys.argv) > 2 else "light"
    percent = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    app = QApplication(["gallery", *theme.QT_ARGUMENTS])
    theme.apply(app, theme.named(look), text_percent=percent)
    translation.switch(app, translation.VIETNAMESE)
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    photographer = Photographer(folder, f"{look}-{percent}-x{scale}")
    return app.exec() if photographer else 1


if __name__ == "__main__":
    sys.exit(main())
