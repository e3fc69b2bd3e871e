"""A few letters without accents find the procedure, the frequent and the favourite ones first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue import reading
from cchc_desktop.catalogue.search import ProcedureIndex
from cchc_desktop.paths import resources
from cchc_desktop.text import fold, words

CATALOGUE = reading.read_catalogue(resources() / "catalogue")
INDEX = ProcedureIndex(CATALOGUE)
CERTAIN = [procedure for procedure in CATALOGUE if procedure.confidence == "high"]


def codes(typed: str, **how) -> list[str]:
    return [procedure.code for procedure in INDEX.search(typed, **how)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("cs", "2.000815", id="shortcut of certified copies"),
        pytest.param("ks", "1.001193", id="shortcut of birth"),
        pytest.param("xnhn", "1.004873", id="shortcut of marital status"),
        pytest.param("xn hon nhan", "1.004873", id="initials among words"),
        pytest.param("hôn nhân", "1.004873", id="with accents"),
        pytest.param("HON NHAN", "1.004873", id="in capitals"),
        pytest.param("nhan hon", "1.004873", id="the other way round"),
        pytest.param("tinh tr hon", "1.004873", id="beginnings of words"),
        pytest.param("1.004873", "1.004873", id="code"),
        pytest.param("004873", "1.004873", id="code without its head"),
        pytest.param("4873", "1.004873", id="tail of the code"),
        pytest.param("khai sinh", "1.001193", id="the frequent one first"),
        pytest.param("dang ky khai sinh", "1.001193", id="the whole short name first"),
        pytest.param("khaisinh", "1.001193", id="without spaces"),
        pytest.param("lai khai sinh", "1.004884", id="registered again"),
        pytest.param("ctbs", "2.000815", id="initials in a row"),
        pytest.param("csbc", "2.000815", id="initials with gaps"),
        pytest.param("nb 001", "NB-001", id="internal code"),
        pytest.param("đất đai", "1.012812", id="đ is d"),
        pytest.param("  khai   tử ", "1.000656", id="spaces"),
    ],
)
def test_the_first_hit(typed, code):
    assert codes(typed)[0] == code


def test_nothing_typed_lists_favourites_then_the_frequent():
    assert codes("", limit=4, favourites=("1.004222", "1.000656")) == ["1.004222", "1.000656", "2.000815", "2.000635"]


def test_favourites_come_first_among_equal_hits():
    assert codes("khai sinh", favourites=("1.003583",))[0] == "1.003583"


def test_a_favourite_does_not_pass_a_better_hit():
    assert codes("ks", favourites=("1.003583",))[:1] == ["1.001193"]


def test_a_short_name_typed_whole_passes_even_a_favourite():
    assert codes("khai sinh dang ky", favourites=("1.004884",))[:2] == ["1.001193", "1.004884"]


def test_what_is_nowhere_is_not_found():
    assert codes("zzzz") == []
    assert codes("?!") == codes("")


def test_no_more_than_asked_for_and_none_twice():
    assert len(codes("dang ky", limit=3)) == 3
    found = codes("dang", limit=500)
    assert len(found) == len(set(found)) > 10


@given(st.sampled_from(CERTAIN), st.randoms())
def test_every_certain_procedure_is_first_by_its_short_name_in_any_order(procedure, random):
    typed = fold(procedure.short_name).replace(",", " ").split()
    random.shuffle(typed)
    assert INDEX.search(" ".join(typed))[0] == procedure


@given(st.sampled_from(list(CATALOGUE)), st.data())
def test_every_procedure_is_found_by_beginnings_of_its_words(procedure, data):
    chosen = data.draw(st.lists(st.sampled_from(words(procedure.short_name)), min_size=1, max_size=4))
    typed = [word[: data.draw(st.integers(1, len(word)))] for word in chosen]
    assert procedure in INDEX.search(" ".join(typed), limit=len(CATALOGUE))


@given(st.text(max_size=30), st.integers(0, 20))
def test_any_text_gives_at_most_the_limit(typed, limit):
    assert len(INDEX.search(typed, limit=limit)) <= limit
