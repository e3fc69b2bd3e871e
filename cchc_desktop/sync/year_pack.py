"""The year-pack's file (`.cchc-nam`): the city's JSON text and its signature (docs/year-pack.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cchc_desktop.domain.entry import canonical
from cchc_desktop.domain.year_pack import YearPackText
from cchc_desktop.errors import YearPackRefused
from cchc_desktop.sync import keys
from cchc_desktop.text import nfc

SUFFIX = ".cchc-nam"
MOST_BYTES = 16 * 1024 * 1024
_KIND, _FORMAT = "cchc-year-pack", 1
_MOST_NUMBER = 10**9


def make(pack: YearPackText, signing_key: str) -> bytes:
    """Return the file of a year-pack, signed with the city's private key; the same pack gives the same bytes."""
    text = canonical(
        {
            "kind": _KIND,
            "format": _FORMAT,
            "number": pack.number,
            "valid_from": pack.valid_from.isoformat(),
            "decisions": list(pack.decisions),
            "city": pack.city,
            "signer": keys.public_of(signing_key),
            "files": dict(pack.files),
        }
    )
    record = {"text": text, "signature": keys.sign(signing_key, text.encode()).hex()}
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def opened(file: bytes, city_sign_key: str, *, after: int = 0) -> YearPackText:
    """Return a year-pack that the desk's own city has signed; its files are not read yet.

    Args:
        file: The file's bytes.
        city_sign_key: The city's public signing key, as its card names it.
        after: The number of the pack in force; only a higher one is taken.

    Raises:
        YearPackRefused: It is none, of a newer format, of another city, not as it was signed, or not newer
            than what is in force.
    """
    text, signature = _signed_text(file)
    record = _record(text)
    if record.get("kind") != _KIND:
        raise YearPackRefused(cause="not_a_year_pack")
    if record.get("format") != _FORMAT:
        raise YearPackRefused(cause="unknown_year_pack_format", version=str(record.get("format"))[:20])
    if record.get("signer") != city_sign_key:
        raise YearPackRefused(cause="another_city")
    if not keys.is_signed(city_sign_key, text.encode(), signature):
        raise YearPackRefused(cause="wrong_city_signature")
    try:
        pack = _pack(record)
    except (KeyError, TypeError, ValueError) as error:
        raise YearPackRefused(cause="not_a_year_pack") from error
    if pack.number <= after:
        raise YearPackRefused(cause="not_newer", number=pack.number, known=after)
    return pack


def _signed_text(file: bytes) -> tuple[str, bytes]:
    if len(file) > MOST_BYTES:
        raise YearPackRefused(cause="year_pack_too_large")
    try:
        record = json.loads(file)
        text, signature = record["text"], bytes.fromhex(record["signature"])
        if not isinstance(text, str):
            raise ValueError("no text")
        text.encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise YearPackRefused(cause="not_a_year_pack") from error
    return text, signature


def _record(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise YearPackRefused(cause="not_a_year_pack") from error
    if not isinstance(found, dict):
        raise YearPackRefused(cause="not_a_year_pack")
    return found


def _pack(record: Mapping[str, Any]) -> YearPackText:
    number, decisions, files = record["number"], record["decisions"], record["files"]
    if type(number) is not int or not 0 < number <= _MOST_NUMBER:
        raise ValueError("no number")
    if not isinstance(decisions, list) or not isinstance(files, dict):
        raise ValueError("no list")
    texts = (record["city"], record["valid_from"], *decisions, *files, *files.values())
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("no text")
    if not all(nfc(decision) == decision for decision in decisions):
        raise ValueError("not as texts are kept")
    return YearPackText(
        number=number,
        valid_from=date.fromisoformat(record["valid_from"]),
        decisions=tuple(decisions),
        city=record["city"],
        files=files,
    )
