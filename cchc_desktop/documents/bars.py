"""QR and Code128 as vectors: each symbol is one path of black runs, kept ready as PDF operators.

Sizes and how they were chosen: a Code128 module of 0.33 mm and a QR module of 0.5 mm read at 150 dpi in every position.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import lru_cache

import qrcode
import qrcode.constants
import qrcode.util
from barcode.codex import Code128

QR_QUIET = 4
"""White modules that a QR needs on every side."""
BAR_QUIET = 10
"""White modules that a Code128 needs on both sides."""

_KEPT = 32
_FIXED_MASK = 2
"""Choosing among the eight masks costs five times the code itself, and readers take any of them."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A ready QR symbol of error correction M.

    Attributes:
        text: what a reader gets from it.
        size: modules along one side, without the quiet zone.
        bits: the modules row by row from the top left, black as 1, as hexadecimal text.
        path: PDF operators that draw it in units of one module, y downwards; derived from ``bits``.
    """

    text: str
    size: int
    bits: str
    path: str = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", " ".join(_runs(self._rows())))

    def _rows(self) -> Iterator[str]:
        whole = f"{int(self.bits, 16):0{self.size * self.size}b}"
        for start in range(0, len(whole), self.size):
            yield whole[start : start + self.size]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BarCode:
    """A ready Code128 symbol: ``modules`` wide without quiet zones, ``path`` as in `QrCode`, one unit high."""

    text: str
    modules: int
    path: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListingCodes:
    """Ready QR symbols of the listing and the feedback address: made once per catalogue version, then kept."""

    codes: tuple[QrCode, ...] = ()

    @classmethod
    def made_for(cls, addresses: Iterable[str]) -> ListingCodes:
        """Make the symbols of ``addresses`` (empty ones are left out); about 3 ms each."""
        return cls(codes=tuple(qr_code(address) for address in dict.fromkeys(addresses) if address))

    @classmethod
    def from_text(cls, kept: str) -> ListingCodes:
        """Read what `to_text` gave.

        Raises:
            ValueError: the text was not written by `to_text`.
        """
        codes = []
        for line in kept.splitlines():
            size, bits, text = line.split(" ", 2)
            codes.append(QrCode(text=text, size=int(size), bits=bits))
        return cls(codes=tuple(codes))

    def to_text(self) -> str:
        """Return the symbols as text, one line each (about 500 characters), for the store to keep."""
        return "\n".join(f"{code.size} {code.bits} {code.text}" for code in self.codes)

    def of(self, address: str) -> QrCode:
        """Return the ready symbol of ``address``, or make it where it was not prepared."""
        for code in self.codes:
            if code.text == address:
                return code
        return qr_code(address)


@lru_cache(maxsize=_KEPT)
def qr_code(text: str) -> QrCode:
    """Return the QR symbol of ``text``, error correction M, smallest version that takes it.

    The last few are kept: the slip that is printed bears the code of the one that was drawn beside the form.

    Raises:
        ValueError: the text is longer than any QR takes (2,331 bytes).
    """
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=_FIXED_MASK)
    maker.add_data(qrcode.util.QRData(text.encode("utf-8"), mode=qrcode.util.MODE_8BIT_BYTE))
    maker.make(fit=True)
    size = maker.modules_count
    number = int("".join("1" if module else "0" for row in maker.modules for module in row), 2)
    return QrCode(text=text, size=size, bits=f"{number:x}")


def bar_code(text: str) -> BarCode:
    """Return the Code128 symbol of ``text``.

    Raises:
        barcode.errors.IllegalCharacterError: a sign is not ASCII.
    """
    row = str(Code128(text).build()[0])
    return BarCode(text=text, modules=len(row), path=" ".join(_runs([row])))


def _runs(rows: Iterable[str]) -> Iterator[str]:
    """Yield one ``re`` operator for each run of 1 in each row."""
    for y, row in enumerate(rows):
        start = row.find("1")
        while start >= 0:
            end = row.find("0", start)
            end = len(row) if end < 0 else end
            yield f"{start} {y} {end - start} 1 re"
            start = row.find("1", end)
