"""The pages of a paper as pictures for the screen."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import PaperDesk, SlipOrder
    from cchc_desktop.services.step_papers import PaperOrder

    Order = SlipOrder | PaperOrder

_CITIZENS = (2,)
"""The counterpart that goes to the citizen."""


def for_the_citizen(order: Order) -> Order:
    """Leave out the counterpart that stays at the desk; a paper in one counterpart stays as it is."""
    return dataclasses.replace(order, counterparts=_CITIZENS) if order.counterparts else order


def page_images(papers: PaperDesk, order: Order, width: int) -> list[QImage]:
    """Build a paper and return its pages as images that own their bytes; any thread."""
    grey = QImage.Format.Format_Grayscale8
    pages = papers.images(order.build(), width_px=width)
    return [QImage(page.pixels, page.width, page.height, page.width, grey).copy() for page in pages]
