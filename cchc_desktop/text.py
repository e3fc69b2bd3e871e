"""Vietnamese text: one normal form, folding for search, masks, dates as clerks type and papers print them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

# What UTF-8 looks like when it was read with a Western code page, and the replacement sign.
_WRONG_ENCODING = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf]|áº|á»|Ä[‘\u0090\u0091]|Æ°|â€")


def nfc(text: str) -> str:
    """Return ``text`` in Unicode NFC with outer and repeated white space removed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def nfc_lines(text: str) -> str:
    """Return ``text`` in NFC, line by line; empty lines at both ends are dropped."""
    return "\n".join(nfc(line) for line in text.strip().splitlines())


def fold(text: str) -> str:
    """Return ``text`` for searching: small letters without accents, đ as d ("Hoà" and "Hòa" are equal)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """Return the folded words of ``text``: runs of letters and digits."""
    return re.findall(r"[^\W_]+", fold(text))


def has_wrong_encoding(text: str) -> bool:
    """Return whether ``text`` shows the traces of a wrong code page.

    A single Ã is none of them: "XÃ VĨNH LƯƠNG" is a good address. (A scanned card is judged more strictly.)
    """
    return _WRONG_ENCODING.search(text) is not None


def digits(text: str) -> str:
    """Return only the digits 0-9 of ``text``."""
    return "".join(sign for sign in text if "0" <= sign <= "9")


def mask_number(number: str) -> str:
    """Return a personal number with its middle hidden: "056190004821" -> "056••••••821"."""
    if len(number) < 7:
        return "•" * len(number)
    return f"{number[:3]}{'•' * (len(number) - 6)}{number[-3:]}"


def parse_typed_date(typed: str, today: date) -> date | None:
    """Return the date that a clerk typed, or ``None`` where it is no date.

    Taken are ddmmyy, ddmmyyyy, and both with ``/ . -`` or spaces between. A year of two
    digits means the latest year that is not after ``today``: 010290 -> 1 February 1990.
    """
    parts = [part for part in re.split(r"[/.\-\s]+", typed.strip()) if part]
    if len(parts) == 1 and parts[0].isascii() and parts[0].isdigit() and len(parts[0]) in (6, 8):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    day, month, year = (int(part) for part in parts)
    if len(parts[2]) == 2:
        year += today.year // 100 * 100
        if year > today.year:
            year -= 100
    elif len(parts[2]) != 4:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dong(amount: int) -> str:
    """Return a sum with dots as thousands separator, without its unit: 15000 -> "15.000"."""
    return f"{amount:,}".replace(",", ".")


def long_date(day: date) -> str:
    """Return "ngày 05 tháng 3 năm 2023": the day has two digits, the month only in 01 and 02 (RULES 42)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def long_moment(moment: datetime) -> str:
    """Return "09 giờ 05 phút, ngày 31 tháng 10 năm 2023"."""
    return f"{moment.hour:02} giờ {moment.minute:02} phút, {long_date(moment.date())}"


def weekday_name(day: date) -> str:
    """Return "thứ Hai" … "Chủ nhật"."""
    return WEEKDAYS[day.weekday()]
