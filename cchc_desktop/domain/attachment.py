"""Files kept with a dossier: what kinds are taken, what each is to the dossier, and what is known of one."""

from __future__ import annotations

import dataclasses
import enum
from datetime import datetime

from cchc_desktop.domain.entry import Position
from cchc_desktop.text import nfc

MOST_PAGES = 500
MOST_PIXELS = 80_000_000
"""Of one page: an A3 sheet at 600 dpi has 70 million. More is a small file made to fill the memory."""
MOST_PIXELS_TOGETHER = 4_500_000_000
"""Of all pages of one picture file: 500 sheets of A4 at 300 dpi."""
LONGEST_NAME = 150

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_BEFORE_A_PDF = b"\xef\xbb\xbf \t\r\n"
"""What careless programs put before the first letter of a PDF, and every viewer passes over."""


class AttachmentMedia(enum.StrEnum):
    """The kinds of files that are taken; values are stored and never renamed."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"

    @property
    def extension(self) -> str:
        """Return how a file of this kind ends, so that the system's viewer opens it and nothing else."""
        return {"PDF": ".pdf", "JPEG": ".jpg", "PNG": ".png", "TIFF": ".tif"}[self.name]


class AttachmentRole(enum.StrEnum):
    """What a file is to its dossier; values are stored and never renamed."""

    PAPER = "paper"
    """Something that the citizen handed in."""
    SIGNED_DOCUMENT = "signed_document"
    """What a leader signed, as a pause needs it."""
    RESULT = "result"
    OTHER = "other"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that was looked at, found good and put into the store; no dossier names it yet."""

    sha256: str
    size: int
    """Bytes."""
    media: AttachmentMedia
    pages: int
    shrunk_from: int = 0
    """Bytes of the picture as it was picked, where it was made smaller; 0: the file is as it was picked."""
    name: str = dataclasses.field(repr=False)
    """The file's name as the clerk knows it: personal, as it often names the citizen."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLine:
    """One attachment of a dossier, as its entry says."""

    position: Position
    sha256: str
    size: int
    media: AttachmentMedia
    pages: int
    role: AttachmentRole
    signed_at: datetime | None
    is_late: bool | None
    """Whether a result came later than it may after its signing; ``None`` where no calendar told (RULES 12)."""
    attached_at: datetime
    officer_name: str
    shrunk_from: int = 0
    """As of `Prepared`."""
    name: str = dataclasses.field(repr=False)
    """The file's name; empty after an erasure."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that was put to a dossier."""

    code: str
    line: AttachmentLine


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """A scanner of this machine."""

    device: str
    """Its name for the scanning system."""
    label: str
    """Its maker and model, for people."""


def media_of(content: bytes) -> AttachmentMedia | None:
    """Return what a file is by its first bytes, whatever it is called; ``None`` for a kind that is not taken."""
    if content[:64].lstrip(_BEFORE_A_PDF).startswith(b"%PDF-"):
        return AttachmentMedia.PDF
    return next((AttachmentMedia(media) for signature, media in _SIGNATURES if content.startswith(signature)), None)


def name_as_jpeg(name: str) -> str:
    """Return the name of a PNG that was made a JPEG; a file without a name has none."""
    bare = name[:-4] if name.lower().endswith(".png") else name
    return f"{bare}{AttachmentMedia.JPEG.extension}" if bare else ""


def file_name(name: str) -> str:
    """Return a file's name without its folders and without signs that cannot be seen or turn the writing round."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign if sign.isprintable() else " " for sign in bare)
    return nfc(seen)[:LONGEST_NAME].rstrip()
