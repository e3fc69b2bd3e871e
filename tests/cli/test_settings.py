"""Settings at the terminal: whatever JSON is typed for whichever, it is saved or refused with one sentence."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop import cli_reading
from cchc_desktop.settings import Settings
from tests.cli.terminal import OFFICER, Terminal

UNIT = ("unit_name=Phước Hòa", "agency_code=000.16.40.H32", "hotline=0258 3000 000", "feedback_address=số 1 đường Mẫu")
USUAL = Settings().to_record()
LISTS = [name for name, value in USUAL.items() if isinstance(value, list)]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)
WORD = st.sampled_from(["", "000.16.40.H32", "07:00", "11:30", "tue,thu", "on_time", "off"]) | st.text(max_size=4)
WORD |= st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)).map(str)
ROW = st.lists(WORD | st.integers(), max_size=4)
NEARLY = st.lists(ROW | WORD, max_size=3)
"""What comes near the shape of a list, so that its content is asked after, too."""


def typed(name: str, value: Any) -> str:
    return f"{name}={value if isinstance(USUAL[name], str) else json.dumps(value)}"


@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_an_example_that_is_taken(name: str, desk: Terminal) -> None:
    example = cli_reading.EXAMPLES[name]
    assert example
    assert desk.told("settings", typed(name, example))["settings"][name] == example


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_another_shape_is_refused_with_an_example(name: str, desk: Terminal) -> None:
    before = desk.entries
    example = json.dumps(cli_reading.EXAMPLES[name], ensure_ascii=False)
    for value in ('[{"a": 1}]', "[[5]]", '["000.16.40.H32", 5]', "5"):
        answer = desk.refused("settings", f"{name}={value}")
        assert answer["sentence"] == f"Giá trị của {name} phải như {example}. Chưa có gì được lưu."
    assert desk.entries == before


@pytest.mark.parametrize("value", ["[" * 20_000, '["\\ud800"]', "[[", "9" * 5000])
def test_what_is_no_json_that_can_be_kept_is_refused(value: str, desk: Terminal) -> None:
    assert "mergers phải là JSON" in desk.refused("settings", f"mergers={value}")["sentence"]


def test_what_is_wrong_with_several_rows_is_said_once(desk: Terminal) -> None:
    rows = [["2025-07-01", "mã cũ", "mã mới"], ["2025-07-01", "mã cũ", "mã mới"]]
    said = desk.refused("settings", typed("mergers", rows))["sentence"]
    assert said.count("Đơn vị sáp nhập") == 1


def test_a_wording_is_of_a_day(desk: Terminal) -> None:
    said = desk.refused("settings", typed("paper_texts", [["hôm nay", "desk_name", "Bộ phận"]]))["sentence"]
    assert "Câu chữ trên giấy: không phải ngày" in said


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(list(USUAL)), value=ANY_JSON | NEARLY)
def test_any_json_for_any_setting_is_saved_or_refused_with_one_sentence(name: str, value: Any, desk: Terminal) -> None:
    word = f"{name}={json.dumps(value)}"
    before = desk.entries
    said = desk.run("settings", word)
    if said.code:
        assert "Chưa có gì được lưu." in said.sentence
        assert desk.entries == before
    else:
        assert desk.run("settings").code == 0


@pytest.mark.parametrize(("given_words", "name"), [((), "Bàn 2"), (("desk_name=Quầy Hai",), "Quầy Hai")])
@pytest.mark.parametrize("manner", [(), ("--training",)])
def test_a_desk_is_called_by_its_number_where_it_is_not_named(
    given_words: tuple[str, ...], name: str, manner: tuple[str, ...], tmp_path: Any
) -> None:
    terminal = Terminal(tmp_path)
    numbers = ("desk_count=2", "desk_number=2")
    terminal.done("init", *manner, "--officer", OFFICER, *UNIT, *numbers, *given_words)
    assert terminal.told("settings")["settings"]["desk_name"] == name


def test_a_name_in_the_file_of_settings_is_kept(tmp_path: Any) -> None:
    terminal = Terminal(tmp_path)
    file = terminal.file("settings.json", {"desk_count": 2, "desk_number": 2, "desk_name": "Quầy Hai"})
    terminal.done("init", "--sample", "--settings", file)
    assert terminal.told("settings")["settings"]["desk_name"] == "Quầy Hai"
