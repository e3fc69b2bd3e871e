"""What is painted first at a start: the place of the intake with its search field, which takes keys at once.

The whole intake loads some thirty modules and makes eighty fields; it takes this page's place right after the first
paint, with what was typed until then. Nothing here knows a service.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.cards import Card, FootBar
from ui.widgets.fields import SearchField
from ui.widgets.labels import SectionTitle
from ui.widgets.page import COMPACT, MEDIUM, NORMAL, WIDE, Page, text_class_of

SIDE = {COMPACT: 0, MEDIUM: 362, NORMAL: 404, WIDE: 620}
"""How wide the intake's right column is in a window of a class; none in a compact one."""
_BUTTON, _MARGINS, _HEAD = 36, 10, 36
"""As high as the intake makes them, so that nothing moves when it comes."""


class IntakeFront(Page):
    """Stands in for the intake until it is made."""

    def __init__(self) -> None:
        super().__init__()
        self.title = self.tr("Tiếp nhận hồ sơ")
        self.search = SearchField(self.tr("Thủ tục"), self.tr("Gõ vài chữ không cần dấu: xn hon nhan, khai sinh, cs…"))
        self._side = QWidget()
        self._lay_out()

    def set_layout_class(self, layout_class: str) -> None:
        found = text_class_of(layout_class, self.window().width())
        self._side.setVisible(found != COMPACT)
        self._side.setFixedWidth(theme.current().px(SIDE[found]))

    def entered(self, what: object = None) -> None:
        """Let the first letter go where the clerk begins."""
        self.search.setFocus()

    def _lay_out(self) -> None:
        look = theme.current()
        strip, procedure, title = Card("surface", margin=8), Card(), SectionTitle(self.tr("Thủ tục"))
        strip.setFixedHeight(look.px(_BUTTON) + _MARGINS)
        title.setMinimumHeight(look.px(_HEAD))
        procedure.column.addWidget(title)
        procedure.column.addWidget(self.search)
        form, side = QVBoxLayout(), QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(Card())
        form.setContentsMargins(0, 0, 6, 0)
        form.setSpacing(8)
        form.addWidget(strip)
        form.addWidget(procedure)
        form.addWidget(Card(), 1)
        body = QHBoxLayout()
        body.setContentsMargins(16, 10, 16, 10)
        body.setSpacing(8)
        body.addLayout(form, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(FootBar())
