"""Vietnamese text: one normal form, folding for search, masks, dates as clerks type and papers print them."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from datetime import date, datetime

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

# What UTF-8 looks like when it was read with a Western code page, and the replacement sign.
_WRONG_ENCODING = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf]|áº|á»|Ä[‘\u0090\u0091]|Æ°|â€")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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


def has_unprintable(text: str) -> bool:
    """Return whether ``text`` holds signs that no paper shows: control signs, turned writing, halves of signs."""
    return _UNPRINTABLE.search(text) is not None


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


def parse_typed_moment(typed: str, now: datetime) -> datetime | None:
    """Return the moment that a clerk typed, in the zone of ``now``, or ``None`` where it is none.

    An hour (``15:30``, ``15g30``, ``15h``, ``1530``) and a day (as `parse_typed_date` takes it, or ``02/05`` for the
    next second of May), in either order. A year of two figures is taken in this century.
    """
    parts = typed.strip().lower().split()
    if len(parts) != 2:
        return None
    for hour_text, day_text in (parts, parts[::-1]):
        found = re.fullmatch(r"([0-9]{1,2})(?:[:gh]([0-9]{2})?|([0-9]{2}))", hour_text)
        day = _coming_day(day_text, now.date()) if found else None
        if found is None or day is None:
            continue
        hour, minute = int(found[1]), int(found[2] or found[3] or 0)
        if hour < 24 and minute < 60:
            return now.replace(
                year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0
            )
    return None


def _coming_day(typed: str, today: date) -> date | None:
    """Return a day that lies ahead: without a year the next one, with two figures of it in this century."""
    parts = [part for part in re.split(r"[/.\-]", typed) if part]
    if len(parts) == 1 and parts[0].isdigit() and len(parts[0]) in (4, 6, 8):
        parts = [part for part in (parts[0][:2], parts[0][2:4], parts[0][4:]) if part]
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return None
    day, month = int(parts[0]), int(parts[1])
    years = [today.year, today.year + 1]
    if len(parts) == 3:
        if len(parts[2]) not in (2, 4):
            return None
        years = [int(parts[2]) + (today.year // 100 * 100 if len(parts[2]) == 2 else 0)]
    for year in years:
        with contextlib.suppress(ValueError):
            found = date(year, month, day)
            if len(parts) == 3 or found >= today:
                return found
    return None


def parse_dong(typed: str) -> int | None:
    """Return a sum that a clerk typed (``15000``, ``15.000``, ``15 000 đ``), or ``None`` where it is none."""
    bare = re.sub(r"\s|đồng|đ$", "", typed.strip().lower())
    if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+|[0-9]+", bare):
        return int(re.sub(r"[.,]", "", bare))
    return None


def dong(amount: int) -> str:
    """Return a sum with dots as thousands separator, without its unit: 15000 -> "15.000"."""
    return f"{amount:,}".replace(",", ".")


def counted(value: int | None) -> str:
    """Return a figure as papers and screens show it: "14.048"; "0"; "-" where nobody said it."""
    return "-" if value is None else dong(value)


def signed(difference: int) -> str:
    """Return a difference with its sign: "+8.000", "−66", "0"."""
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{dong(abs(difference))}"


def half_up(part: int, whole: int) -> int:
    """Return ``part`` by ``whole`` (both from 0 on) as the nearest whole number, of two the higher."""
    return (2 * part + whole) // (2 * whole)


def quotient(part: int, whole: int, decimals: int) -> str:
    """Return ``part`` by ``whole`` (both from 0 on), rounded half up: (90, 7, 1) -> "12,9"; no float is asked."""
    tens = 10**decimals
    found = half_up(part * tens, whole)
    return dong(found // tens) + (f",{found % tens:0{decimals}}" if decimals else "")


def percent(part: int | None, whole: int | None, decimals: int) -> str:
    """Return a share, rounded half up (RULES 55): "0,7 %", "0,79 %"; "-" of nothing and of what nobody said."""
    return "-" if part is None or not whole else f"{quotient(part * 100, whole, decimals)} %"


def hours(minutes: int, decimals: int = 0) -> str:
    """Return minutes as hours, rounded half up only here, where they are shown: 4.478.040 -> "74.634"."""
    return quotient(minutes, 60, decimals)


def hours_and_minutes(minutes: int) -> str:
    """Return minutes exactly: "14 giờ 30 phút", "74.634 giờ", "45 phút"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} phút"
    return f"{dong(whole)} giờ {rest:02} phút" if rest else f"{dong(whole)} giờ"


def short_date(day: date) -> str:
    """Return "15/9/2023", as long tables and reports write it: like `long_date`, the month has two digits in 01, 02."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def long_date(day: date) -> str:
    """Return "ngày 05 tháng 3 năm 2023": the day has two digits, the month only in 01 and 02 (RULES 42)."""
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def long_moment(moment: datetime) -> str:
    """Return "09 giờ 05 phút, ngày 31 tháng 10 năm 2023"."""
    return f"{moment.hour:02} giờ {moment.minute:02} phút, {long_date(moment.date())}"


def weekday_name(day: date) -> str:
    """Return "thứ Hai" … "Chủ nhật"."""
    return WEEKDAYS[day.weekday()]
