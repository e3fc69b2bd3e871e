"""Every part of the kit once, for `tests.ui.gallery`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import BOLD
from ui.widgets.buttons import FILLED, OUTLINED, PILL, QUIET, KeyButton, make_action
from ui.widgets.cards import Card, CounterCard, EmptyState, LoadingBars
from ui.widgets.chips import StatusChip
from ui.widgets.choice import SegmentedChoice
from ui.widgets.dates import COUNTED, DUE, HOLIDAY, RECEIVED, SWAPPED, WEEKEND, BigDate, DayCell, DayStrip
from ui.widgets.fields import LabelledField, NumberField, SearchField
from ui.widgets.labels import AccentLabel, SectionTitle
from ui.widgets.notices import Notice, NoticeBar, NoticeButton
from ui.widgets.papers import PaperList, PaperRow
from ui.widgets.preview import SlipPreview
from ui.widgets.timeline import TimelineRow

KINDS = ("Chính", "Chứng thực", "Sao", "Điện tử")
FIRST = date(2024, 4, 24)
DAYS = (
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


def day_strip(long: bool = False) -> DayStrip:
    strip = DayStrip()
    cells = [DayCell(day=FIRST + timedelta(days=n), kind=kind, word=word) for n, (kind, word) in enumerate(DAYS)]
    if long:
        cells = [DayCell(day=FIRST + timedelta(days=n), kind=COUNTED) for n in range(30)] + cells[-1:]
    strip.show_days(cells)
    return strip


def _page_image(grey: int) -> QImage:
    image = QImage(592, 840, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF - grey)
    return image


def paper_list() -> PaperList:
    papers = PaperList(KINDS)
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


def field(label: str, text: str, **kwargs: object) -> LabelledField:
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
        wrong = field("Điện thoại", "0905 118 26")
        wrong.set_error("Thiếu 1 chữ số (đang có 9)")
        from_card = field("Họ và tên", "LÊ THỊ THU HÀ", required=True)
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
        fields = [field("Thư điện tử", "thuha.le91@example.vn", keys="Alt+E"), wrong, from_card]
        fields += [
            LabelledField("Khổ giấy", combo),
            LabelledField("Số bộ", spin),
            LabelledField("Nhận kết quả", choice),
        ]
        for place, part in enumerate([*fields, search, check]):
            grid.addWidget(part, place // 3, place % 3)
        card.column.addLayout(grid)
        card.column.addWidget(paper_list())

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
        for part in (big, day_strip(), day_strip(long=True)):
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
