"""A dossier that was found by who filed it says so in its row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from tests.ui.intake_desk import MARITAL
from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk

APPLICANT = Person(name="Lê Thị Thu Hà", personal_id="056191004821", address="27/4 Lê Hồng Phong", phone="0905118264")
SUBMITTER = Person(name="Trần Văn Hai", personal_id="056090000456", phone="0914000222")


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY, page="dossiers") as found:
        form = ReceiveDossier(
            procedure_code=MARITAL, applicant=APPLICANT, submitter=SUBMITTER, submitter_ground="giấy ủy quyền"
        )
        found.opened.parts.intake.receive(form)
        found.receive("Đặng Văn Đức", number="056080000177", phone="")
        yield found


def row_of(desk: RealDesk, typed: str) -> str:
    desk.dossiers.search.setFocus()
    desk.dossiers.search.clear()
    desk.type(typed)
    (row,) = desk.dossiers.list.rows()
    assert row.head == "Lê Thị Thu Hà"
    return row.lines[-1]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("tran van hai", "người nộp Trần Văn Hai 056••••••456", id="the name"),
        pytest.param("0456", "người nộp Trần Văn Hai 056••••••456", id="the last digits of the number"),
        pytest.param("056090000456", "người nộp Trần Văn Hai 056••••••456", id="the whole number"),
        pytest.param("0914 000 222", "người nộp Trần Văn Hai 0914000222", id="the telephone in groups"),
        pytest.param("0222", "người nộp Trần Văn Hai 0914000222", id="the telephone's end"),
        pytest.param("ha 0456", "người nộp Trần Văn Hai 056••••••456", id="with the applicant's name"),
    ],
)
def test_the_submitter_who_was_typed_stands_in_the_row(desk: RealDesk, typed: str, why: str):
    assert row_of(desk, typed).startswith(f"{why}  ·  …240424-0001")


@pytest.mark.parametrize("typed", ["thu ha", "4821", "0905118264", "0905 118 264", "240424-0001", "le"])
def test_what_the_row_shows_anyway_is_not_explained(desk: RealDesk, typed: str):
    assert "người nộp" not in row_of(desk, typed)


def test_the_newest_need_no_reason(desk: RealDesk):
    desk.window.open_page("dossiers")
    assert not [row for row in desk.dossiers.list.rows() if "người nộp" in " ".join(row.lines)]
