"""The foot strip of a slip: look-up QR, Code128 and the line of proof, in the same place on every sheet."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents import bars
from cchc_desktop.documents.drawing import Drawing, Text
from cchc_desktop.documents.measure import BOLD, REGULAR, size_that_fits
from cchc_desktop.documents.slip_style import Style

_QR_MODULES = 33
"""Modules of the usual look-up QR; a longer address takes smaller modules and little more room."""
_BETWEEN = 9.4
"""Least room between both codes, in mm: the upright words and the quiet zones."""
_LOOK_UP = "Quét để tra cứu"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StripCodes:
    """The codes of one slip, made once for all its sheets; a preview may lack them."""

    lookup: bars.QrCode | None
    dossier: bars.BarCode | None

    @classmethod
    def made_for(cls, dossier_code: str, lookup_url: str) -> StripCodes:
        """Make the symbols; an empty text gives none."""
        return cls(
            lookup=bars.qr_code(lookup_url) if lookup_url else None,
            dossier=bars.bar_code(dossier_code) if dossier_code else None,
        )


def lay(drawing: Drawing, style: Style, codes: StripCodes, *, back: bool) -> None:
    """Draw the rule, both codes and the dossier code; a preview without a code leaves its place empty."""
    left = style.left(back=back)
    end = left + style.room
    drawing.across(left, style.strip_top, end, 0.4)
    if codes.lookup:
        _lay_look_up(drawing, style, left, codes.lookup)
    code = codes.dossier
    if code is None:
        return
    room = style.room - style.qr_side - _BETWEEN
    module = next((wide for wide in style.bar_modules if wide * code.modules <= room), style.bar_modules[-1])
    drawing.bar(end, style.strip_top + 2.1, code, module, style.bar_height)
    baseline = style.strip_top + 2.1 + style.bar_height + style.code_size * 0.36
    drawing.centred(end - code.modules * module / 2, baseline, code.text, BOLD, style.code_size)


def lay_footer(drawing: Drawing, style: Style, *, proof: str, label: str, back: bool, strip: bool) -> None:
    """Draw the proof on the left and the counterpart, sheet and side on the right."""
    left = style.left(back=back)
    end = left + style.room
    start = left + style.qr_side + _BETWEEN if strip else left
    room = end - start
    face = BOLD if strip else REGULAR
    drawing.right(end, style.foot, label, REGULAR, style.foot_size)
    if proof:
        size = size_that_fits(proof, face, style.foot_size, room * 0.58, least=6)
        drawing.text(start, style.foot, proof, face, size)


def _lay_look_up(drawing: Drawing, style: Style, left: float, code: bars.QrCode) -> None:
    side = style.qr_side if code.size <= _QR_MODULES else style.qr_side + 0.5
    drawing.qr(left, style.strip_top + 2, code, side)
    size = size_that_fits(_LOOK_UP, REGULAR, style.foot_size + 0.5, style.qr_side)
    x = left + side + bars.QR_QUIET * side / code.size + size * 0.28
    drawing.texts.append(Text(x, style.strip_top + 2 + style.qr_side, _LOOK_UP, REGULAR, size, upright=True))
