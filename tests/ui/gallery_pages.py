"""Sample pages, built as a screen would build them, for `tests.ui.gallery`."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tests.ui.gallery_parts import day_strip, field, paper_list
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card, FootBar
from ui.widgets.dates import BigDate
from ui.widgets.delegates import ListRow, RowDelegate, RowModel
from ui.widgets.fields import SearchField
from ui.widgets.labels import Caption, IconLabel, SectionTitle
from ui.widgets.page import Page
from ui.widgets.preview import SlipPreview


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
        self.papers = paper_list()
        papers.column.addWidget(self.papers)
        person = Card()
        person.column.addWidget(SectionTitle("Người nộp"))
        self.search = SearchField("Thủ tục")
        self.search.setText("xn hon nhan")
        person.column.addWidget(self.search)
        person.column.addWidget(field("Họ và tên", "LÊ THỊ THU HÀ", required=True))
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
        self.side.column.addWidget(day_strip())
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
