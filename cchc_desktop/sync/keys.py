"""Keys of desks, wards and the city: Ed25519 to sign, X25519 (age) to encrypt to."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cchc_desktop.errors import PackageRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_SIGNING, _PUBLIC = "cchc-sign-", "cchc-desk-"


def new_signing_key() -> str:
    """Return a new private key to sign with, as text."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _SIGNING + base64.b32encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode().rstrip("=").lower()


def public_of(signing_key: str) -> str:
    """Return the public key of a private one, as text: this is what the city enrols."""
    raw = _signing(signing_key).public_key().public_bytes_raw()
    return _PUBLIC + base64.b32encode(raw).decode().rstrip("=").lower()


def new_identity() -> tuple[str, str]:
    """Return a new age identity: (private, public)."""
    import pyrage  # type: ignore[import-untyped]

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def sign(signing_key: str, content: bytes) -> bytes:
    """Return the signature, 64 bytes."""
    return _signing(signing_key).sign(content)


def is_signed(public_key: str, content: bytes, signature: bytes) -> bool:
    """Return whether the holder of a key signed ``content``; a text that is no key signed nothing."""
    from cryptography.exceptions import InvalidSignature

    try:
        _public(public_key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def refuse_no_public_key(text: str) -> None:
    """Raise `ValueError` where a text is no public key to check signatures with."""
    _public(text)


def encrypted(content: bytes, recipients: tuple[str, ...]) -> bytes:
    """Return ``content`` readable only by the holders of the private keys; raise `PackageRefused` for no key."""
    import pyrage

    try:
        known = [pyrage.x25519.Recipient.from_str(recipient) for recipient in dict.fromkeys(recipients)]
        return bytes(pyrage.encrypt(content, known))
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise PackageRefused(cause="wrong_key") from error


def decrypted(content: bytes, identity: str) -> bytes:
    """Return what was encrypted to a key.

    Raises:
        PackageRefused: It was encrypted to somebody else, or is not as it was written.
    """
    import pyrage

    try:
        return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.IdentityError, pyrage.DecryptError) as error:
        raise PackageRefused(cause="cannot_decrypt") from error


def _signing(text: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(_raw(text, _SIGNING))


def _public(text: str) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(_raw(text, _PUBLIC))


def _raw(text: str, head: str) -> bytes:
    bare = text.strip().removeprefix(head).upper()
    raw = base64.b32decode(bare + "=" * (-len(bare) % 8))
    if len(raw) != 32 or not text.strip().startswith(head):
        raise ValueError("no key")
    return raw
