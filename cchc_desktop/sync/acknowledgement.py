"""The acknowledgement's file: the city's answer and its signature, in one small JSON text."""

from __future__ import annotations

import json

from cchc_desktop.domain.acknowledgement import Acknowledgement
from cchc_desktop.errors import AcknowledgementRefused
from cchc_desktop.sync import keys

SUFFIX = ".tra-loi.json"
"""Stands behind the package's file name where an answer lies beside it."""
MOST_BYTES = 64 * 1024 * 1024


def signed(answer: Acknowledgement, signing_key: str) -> bytes:
    """Return the file of an answer, signed with the city's private key."""
    text = answer.to_text()
    record = {"text": text, "signature": keys.sign(signing_key, text.encode()).hex()}
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def opened(file: bytes, city_sign_key: str) -> Acknowledgement:
    """Return an answer that the city has signed.

    Args:
        file: The file's bytes.
        city_sign_key: The city's public signing key, as its card names it.

    Raises:
        AcknowledgementRefused: It is none, or the city did not sign it; nothing of it may be believed.
    """
    try:
        if len(file) > MOST_BYTES:
            raise ValueError("too large")
        record = json.loads(file)
        text, signature = record["text"], bytes.fromhex(record["signature"])
        if not isinstance(text, str):
            raise ValueError("no text")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AcknowledgementRefused(cause="not_an_acknowledgement") from error
    if not keys.is_signed(city_sign_key, text.encode(), signature):
        raise AcknowledgementRefused(cause="wrong_signature")
    try:
        return Acknowledgement.from_text(text)
    except (ValueError, RecursionError) as error:
        raise AcknowledgementRefused(cause="not_an_acknowledgement") from error
