"""The file of evaluation questions: the starting set, and every fault by its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.catalogue.evaluation_reading import read_evaluation
from cchc_desktop.domain.evaluation import evaluation_set_on
from cchc_desktop.errors import CatalogueLineWrong
from cchc_desktop.paths import resources
from cchc_desktop.sentences import BY_FACT, sentence

HEADER = "valid_from,valid_to,number,question,scale\n"
TWO_SETS = (
    HEADER
    + "0001-01-01,2023-12-31,1,Thái độ,Tốt|Chưa tốt\n"
    + "0001-01-01,2023-12-31,2,Thời gian,\n"
    + "2024-01-01,,1,Kết quả,Tốt|Khá|Kém\n"
)


def folder_with(path: Path, content: str) -> Path:
    (path / "questions.csv").write_text(content, encoding="utf-8")
    return path


def test_the_starting_set_has_nine_questions_and_five_words() -> None:
    [found] = read_evaluation(resources() / "evaluation")
    assert len(found.questions) == 9
    assert found.scale == ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng")
    assert evaluation_set_on([found], date(2023, 10, 26)) is found


@pytest.mark.parametrize(
    ("day", "questions", "scale"),
    [
        pytest.param(date(2023, 12, 31), ("Thái độ", "Thời gian"), ("Tốt", "Chưa tốt"), id="last day of the first set"),
        pytest.param(date(2024, 1, 1), ("Kết quả",), ("Tốt", "Khá", "Kém"), id="first day of the second"),
    ],
)
def test_the_day_says_which_questions_are_asked(
    tmp_path: Path, day: date, questions: tuple[str, ...], scale: tuple[str, ...]
) -> None:
    found = evaluation_set_on(read_evaluation(folder_with(tmp_path, TWO_SETS)), day)
    assert (found.questions, found.scale) == (questions, scale)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        pytest.param(",2,Thời gian", ",3,Thời gian", (3, "number", "not_consecutive"), id="a gap"),
        pytest.param(",2,Thời gian", ",1,Thời gian", (3, "number", "not_consecutive"), id="twice the same"),
        pytest.param("Thời gian,", "Thời gian,Tốt|Kém", (3, "scale", "scale_not_first"), id="a scale further down"),
        pytest.param("Tốt|Chưa tốt", "Tốt", (2, "scale", "wrong_scale"), id="one word"),
        pytest.param("Tốt|Chưa tốt", "a|b|c|d|e|f", (2, "scale", "wrong_scale"), id="six words"),
        pytest.param("Tốt|Chưa tốt", "Tốt|Tốt", (2, "scale", "wrong_scale"), id="the same word twice"),
        pytest.param("Tốt|Chưa tốt", "", (2, "scale", "missing"), id="no scale"),
        pytest.param("Thái độ", "", (2, "question", "missing"), id="no question"),
        pytest.param("2024-01-01", "2024-01-02", (0, "valid_from", "days_not_covered"), id="a day without"),
        pytest.param("2024-01-01,", "2024-01-01,2024-12-31", (0, "valid_to", "days_not_covered"), id="an end"),
    ],
)
def test_a_fault_is_named_by_its_line(tmp_path: Path, old: str, new: str, place: tuple[int, str, str]) -> None:
    assert TWO_SETS.count(old) == 1
    with pytest.raises(CatalogueLineWrong) as refused:
        read_evaluation(folder_with(tmp_path, TWO_SETS.replace(old, new)))

    problems = refused.value.facts["problems"]
    assert isinstance(problems, tuple)
    assert place in [(problem.line, problem.column, problem.cause) for problem in problems]
    assert all(problem.cause in BY_FACT for problem in problems)
    assert "questions.csv" in sentence(refused.value)


@pytest.mark.parametrize("content", ["", HEADER], ids=["nothing", "a head alone"])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(CatalogueLineWrong):
        read_evaluation(folder_with(tmp_path, content))
