"""Files from outside: what can be opened is counted and shown small, everything else is refused by its cause."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from cchc_desktop.documents.thumbnail import THUMBNAIL_PX, count_pages, thumbnail
from cchc_desktop.domain.attachment import MOST_PAGES, AttachmentMedia, file_name, media_of
from cchc_desktop.errors import AttachmentRefused
from tests.documents.outside_files import bomb, pdf, picture, tiff, tiff_bomb

PDF, JPEG, PNG, TIFF = AttachmentMedia


def cause_of(content: bytes, media: AttachmentMedia) -> str:
    with pytest.raises(AttachmentRefused) as refused:
        count_pages(content, media)
    return str(refused.value.facts["cause"])


def said_of(content: bytes, media: AttachmentMedia) -> str:
    try:
        return "shown" if thumbnail(content, media).startswith(b"\x89PNG") else "no picture"
    except AttachmentRefused as refused:
        return str(refused.facts["cause"])


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (pdf(), PDF),
        (b"\xef\xbb\xbf\r\n" + pdf(), PDF),
        (picture("JPEG"), JPEG),
        (picture("PNG"), PNG),
        (tiff(1), TIFF),
        (b"MM\x00*\x00\x00\x00\x08", TIFF),
        (b"", None),
        (b"MZ\x90\x00" + pdf(), None),
        (b"#!/bin/sh\n%PDF-1.4", None),
        (b"<html><!-- %PDF-1.4 -->", None),
        (b"PK\x03\x04", None),
        (b"\x7fELF", None),
        (picture("GIF", mode="L"), None),
        (b"%!PS-Adobe-3.0", None),
    ],
)
def test_a_kind_is_told_by_the_first_bytes(content: bytes, media: AttachmentMedia | None) -> None:
    assert media_of(content) is media


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/nhà/Đơn xin.pdf", "Đơn xin.pdf"),
        ("D:\\quét\\Thẻ.jpg", "Thẻ.jpg"),
        ("anh\u202egpj.exe", "anh gpj.exe"),
        ("a\nb\x00.pdf", "a b .pdf"),
        ("Ho\u0300a.pdf", "Hòa.pdf"),
        ("x" * 400, "x" * 150),
        ("", ""),
    ],
)
def test_a_name_is_only_a_name(typed: str, kept: str) -> None:
    assert file_name(typed) == kept


@pytest.mark.parametrize(
    ("content", "media", "pages"),
    [
        (pdf(3), PDF, 3),
        (picture("JPEG"), JPEG, 1),
        (picture("PNG", mode="L", ground=255), PNG, 1),
        (tiff(4), TIFF, 4),
        (tiff(MOST_PAGES), TIFF, MOST_PAGES),
        (pdf(MOST_PAGES), PDF, MOST_PAGES),
        (pdf(password=""), PDF, 1),
    ],
    ids=["pdf", "jpeg", "png", "tiff", "most of a tiff", "most of a pdf", "a pdf that only forbids"],
)
def test_pages_are_counted(content: bytes, media: AttachmentMedia, pages: int) -> None:
    assert count_pages(content, media) == pages


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # it complains of what it goes on to refuse
@pytest.mark.parametrize(
    ("content", "media", "cause"),
    [
        (pdf(MOST_PAGES + 1), PDF, "too_many_pages"),
        (tiff(MOST_PAGES + 1), TIFF, "too_many_pages"),
        (pdf(password="secret"), PDF, "encrypted_file"),
        (pdf()[:60], PDF, "broken_file"),
        (b"%PDF-1.7 nothing else", PDF, "broken_file"),
        (picture("JPEG")[:-400], JPEG, "broken_file"),
        (picture("PNG")[:90], PNG, "broken_file"),
        (tiff(3)[:-60], TIFF, "broken_file"),
        (bomb(9000, 9000), PNG, "too_many_pixels"),
        (bomb(10_000, 10_000), PNG, "too_many_pixels"),
        (bomb(60_000, 60_000), PNG, "too_many_pixels"),
        (tiff_bomb(450, 3162, 3163), TIFF, "too_many_pixels"),
        (tiff_bomb(449, 3162, 3163), TIFF, "broken_file"),
        (picture("PNG"), JPEG, "broken_file"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_cause(content: bytes, media: AttachmentMedia, cause: str) -> None:
    assert cause_of(content, media) == cause


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # it complains of what it goes on to refuse
@pytest.mark.parametrize("kind", list(AttachmentMedia))
def test_a_torn_file_is_refused_or_opened_but_never_an_accident(kind: AttachmentMedia) -> None:
    whole = {PDF: pdf(2), JPEG: picture("JPEG"), PNG: picture("PNG"), TIFF: tiff(3)}[kind]
    chance = random.Random(20231024)
    for _ in range(150):
        torn = bytearray(whole[: chance.randrange(8, len(whole) + 1)])
        for _ in range(chance.randrange(4)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        assert said_of(bytes(torn), kind) in ("shown", "broken_file", "encrypted_file", "too_many_pixels")


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (pdf(2), PDF),
        (picture("JPEG"), JPEG),
        (picture("TIFF", mode="1", ground=1), TIFF),
        (picture("TIFF", mode="L", ground=255), TIFF),
    ],
)
def test_a_thumbnail_is_a_small_upright_png_with_the_page_on_it(content: bytes, media: AttachmentMedia) -> None:
    made = thumbnail(content, media)
    with Image.open(io.BytesIO(made), formats=["PNG"]) as shown:
        grey = shown.convert("L")
    width, height = grey.size
    assert (width, height) <= THUMBNAIL_PX
    assert THUMBNAIL_PX[1] - 20 <= height <= THUMBNAIL_PX[1], "as large as it may be"
    assert grey.getpixel((width // 2, 10)) < 100, "the dark band is at the top"
    assert grey.getpixel((width // 2, height // 2 + 30)) > 200, "the paper is white"
    assert thumbnail(content, media) == made


def test_what_can_be_seen_through_is_shown_on_white() -> None:
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    packed = io.BytesIO()
    clear.save(packed, "PNG")
    with Image.open(io.BytesIO(thumbnail(packed.getvalue(), PNG))) as shown:
        assert shown.getpixel((50, 50)) == (255, 255, 255)


def test_sixteen_bits_of_grey_are_not_all_white() -> None:
    packed = io.BytesIO()
    Image.new("I;16", (100, 100), 20_000).save(packed, "PNG")
    with Image.open(io.BytesIO(thumbnail(packed.getvalue(), PNG))) as shown:
        assert 70 <= shown.getpixel((50, 50)) <= 85  # type: ignore[operator]


def test_a_photograph_lies_as_it_was_held() -> None:
    turned = Image.open(io.BytesIO(picture("JPEG", (600, 300))))
    exif = turned.getexif()
    exif[0x0112] = 6
    packed = io.BytesIO()
    turned.save(packed, "JPEG", exif=exif)
    with Image.open(io.BytesIO(thumbnail(packed.getvalue(), JPEG))) as shown:
        assert shown.height == 2 * shown.width


@pytest.mark.parametrize("size", [(1, 14_400), (14_400, 1)])
def test_a_page_of_an_odd_shape_makes_no_giant_picture(size: tuple[float, float]) -> None:
    with Image.open(io.BytesIO(thumbnail(pdf(size=size), PDF))) as shown:
        assert shown.width <= THUMBNAIL_PX[0] + 1
        assert shown.height <= THUMBNAIL_PX[1] + 1
