"""The lines of "Vì sao ngày này?" in the language of the screen: the rules word them in Vietnamese, as for paper."""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from cchc_desktop.text import WEEKDAYS
from ui.widgets.dates import weekdays_in_a_sentence

_CONTEXT = "StepWords"
_BETWEEN = " · "
_SAID = (
    QT_TRANSLATE_NOOP("StepWords", "ngày nhận, không tính"),
    QT_TRANSLATE_NOOP("StepWords", "đủ các buổi"),
    QT_TRANSLATE_NOOP("StepWords", "ngoài giờ làm việc"),
    QT_TRANSLATE_NOOP("StepWords", "trả trong ngày làm việc này"),
    QT_TRANSLATE_NOOP("StepWords", "hết hạn vào ngày làm việc tiếp theo"),
    QT_TRANSLATE_NOOP("StepWords", "nhận {}, trả trong ngày"),
    QT_TRANSLATE_NOOP("StepWords", "nhận {}, sau {} giờ {}: trả ngày làm việc sau"),
    QT_TRANSLATE_NOOP("StepWords", "nhận {}, {}: tính từ {}"),
    QT_TRANSLATE_NOOP("StepWords", "ngày làm việc thứ {}"),
    QT_TRANSLATE_NOOP("StepWords", "ngày thứ {}, {}"),
    QT_TRANSLATE_NOOP("StepWords", "ngày thứ {}"),
    QT_TRANSLATE_NOOP("StepWords", "hết buổi hôm trước còn thiếu {} phút, nên tính tiếp sang ngày này đến {}"),
    QT_TRANSLATE_NOOP("StepWords", "Tết Dương lịch"),
    QT_TRANSLATE_NOOP("StepWords", "Tết Nguyên đán {}"),
    QT_TRANSLATE_NOOP("StepWords", "Ngày Chiến thắng"),
    QT_TRANSLATE_NOOP("StepWords", "Ngày Quốc tế lao động"),
    QT_TRANSLATE_NOOP("StepWords", "Quốc khánh"),
    QT_TRANSLATE_NOOP("StepWords", "Quốc khánh (ngày liền kề)"),
    QT_TRANSLATE_NOOP("StepWords", "Giỗ Tổ Hùng Vương {}"),
    QT_TRANSLATE_NOOP("StepWords", "Ngày Văn hóa Việt Nam"),
    QT_TRANSLATE_NOOP("StepWords", "Nghỉ hoán đổi dịp {}"),
    QT_TRANSLATE_NOOP("StepWords", "Nghỉ bù {}"),
    QT_TRANSLATE_NOOP("StepWords", "Làm bù {}"),
    QT_TRANSLATE_NOOP("StepWords", "{} và {}"),
)
"""What `rules/deadlines.py` says, the more particular first; names that a calendar gives besides stay as they are."""


def step_words(text: str) -> str:
    """Return a line of an explanation in the language of the screen; what is not known stays as it was written."""
    return _BETWEEN.join(_part(part) for part in text.split(_BETWEEN))


def _part(text: str) -> str:
    for source in map(str, _SAID):
        found = re.fullmatch(re.escape(source).replace(r"\{\}", "(.+?)"), text)
        if found is not None:
            return QCoreApplication.translate(_CONTEXT, source).format(*(_part(group) for group in found.groups()))
    for vietnamese, said in zip(WEEKDAYS, weekdays_in_a_sentence(), strict=True):
        text = text.replace(vietnamese, said)
    return text
