"""What is refused: one Vietnamese sentence on standard error, JSON where it was asked for, nothing saved, never 0."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import cli_refusals, sentences
from cchc_desktop.cli_arguments import WrongWords, parse
from cchc_desktop.domain.intake import form_from_record
from cchc_desktop.errors import CchcError, FormIncomplete, RecordWrong
from tests.cli.terminal import Terminal, dossier

FIRST, SECOND = "000.99.40.H32-231026-0001", "000.99.40.H32-231026-0002"


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        pytest.param(("show", "KHONG-CO"), "DossierNotFound", "KHONG-CO", id="show"),
        pytest.param(("slip", "KHONG-CO", "--out", "/dev/null/x"), "WrongInput", "Không ghi được", id="slip nowhere"),
        pytest.param(("slip", "KHONG-CO", "--check"), "DossierNotFound", "KHONG-CO", id="check"),
        pytest.param(("slip", FIRST), "WrongInput", "--out", id="slip without out"),
        pytest.param(("slip", FIRST, "--check", "--out", "x.pdf"), "WrongInput", "--check", id="slip with both"),
        pytest.param(("fee", "KHONG-CO", "cash", "--dong", "1"), "DossierNotFound", "KHONG-CO", id="fee of none"),
        pytest.param(("fee", FIRST, "cash"), "FormIncomplete", "Lệ phí: chưa điền", id="fee without sum"),
        pytest.param(("fee", FIRST, "waived"), "FormIncomplete", "Lý do miễn: chưa điền", id="waived without reason"),
        pytest.param(("due", "9.999999"), "ProcedureNotFound", "9.999999", id="due of no procedure"),
        pytest.param(("due", "1.004873", "--received", "hôm qua"), "WrongInput", "2023-10-26T15:30", id="due when"),
        pytest.param(
            ("due", "1.004873", "--received", "0001-01-01T00:00+14:00"), "WrongInput", "Lúc nhận", id="before time"
        ),
        pytest.param(("due", "1.004873", "--received", "2031-01-02T08:00"), "CalendarNotCovered", "2031", id="no year"),
        pytest.param(("due", "2.002622"), "DueMomentNeeded", "thời hạn", id="due without term"),
        pytest.param(("receive",), "WrongInput", "--file", id="receive nothing"),
        pytest.param(("receive", "--file", "khong-co.json"), "WrongInput", "khong-co.json", id="no file"),
        pytest.param(("settings", "hotlin=1"), "WrongInput", "hotlin", id="no setting"),
        pytest.param(("settings", "hotline"), "WrongInput", "TÊN=GIÁ TRỊ", id="no value"),
        pytest.param(("settings", "desk_count=hai"), "WrongInput", "JSON", id="no number"),
        pytest.param(("settings", "desk_count=true"), "WrongInput", "phải như 1", id="no count"),
        pytest.param(("settings", 'sessions=[["07:00"]]'), "WrongInput", "11:30", id="half a session"),
        pytest.param(("settings", "swapped_days=[1]"), "WrongInput", "swapped_days", id="no day"),
        pytest.param(("settings", 'units=[["a"]]'), "WrongInput", "units", id="no unit"),
        pytest.param(("settings", "favourites=[1]"), "WrongInput", "favourites", id="no code"),
        pytest.param(("settings", "forms_changed_on=abc"), "FormIncomplete", "Ngày đổi biểu mẫu", id="no date"),
        pytest.param(("settings", 'units=[["2025","xã","A"]]'), "FormIncomplete", "Tên đơn vị", id="no unit's date"),
        pytest.param(("settings", f"lookup_url={'h' * 301}"), "FormIncomplete", "dài quá 300", id="address too long"),
        pytest.param(("settings", "hotline=0258\x1b[31m"), "FormIncomplete", "bảng mã", id="control sign"),
        pytest.param(("settings", "desk_number=2"), "FormIncomplete", "thư mục riêng", id="another desk"),
        pytest.param(("settings", "paper_size=a3"), "FormIncomplete", "Khổ giấy", id="no paper"),
        pytest.param(("settings", "language=fr"), "FormIncomplete", "Ngôn ngữ", id="no language"),
        pytest.param(("settings", "--officer", " "), "FormIncomplete", "Họ tên cán bộ", id="nobody"),
        pytest.param(("clock", "ngày 27 tháng 10 năm 2023"), "", "không khớp đồng hồ", id="another day"),
        pytest.param(("clock", "hôm nay"), "", "không khớp đồng hồ", id="no date in words"),
        pytest.param(("next-generation", "--reason", " "), "WrongInput", "lý do", id="no reason"),
        pytest.param(("init", "--sample"), "FolderAlreadyPrepared", "đã có sổ", id="init twice"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    desk: Terminal, words: tuple[str, ...], kind: str, told: str
) -> None:
    before = desk.entries
    said = desk.run(*words, "--json")
    assert said.code == 1
    assert told in said.sentence
    assert (said.json["done"], said.json.get("error", "")) == (False, kind)
    assert said.sentence == said.json.get("sentence", said.sentence)
    assert desk.entries == before


@pytest.mark.parametrize("kind", sorted(sentences.BY_ERROR, key=lambda kind: kind.__name__))
def test_no_refusal_names_a_key_of_the_window(kind: type[CchcError]) -> None:
    told = cli_refusals.words(kind(code="X", missing=("hotline",)) if kind is not FormIncomplete else kind(problems=()))
    assert not re.search(r"Alt\+|Ctrl\+|\bF[0-9]+\b|[Bb]ấm", told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "KHONG-CO"), "search TÊN"),
        (("due", "9.999999"), "catalogue list --find"),
        (("due", "1.004873", "--received", "2031-01-02T08:00"), "due_at và due_reason"),
        (("due", "2.002622"), "receive --file"),
        (("slip", FIRST, "--out", "x.pdf"), "--reason 'LÝ DO'"),
        (("fee", FIRST, "cash"), "Cách gõ: --dong SỐ."),
        (("fee", FIRST, "waived"), "Cách gõ: --reason 'LÝ DO'."),
        (("settings", "language=fr"), "Cách gõ: language=…."),
        (("settings", "--officer", " "), "Cách gõ: --officer 'HỌ TÊN'."),
    ],
)
def test_a_refusal_says_what_to_type(desk: Terminal, words: tuple[str, ...], told: str) -> None:
    assert told in desk.run(*words).sentence


def test_a_second_desk_hears_which_setting_says_how_many_there_are(tmp_path: Path) -> None:
    said = Terminal(tmp_path).run("init", "--training", "desk_number=2").sentence
    assert "desk_count=… (phường có mấy bàn), desk_number=…" in said


def test_a_missing_or_wrong_action_is_said_without_the_programs_own_word() -> None:
    for words in (["catalogue"], ["catalogue", "drop"], ["exceptions", "drop"]):
        with pytest.raises(WrongWords) as wrong:
            parse(words)
        assert "VIỆC" in str(wrong.value)
        assert "action" not in str(wrong.value)


def test_what_no_typing_mends_offers_nothing_to_type(desk: Terminal) -> None:
    desk.done("fee", FIRST, "cash", "--dong", "1000")
    for words in (("fee", FIRST, "cash"), ("settings", "desk_number=2")):
        assert "Cách gõ" not in desk.run(*words).sentence


def test_a_fault_in_a_file_is_named_as_the_file_names_it(desk: Terminal) -> None:
    nameless = desk.file("d.json", dossier(applicant={"name": ""}))
    assert "Sửa trong tệp: applicant.name" in desk.run("receive", "--file", nameless).sentence
    no_term = desk.file("d.json", dossier(procedure_code="2.002622", accepts_duplicate=True))
    assert "due_at, due_reason" in desk.run("receive", "--file", no_term).sentence


@pytest.mark.parametrize("words", [("show", "KHONG-CO"), ("slip", FIRST), ("clock", "hôm nay"), ("frobnicate",)])
def test_without_json_a_refusal_leaves_standard_output_empty(desk: Terminal, words: tuple[str, ...]) -> None:
    said = desk.run(*words)
    assert said.sentence
    assert said.out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("frobnicate",), "frobnicate"),
        (("show",), "còn thiếu MÃ-HỒ-SƠ"),
        (("due", "1.004873", "--recieved", "x"), "không có --recieved"),
        (("due", "1.004873", "--received"), "cần một giá trị"),
        (("fee", FIRST, "gold"), "gold"),
        (("fee", FIRST, "cash", "--dong", "15.000"), "15.000"),
        (("fee", FIRST, "cash", "--dong", "-5"), "-5"),
        (("search", "x", "--limit", "0"), "--limit"),
        (("search", "x", "--limit", "501"), "--limit"),
        (("next-generation",), "--reason"),
        (("catalogue", "drop"), "drop"),
        (("verify", "extra"), "không có extra"),
        (("show", b"\xff".decode("utf-8", "surrogateescape")), "UTF-8"),
        (("settings", b"hotline=\xff".decode("utf-8", "surrogateescape")), "UTF-8"),
    ],
)
def test_words_that_are_none_of_ours_end_with_2(desk: Terminal, words: tuple[str, ...], told: str) -> None:
    said = desk.run(*words, "--json")
    assert (said.code, said.json["error"]) == (2, "WrongWords")
    assert told in said.sentence


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "không phải JSON"),
        (b"{", "không phải JSON"),
        (b"[]", "đối tượng JSON"),
        (b'"x"', "đối tượng JSON"),
        (b"[" * 100_000, "không phải JSON"),
        (b'{"sets": ' + b"9" * 5000 + b"}", "không phải JSON"),
        ('{"procedure_code": "ă"}'.encode("utf-16"), "không phải JSON"),
        (b'{"note": "\xff\xfe"}', "không phải JSON"),
        (b'{"note": "\\ud800"}', "không phải JSON"),
        (b'{"sets": NaN}', "sets: phải là số nguyên"),
        ('{"ghi chú": "a"}'.encode(), "ghi chú: không có tên này"),
        (b'{"applicant": {"nam": "a"}}', "applicant.nam: không có tên này"),
        (b'{"papers": [{"sec": 1}]}', "papers.1.sec: không có tên này"),
    ],
)
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_a_file_that_is_no_dossier_is_refused(desk: Terminal, content: bytes, told: str, way: str) -> None:
    before = desk.entries
    given = {"stdin": content} if way == "stdin" else {}
    name = "-" if way == "stdin" else desk.file("bad.json", content)
    answer = desk.refused("receive", "--file", name, **given)
    assert told in answer["sentence"]
    assert "Chưa có gì được lưu." in answer["sentence"]
    assert desk.entries == before


def test_a_byte_order_mark_of_notepad_does_no_harm(desk: Terminal) -> None:
    file = desk.file("bom.json", b"\xef\xbb\xbf" + desk.done("receive", "--example").encode())
    assert desk.told("receive", "--accept-duplicate", "--file", file)["code"].endswith("0003")


WRONG_VALUES: list[tuple[dict[str, Any], str]] = [
    ({"sets": None}, "sets"),
    ({"sets": True}, "sets"),
    ({"sets": 1.0}, "sets"),
    ({"papers": 5}, "papers"),
    ({"papers": {"seq": 1}}, "papers"),
    ({"papers": [1]}, "papers.1"),
    ({"papers": [{"seq": "1"}]}, "papers.1.seq"),
    ({"papers": [{"seq": []}]}, "papers.1.seq"),
    ({"papers": [{"seq": 1.0}]}, "papers.1.seq"),
    ({"papers": [{"seq": 1}, {"seq": 2, "quantity": True}]}, "papers.2.quantity"),
    ({"papers": [{"seq": 1, "quantity": "2"}]}, "papers.1.quantity"),
    ({"papers": [{"seq": 1, "is_shown_only": "no"}]}, "papers.1.is_shown_only"),
    ({"papers": [{"name": 5}]}, "papers.1.name"),
    ({"papers": [{"name": "a", "form": "sao y"}]}, "papers.1.form"),
    ({"applicant": None}, "applicant"),
    ({"applicant": []}, "applicant"),
    ({"applicant": {"name": 5}}, "applicant.name"),
    ({"applicant": {"name": "A", "birth_on": "31/02/1990"}}, "applicant.birth_on"),
    ({"applicant": {"name": "A", "sex": "nữ"}}, "applicant.sex"),
    ({"submitter": "Ông A"}, "submitter"),
    ({"applicant_kind": "ông"}, "applicant_kind"),
    ({"channel": []}, "channel"),
    ({"return_way": "tay"}, "return_way"),
    ({"fee_state": None}, "fee_state"),
    ({"fee_dong": 15000.5}, "fee_dong"),
    ({"fee_dong": "15000"}, "fee_dong"),
    ({"due_at": ""}, "due_at"),
    ({"due_at": 5}, "due_at"),
    ({"due_at": "9999-12-31T23:59-14:00"}, "due_at"),
    ({"procedure_code": None}, "procedure_code"),
    ({"note": ["a"]}, "note"),
    ({"accepts_duplicate": "yes"}, "accepts_duplicate"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG_VALUES)
def test_a_value_of_the_wrong_shape_is_named_by_its_place(changes: dict[str, Any], field: str) -> None:
    record = {"procedure_code": "1.004873", "applicant": {"name": "Nguyễn Thị Thử"}} | changes
    with pytest.raises(RecordWrong) as refused:
        form_from_record(record, date(2023, 10, 26))
    words = sentences.sentence(refused.value)
    assert words.startswith(f"Hồ sơ trong tệp chưa đọc được, ở {field}: ")
    assert str(refused.value.facts["cause"]) not in words, "the cause is worded"


@pytest.mark.parametrize("name", ["A\x00B", "A\x1b[31mB", "A\u202eB", "Nguyá»…n"])
def test_a_name_that_no_paper_shows_is_refused(desk: Terminal, name: str) -> None:
    answer = desk.refused("receive", "--file", desk.file("d.json", dossier(applicant={"name": name})))
    assert answer["facts"]["problems"] == [
        {"field": "applicant.name", "cause": "wrong_encoding", "is_warning": False, "number": None}
    ]
    assert "\x1b" not in answer["sentence"]


def test_a_second_open_dossier_is_pointed_out_with_what_to_type(desk: Terminal) -> None:
    file = desk.file("d.json", dossier())
    answer = desk.refused("receive", "--file", file)
    assert answer["facts"] == {"code": FIRST}
    assert f"show {FIRST}; vẫn nhận mới: thêm --accept-duplicate" in answer["sentence"]
    assert desk.told("receive", "--file", file, "--accept-duplicate")["code"].endswith("0003")


@pytest.mark.parametrize("name", ["desk/desk.db", "desk", "d.json", "nowhere/slip.pdf", "pipe"])
def test_a_place_where_no_slip_belongs_is_refused_before_anything_is_saved(desk: Terminal, name: str) -> None:
    before = desk.entries
    os.mkfifo(desk.place / "pipe")
    file = desk.file("d.json", dossier(accepts_duplicate=True))
    for words in (("receive", "--file", file, "--slip"), ("slip", FIRST, "--out")):
        answer = desk.refused(*words, str(desk.place / name))
        assert answer["error"] == "WrongInput"
    assert desk.entries == before


def test_init_refused_leaves_no_desk_behind(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    answer = terminal.refused("init", "--officer", "Trần Văn Hai")
    assert [problem["field"] for problem in answer["facts"]["problems"] if not problem["is_warning"]] == [
        "unit_name", "agency_code"
    ]  # fmt: skip
    assert not list(terminal.data.glob("desk.db*"))
    for words in (("show", FIRST), ("settings",), ("verify",), ("rebuild",), ("next-generation", "--reason", "x")):
        assert terminal.refused(*words)["error"] == "FolderNotPrepared"
    assert not list(terminal.data.glob("desk.db*"))


def test_what_the_machine_refuses_in_its_own_words_is_told_in_ours(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    (terminal.data / "desk.opening").mkdir(parents=True)
    answer = terminal.refused("init", "--sample")
    assert answer["error"] == "StoreError"
    assert not (terminal.data / "desk.db").exists()


def test_a_mistyped_folder_is_not_made(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    for words in (("show", FIRST), ("catalogue", "list"), ("receive", "--file", terminal.file("d.json", dossier()))):
        assert terminal.refused(*words)["error"] == "FolderNotPrepared"
    assert terminal.refused("next-generation", "--reason", "x")["error"] == "FolderNotPrepared"
    assert not terminal.data.exists()


@pytest.mark.parametrize("settings", [b'{"hotline": 5}', b'{"nope": "x"}', b'{"sessions": [[7]]}', b"[]"])
def test_init_refuses_a_file_that_holds_no_settings(tmp_path: Path, settings: bytes) -> None:
    terminal = Terminal(tmp_path)
    file = terminal.file("settings.json", settings)
    assert terminal.refused("init", "--sample", "--settings", file)["error"] == "WrongInput"
    assert not terminal.data.exists()
