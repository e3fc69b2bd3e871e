"""The type family: complete, embedded, or a clear error."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics

from cchc_desktop import errors
from cchc_desktop.documents import appointment_slip, fonts
from tests.documents.samples import SLIP, STATIONERY

FACES = (fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC)


@pytest.mark.parametrize("face", FACES)
def test_every_vietnamese_letter_and_the_dong_sign_has_a_glyph(face: str) -> None:
    fonts.register()

    assert len(fonts.VIETNAMESE_LETTERS) == 134
    assert fonts.covers(pdfmetrics.getFont(face), fonts.VIETNAMESE_LETTERS + "₫")


def test_a_missing_font_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(errors.FontMissing) as caught:
        fonts.find(fonts.BOLD, [tmp_path])

    assert caught.value.facts == {"font": "LiberationSerif-Bold.ttf", "package": "fonts-liberation2"}


def test_a_font_without_vietnamese_is_refused_whatever_its_name(tmp_path: Path) -> None:
    shutil.copy(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf", tmp_path / "LiberationSerif-Regular.ttf")

    with pytest.raises(errors.FontMissing):
        fonts.find(fonts.REGULAR, [tmp_path])


def test_a_torn_font_file_is_passed_over(tmp_path: Path) -> None:
    torn, sound = tmp_path / "torn", tmp_path / "sound"
    for folder in (torn, sound):
        folder.mkdir()
    good = next(path for folder in fonts.folders() for path in folder.glob("LiberationSerif-Italic.ttf"))
    (torn / good.name).write_bytes(b"no font at all")
    shutil.copy(good, sound / good.name)

    assert fonts.find(fonts.ITALIC, [torn, sound]).face.filename == str(sound / good.name)


def test_all_fonts_of_a_slip_are_embedded_and_none_is_helvetica(tmp_path: Path) -> None:
    file = tmp_path / "slip.pdf"
    file.write_bytes(appointment_slip.build(SLIP, STATIONERY))

    listing = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True).stdout.decode()

    rows = [line.split() for line in listing.splitlines()[2:]]
    assert rows
    assert all("LiberationSerif" in row[0] and row[-5:-2] == ["yes", "yes", "yes"] for row in rows), listing
