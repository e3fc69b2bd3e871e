"""What is seen: accents whole at every size, contrast as promised, icons drawn, folded days, states of fields."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.resources import resource
from ui.theme import BOLD, CONTRAST, DARK, LIGHT, REGULAR
from ui.widgets.buttons import KeyButton, make_action
from ui.widgets.dates import COUNTED, DUE, DayCell, fold_days
from ui.widgets.fields import LabelledField
from ui.widgets.icons import icon_pixmap
from ui.widgets.labels import AccentLabel, ElidedLabel
from ui.widgets.painting import key_label

ACCENTS = "ẲẴẶỄỘỬĐgyạ"
SIZES = (11, 12, 13, 14, 15, 18, 22, 34, 40, 44, 84)


def ink_rows(image: QImage) -> int:
    """Return how many rows of pixels hold something dark."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = 0
    for y in range(grey.height()):
        line = bytes(grey.constScanLine(y))[: grey.width()]
        rows += min(line) < 200
    return rows


def unclipped(size: int, weight: int) -> QImage:
    font = theme.current().font(size, weight)
    image = QImage(size * 14, size * 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(10, size * 2, ACCENTS)
    painter.end()
    return image


@pytest.mark.parametrize("percent", [100, 112, 125])
@pytest.mark.parametrize("weight", [REGULAR, BOLD])
@pytest.mark.parametrize("size", SIZES)
def test_no_accent_is_cut(qtbot, redressed, size, weight, percent):
    theme.apply(redressed, LIGHT, text_percent=percent)
    label = AccentLabel(ACCENTS, size=size, weight=weight)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    drawn = label.grab().toImage()
    blur = 1 if size > 60 else 0  # a large text may lie half a pixel lower: one row of its edge is then paler
    assert ink_rows(drawn) >= ink_rows(unclipped(size, weight)) - blur


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast of two colours."""

    def light(color: str) -> float:
        parts = [part / 255 for part in QColor(color).getRgb()[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_words_can_be_read_on_every_ground(look):
    for ink in ("ink", "ink2", "ink3", "off"):
        for ground in ("bg", "surface", "sunken"):
            assert contrast(getattr(look, ink), getattr(look, ground)) >= 4.5, (ink, ground)
    for tone in ("ok", "warn", "bad", "day", "accent"):
        assert contrast(getattr(look, tone), getattr(look, f"{tone}_soft")) >= 4.5, tone
        assert contrast(getattr(look, tone), look.surface) >= 4.5, tone
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.on_accent, look.accent_hover) >= 4.5
    for ink in ("rail_text", "rail_key", "rail_on"):
        assert contrast(getattr(look, ink), look.rail) >= 4.5, ink
    assert contrast(look.rail_on, look.rail_chosen) >= 4.5
    assert contrast(look.badge_bad_ink, look.badge_bad) >= 4.5
    assert contrast(look.field, look.surface) >= 3
    assert contrast(look.focus, look.bg) >= 3


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_drawn_in_its_colour(qapp, path):
    drawn = icon_pixmap(path.stem, "#B0241C", 24, 2.0).toImage()
    colors = {
        drawn.pixelColor(x, y).name() for x in range(48) for y in range(48) if drawn.pixelColor(x, y).alpha() == 255
    }
    assert colors == {"#b0241c"}
    edge = [drawn.pixelColor(n, side).alpha() for n in range(48) for side in (0, 47)]
    assert max(edge) == 0, "an icon must not touch its edge"


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_the_stylesheet_has_no_token_left_and_no_colour_of_its_own(look):
    raw = resource("styles", "app.qss").read_text("utf-8")
    assert "#" not in raw
    made = theme.stylesheet(look)
    assert "@" not in made
    for name in ("up", "down", "tick"):
        assert resource("styles", f"{name}-{look.name}.svg").is_file()


def test_a_label_follows_the_theme(qtbot, redressed):
    label = AccentLabel("Quá hạn", tone="bad")
    qtbot.addWidget(label)
    assert label.palette().windowText().color().name() == LIGHT.bad.lower()
    theme.apply(redressed, DARK, text_percent=125)
    assert label.palette().windowText().color().name() == DARK.bad.lower()
    assert label.font().pixelSize() == 18


def test_the_system_s_own_high_contrast(qapp):
    palette = qapp.palette()
    palette.setColor(palette.ColorRole.Window, QColor("#202020"))
    palette.setColor(palette.ColorRole.WindowText, QColor("#00ff00"))
    look = theme.from_system(palette)
    assert (look.bg, look.surface, look.warn_soft, look.ink, look.border) == ("#202020",) * 3 + ("#00ff00", 2)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Alt+Down", "Alt+↓"),
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        ("F10", "F10"),
        ("Esc", "Esc"),
    ],
)
def test_a_key_is_shown_as_clerks_say_it(keys, shown):
    assert key_label(keys) == shown


def test_a_hidden_action_hides_its_button_and_back(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    action = make_action(holder, "Tạm dừng", "Alt+D")
    button = KeyButton(action)
    column.addWidget(button)
    holder.show()
    action.setVisible(False)
    assert button.isHidden()
    action.setVisible(True)
    assert button.isVisible()


def days(count: int) -> list[DayCell]:
    first = date(2024, 4, 24)
    return [DayCell(day=first + timedelta(days=n), kind=DUE if n == count - 1 else COUNTED) for n in range(count)]


@pytest.mark.parametrize(("count", "left_out"), [(1, None), (14, None), (15, 3), (31, 19)])
def test_a_long_strip_is_folded_in_its_middle(count, left_out):
    whole = days(count)
    cells = fold_days(whole)
    numbers = [cell for cell in cells if isinstance(cell, int)]
    assert numbers == ([] if left_out is None else [left_out])
    shown = [cell for cell in cells if isinstance(cell, DayCell)]
    assert len(shown) + (left_out or 0) == count
    assert shown[0] is whole[0]
    assert shown[-1] is whole[-1]
    assert len(cells) <= 14


def test_a_fault_stands_under_its_field_and_goes_again(qtbot):
    field = LabelledField("Điện thoại", QLineEdit(), required=True)
    qtbot.addWidget(field)
    field.show()
    field.set_from_card(True, "lấy từ thẻ căn cước")
    assert field.editor.property("state") == "card"
    field.set_error("Thiếu 1 chữ số (đang có 9)")
    assert field.editor.property("state") == "error"
    assert "Thiếu 1 chữ số" in field.editor.accessibleDescription()
    assert field.editor.accessibleName() == "Điện thoại"
    field.set_error("")
    assert field.editor.property("state") == ""
    assert field.editor.accessibleDescription() == "bắt buộc"


def test_a_label_without_room_ends_in_dots_and_tells_all(qtbot):
    label = ElidedLabel("Nguyễn Hoàng Phương Quỳnh Anh")
    qtbot.addWidget(label)
    label.resize(60, 24)
    label.show()
    assert label.toolTip() == "Nguyễn Hoàng Phương Quỳnh Anh"
    label.resize(600, 24)
    assert label.toolTip() == ""
