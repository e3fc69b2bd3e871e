"""Pictures too large to be kept: made smaller, upright, readable, page by page; what cannot be is not."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageDraw, ImageFont

from cchc_desktop.documents import shrinking
from cchc_desktop.documents.thumbnail import count_pages
from cchc_desktop.domain.attachment import AttachmentMedia, media_of
from cchc_desktop.errors import AttachmentRefused
from tests.documents.outside_files import bomb, picture

MB = 1024 * 1024
JPEG, PNG, TIFF = AttachmentMedia.JPEG, AttachmentMedia.PNG, AttachmentMedia.TIFF
TURNED_RIGHT = 6
"""The note of a camera that was held on its side."""


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture that packs badly, as a photograph of paper does."""
    random.seed(7)
    grain = Image.frombytes("L", (width // 4, height // 4), random.randbytes((width // 4) * (height // 4)))
    return grain.resize((width, height)).convert(mode)


def packed(kind: str, *pages: Image.Image, **how: object) -> bytes:
    file = io.BytesIO()
    pages[0].save(file, kind, **({"save_all": True, "append_images": pages[1:]} if pages[1:] else {}), **how)
    return file.getvalue()


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(("kind", "media", "becomes"), [("JPEG", JPEG, JPEG), ("PNG", PNG, JPEG), ("TIFF", TIFF, TIFF)])
def test_a_large_photograph_has_the_dots_of_a_4_at_200(kind: str, media: AttachmentMedia, becomes: AttachmentMedia):
    content = packed(kind, noise(3000, 4000))
    made = shrinking.shrunk(content, media, 2 * MB)
    assert made is not None
    assert len(made) <= 2 * MB < len(content)
    assert media_of(made) is becomes
    assert opened(made).size == (1755, 2340)


@pytest.mark.parametrize(
    ("dpi", "size"),
    [
        pytest.param(600, (1654, 2339), id="a4 at 600"),
        pytest.param(200, (4961, 7016), id="a sheet that is larger keeps its 200 dots"),
        pytest.param(72, (1655, 2340), id="what a telephone says is not believed"),
    ],
)
def test_a_scan_is_brought_down_by_the_dots_it_states(dpi: int, size: tuple[int, int]):
    made = shrinking.shrunk(packed("PNG", noise(4961, 7016, "L"), dpi=(dpi, dpi)), PNG, 20 * MB)
    assert opened(made).size == size


def test_small_print_is_still_read():
    page = noise(2480, 3508, "L").point(lambda level: 200 + level // 8)
    line = "Phường Mẫu Hòa, số định danh 056191004821"
    font = ImageFont.truetype("LiberationSerif-Regular", 42)  # ten points at 300 dots
    ImageDraw.Draw(page).text((300, 300), line, fill=0, font=font)
    made = opened(shrinking.shrunk(packed("PNG", page, dpi=(300, 300)), PNG, MB))
    assert made.size == (1653, 2339)
    ink = page.crop((300, 300, 1300, 350)).resize((667, 33))
    seen = made.convert("L").crop((200, 200, 867, 233))
    apart = sum(abs(a - b) for a, b in zip(ink.tobytes(), seen.tobytes(), strict=True)) / (667 * 33)
    assert apart < 12, "the line looks as it did"


def test_a_photograph_is_stored_upright_and_without_what_the_camera_noted():
    exif = Image.Exif()
    exif[0x0112] = TURNED_RIGHT
    exif[0x010F] = "Maker"
    made = opened(shrinking.shrunk(packed("JPEG", noise(4000, 3000), exif=exif), JPEG, 2 * MB))
    assert made.size == (1755, 2340)
    assert not made.getexif()


def test_every_page_of_a_tiff_stays_and_black_and_white_keeps_its_dots():
    pages = [noise(2480, 3508), noise(2480, 3508, "L"), Image.new("1", (4960, 7016), 1)]
    content = packed("TIFF", *pages, dpi=(300, 300))
    made = shrinking.shrunk(content, TIFF, 8 * MB)
    assert made is not None
    assert len(made) <= 8 * MB < len(content)
    assert count_pages(made, TIFF) == 3
    file = opened(made)
    sizes = []
    for number in range(3):
        file.seek(number)
        sizes.append((file.mode, file.size))
    assert sizes == [("RGB", (1653, 2339)), ("L", (1653, 2339)), ("1", (4960, 7016))]


def test_where_it_would_be_no_longer_readable_there_is_none():
    assert shrinking.shrunk(packed("TIFF", *[noise(2480, 3508)] * 3), TIFF, MB // 2) is None
    assert shrinking.shrunk(packed("JPEG", noise(2480, 3508)), JPEG, 50_000) is None


@pytest.mark.parametrize(
    ("content", "media", "cause"),
    [(picture("JPEG")[:-300], JPEG, "broken_file"), (bomb(60_000, 60_000), PNG, "too_many_pixels")],
)
def test_what_cannot_be_opened_is_refused(content: bytes, media: AttachmentMedia, cause: str):
    with pytest.raises(AttachmentRefused) as refused:
        shrinking.shrunk(content, media, MB)
    assert refused.value.facts["cause"] == cause
