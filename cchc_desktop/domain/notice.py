"""An official paper on A4 (Mẫu 02, 03, 04, a stop, a pause, guidance) as data: head, blocks, foot; every text is final.

A new paper is a function that composes a `Notice`; how its blocks are drawn is `documents.notice` for all of them.
"""

from __future__ import annotations

import dataclasses
import enum


class PaperKind(enum.StrEnum):
    """Which paper; values are stored with what was printed and never renamed."""

    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL_NOTICE = "refusal_notice"
    APOLOGY_NOTICE = "apology_notice"
    STOP_NOTICE = "stop_notice"
    PAUSE_NOTICE = "pause_notice"
    GUIDANCE_SLIP = "guidance_slip"
    """Mẫu 02 before receipt: there is no dossier."""
    INTAKE_REFUSAL = "intake_refusal"
    """Mẫu 03 before receipt."""


class Align(enum.StrEnum):
    """How a column of a table or a paragraph stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A run of prose in one face; one without words is a gap to be filled in by hand, drawn as dots."""

    words: str
    bold: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A label with its value, which may take several lines; an empty value is a line of dots."""

    label: str
    value: str
    bold: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two fields that share a line where they fit; the second begins at ``share`` of the width."""

    first: Field
    second: Field
    share: float = 0.45


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Prose over the whole width."""

    spans: tuple[Span, ...]
    is_indented: bool = True
    """Whether the first line stands in by 10 mm."""
    align: Align = Align.JUSTIFIED
    size: float = 0.0
    """Points of type; 0: as the body."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """Paragraphs with numbers before them, first lines in by 10 mm."""

    items: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; neighbours of the same ``group`` stand under one common head."""

    head: str
    width: float
    """Millimetres; the last column takes what is left of the sheet."""
    align: Align = Align.LEFT
    group: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table; its head comes again on every page, and a row stays whole."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A promised moment in the heavy frame."""

    words: str
    tail: str = ""
    """The weekday, in the regular face."""
    label: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: lines of capacity or office in capitals, how, and the name."""

    titles: tuple[str, ...]
    manner: str
    name: str
    is_sealed: bool = False
    """Whether a seal needs its room."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Signers side by side; one alone stands on the right. Never apart from the last lines of text."""

    signers: tuple[Signer, ...]


Block = Field | Pair | Paragraph | Numbered | Table | Moment | Signatures


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One paper."""

    kind: PaperKind
    committee: tuple[str, ...]
    """Lines of the issuing body."""
    centre: tuple[str, ...]
    """Lines of the desk; empty on papers of the committee, whose own name is bold then."""
    number: str
    """"12/HDHS"; empty on a draft: dots."""
    place_date: str
    title: str
    """In capitals."""
    blocks: tuple[Block, ...]
    is_numbered: bool = True
    """Whether the form bears a number at all."""
    form_label: str = ""
    """"Mẫu số 02", small in the upper corner; empty: none."""
    dossier_code: str = ""
    """Empty before receipt: no line and no bar."""
    code_label: str = ""
    """What stands before the code under the title; empty where the prose says the code."""
    applicant_name: str = ""
    """Said again at the head of further pages."""
    proof: str = ""
    """"đã ghi sổ · bàn 2 · #0431 · 9F3C"."""
    enclosed: str = ""
    """Right side of the foot: "Kèm theo: Phiếu đánh giá"."""
    lookup_url: str = ""
    """Empty: no QR."""
    reprint_mark: str = ""
    """"BẢN IN LẠI LẦN 1 · …", in its reserved box: nothing else moves."""
    replaces: str = ""
    """Which paper this one replaces, when and why, framed under the title."""
    specimen: bool = False
    draft: bool = False
    """A preview before the record: NHÁP across, never handed out."""
