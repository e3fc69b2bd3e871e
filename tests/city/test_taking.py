"""What the city does with a package: taken once, the same again answered again, other content shouted about."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.city.office import City
from cchc_desktop.clock import moment
from cchc_desktop.domain.acknowledgement import Acknowledgement, HeldReason, MissingNumbers, Verdict
from cchc_desktop.domain.day_package import Manifest
from cchc_desktop.domain.entry import Entry, digest
from cchc_desktop.sync import acknowledgement, keys, package
from cchc_desktop.sync.package import Content
from tests.city.cities import city_again, desk_of, enrol, new_city, send, year
from tests.services.life_desk import Life

DAY = "2024-01-02"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return new_city(tmp_path / "city", when=f"{DAY}T18:00")


@pytest.fixture
def life(tmp_path: Path, city: City) -> Iterator[Life]:
    life = desk_of(tmp_path / "ward", city, when=f"{DAY}T08:00")
    yield life
    life.desk.close()


def closed(life: Life, when: str) -> Path:
    """Receive a dossier, close, and return the package."""
    life.receive(when)
    file = life.desk.day_end.close().file
    assert file is not None
    return file


def changed(life: Life, file: Path, city: City, **changes: object) -> bytes:
    """Return a package that its own desk signed with another manifest."""
    enrolled = life.desk.enrolment.keys()
    opened = package.open_package(file.read_bytes(), identity=city.place.identity, desk_key=enrolled.desk_key)
    content = Content(entries=opened.content.entries, for_city=opened.content.for_city)
    manifest = dataclasses.replace(opened.manifest, parts=package.parts_of(content), **changes)  # type: ignore[arg-type]
    return package.pack(
        manifest, content, signing_key=enrolled.signing_key, city=city.place.key, ward=enrolled.ward_key
    )


def answered(city: City, file: bytes) -> Acknowledgement:
    return acknowledgement.opened(city.take(file), city.place.sign_key)


def test_sent_ten_times_it_is_there_once_and_answered_the_same(life: Life, city: City) -> None:
    file = closed(life, f"{DAY}T17:05").read_bytes()
    answers = {city.take(file) for _time in range(10)}
    assert len(answers) == 1
    answer = answered(city, file)
    assert (answer.verdict, answer.last) == (Verdict.ACCEPTED, life.entries)
    assert city.results(year("2024")).total["received"] == 1


def test_made_again_with_the_same_content_it_is_known(life: Life, city: City) -> None:
    path = closed(life, f"{DAY}T17:05")
    first = send(city, path)
    path.unlink()
    (again,) = life.desk.day_end.make_packages()
    second = send(city, again)
    assert second.file_sha256 != first.file_sha256
    assert (second.verdict, second.manifest_sha256, second.last) == (first.verdict, first.manifest_sha256, first.last)
    assert city.results(year("2024")).total["received"] == 1


def test_the_same_id_with_other_content_is_refused_and_shouted(life: Life, city: City) -> None:
    path = closed(life, f"{DAY}T17:05")
    send(city, path)
    answer = answered(city, changed(life, path, city, program="9.9"))
    assert (answer.verdict, answer.cause) == (Verdict.REFUSED, "other_content")
    assert [desk.alarms for desk in city.desks()] == [1]
    assert city.results(year("2024")).total["received"] == 1


def test_a_gap_is_asked_for_by_numbers_and_taken_when_it_is_filled(life: Life, city: City, tmp_path: Path) -> None:
    first, second, third = (closed(life, f"{DAY}T17:{minute:02d}") for minute in (5, 10, 15))
    asked = send(city, third)
    assert (asked.verdict, asked.missing) == (
        Verdict.KEPT_ASIDE,
        (MissingNumbers(first=1, last=life.entries - 2),),
    )
    assert send(city, second).verdict is Verdict.KEPT_ASIDE
    (desk,) = city.desks()
    assert (desk.kept_aside, desk.last_day, desk.is_complete) == (2, None, False)
    assert send(city, first).verdict is Verdict.ACCEPTED
    for file in (second, third):
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        answer = city.answer(sha256)
        assert answer is not None
        assert acknowledgement.opened(answer, city.place.sign_key).verdict is Verdict.ACCEPTED
    assert city.results(year("2024")).total["received"] == 3
    assert list((tmp_path / "city" / "kept").iterdir()) == []
    assert city.desks()[0].is_complete


def test_a_desk_that_nobody_enrolled_is_told_so_and_its_card_waits(life: Life, city: City, tmp_path: Path) -> None:
    other = desk_of(tmp_path / "other", new_city(tmp_path / "elsewhere"), ward="H32.90.02", when=f"{DAY}T08:00")
    other.desk.enrolment.take_card(city.card(), is_other_city=True)
    file = closed(other, f"{DAY}T17:05")
    with pytest.raises(errors.PackageRefused) as refused:
        city.take(file.read_bytes())
    assert refused.value.facts["cause"] == "unknown_desk"
    assert not city.enrol(other.desk.enrolment.desk_card())
    assert [card.ward for card in city.waiting_cards()] == ["H32.90.02"]
    enrol(other.desk, city)
    assert city.waiting_cards() == ()
    assert send(city, file).verdict is Verdict.ACCEPTED
    other.desk.close()


def test_a_further_desk_is_enrolled_by_the_voucher_of_its_ward_alone(life: Life, city: City, tmp_path: Path) -> None:
    other = desk_of(tmp_path / "other", new_city(tmp_path / "elsewhere"), desk=2, desks=2, when=f"{DAY}T08:00")
    other.desk.enrolment.take_card(city.card(), is_other_city=True)
    assert not city.enrol(other.desk.enrolment.desk_card())  # a key of its own for the ward
    other.desk.enrolment.take_card(life.desk.enrolment.ward_card())
    assert city.enrol(other.desk.enrolment.desk_card())
    assert send(city, closed(other, f"{DAY}T17:05")).verdict is Verdict.ACCEPTED
    other.desk.close()


def test_a_key_that_was_revoked_signs_nothing_any_more(life: Life, city: City) -> None:
    first, second = (closed(life, f"{DAY}T17:{minute:02d}") for minute in (5, 10))
    send(city, first)
    assert city.revoke("H32.90.01", 1) == 1
    answer = send(city, second)
    assert (answer.verdict, answer.cause) == (Verdict.REFUSED, "unknown_desk")
    assert city.results(year("2024")).total["received"] == 1


def test_another_desks_signature_is_refused(life: Life, city: City) -> None:
    path = closed(life, f"{DAY}T17:05")
    opened = package.open_package(
        path.read_bytes(), identity=city.place.identity, desk_key=life.desk.enrolment.keys().desk_key
    )
    forged = package.pack(
        opened.manifest,
        Content(entries=opened.content.entries, for_city=opened.content.for_city),
        signing_key=keys.new_signing_key(),
        city=city.place.key,
        ward=life.desk.enrolment.keys().ward_key,
    )
    answer = answered(city, forged)
    assert (answer.verdict, answer.cause) == (Verdict.REFUSED, "wrong_signature")
    assert send(city, path).verdict is Verdict.ACCEPTED


def test_a_day_of_the_future_is_refused(life: Life, city: City) -> None:
    path = closed(life, f"{DAY}T17:05")
    answer = answered(city, changed(life, path, city, made_at=moment("2024-01-05T17:05")))
    assert (answer.verdict, answer.cause) == (Verdict.REFUSED, "future_day")


def test_a_journal_that_was_rewritten_is_refused_and_shouted(life: Life, city: City) -> None:
    first, second = (closed(life, f"{DAY}T17:{minute:02d}") for minute in (5, 10))
    send(city, first)
    answer = answered(city, changed(life, second, city, previous="0" * 64))
    assert (answer.verdict, answer.cause) == (Verdict.REFUSED, "other_previous")
    assert [desk.alarms for desk in city.desks()] == [1]


def test_only_the_fields_that_the_city_names_come_to_it(life: Life, city: City, tmp_path: Path) -> None:
    send(city, closed(life, f"{DAY}T17:05"))
    with city._database() as db:
        fields = {row[0] for row in db.rows("select field from personal")}
    assert fields == {"applicant.name"}


def _with_unknown_kind(life: Life, file: Path, city: City) -> bytes:
    """Return the package as a newer program would write it: its last entry but one is of a kind nobody knows yet."""
    enrolled = life.desk.enrolment.keys()
    opened = package.open_package(file.read_bytes(), identity=city.place.identity, desk_key=enrolled.desk_key)
    texts, before = [], opened.manifest.head_before
    for number, text in enumerate(opened.content.entries, start=1):
        entry = dataclasses.replace(Entry.from_text(text), previous=before)
        if number == len(opened.content.entries) - 1:
            entry = dataclasses.replace(entry, kind="FromTheFuture")
        texts.append(entry.to_text())
        before = digest(texts[-1])
    content = Content(entries=tuple(texts))
    counts: dict[str, int] = {}
    for text in texts:
        kind = Entry.from_text(text).kind
        counts[kind] = counts.get(kind, 0) + 1
    manifest: Manifest = dataclasses.replace(
        opened.manifest, parts=package.parts_of(content), head=before, counts=counts
    )
    return package.pack(
        manifest, content, signing_key=enrolled.signing_key, city=city.place.key, ward=enrolled.ward_key
    )


def test_a_kind_that_the_city_does_not_know_yet_is_held_and_the_rest_is_folded(life: Life, city: City) -> None:
    dossier = life.receive(f"{DAY}T09:00")
    life.step("result_ready", dossier, f"{DAY}T10:00")
    life.at(f"{DAY}T17:05")
    file = life.desk.day_end.close().file
    assert file is not None
    answer = answered(city, _with_unknown_kind(life, file, city))
    assert answer.verdict is Verdict.ACCEPTED
    assert [one.reason for one in answer.held] == [HeldReason.UNKNOWN_KIND]
    total = city.results(year("2024")).total
    assert (total["received"], total["open"]) == (1, 1)
    assert city.desks()[0].held == 1


def test_a_question_goes_with_the_next_answer(life: Life, city: City) -> None:
    dossier = life.receive(f"{DAY}T09:00")
    life.at(f"{DAY}T17:05")
    send(city, life.desk.day_end.close().file)
    city.ask("H32.90.01", dossier.code, "Vì sao hồ sơ này chưa có bản quét?", by="chuyên viên")
    answer = send(city, closed(life, f"{DAY}T17:10"))
    assert [(one.code, one.text) for one in answer.questions] == [(dossier.code, "Vì sao hồ sơ này chưa có bản quét?")]
    with pytest.raises(errors.DossierNotFound):
        city.ask("H32.90.01", "KHÔNG-CÓ", "?", by="x")


def test_a_city_opened_again_is_the_same_and_a_missing_day_is_named(life: Life, city: City, tmp_path: Path) -> None:
    send(city, closed(life, f"{DAY}T17:05"))
    later = city_again(tmp_path / "city", when="2024-01-05T09:00")
    (desk,) = later.desks()
    assert [f"{day:%d/%m}" for day in desk.missing_days] == ["03/01", "04/01"]
    assert later.results(year("2024")).total == city.results(year("2024")).total


def test_answers_lie_beside_packages_in_a_folder_and_one_bad_file_holds_up_nothing(
    life: Life, city: City, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copy(closed(life, f"{DAY}T17:05"), stick / "b.cchc")
    (stick / "a.cchc").write_bytes(b"PK\x03\x04 junk")
    (answer,) = city.take_folder(stick)
    assert answer.name == f"b.cchc{acknowledgement.SUFFIX}"
    assert acknowledgement.opened(answer.read_bytes(), city.place.sign_key).verdict is Verdict.ACCEPTED


def test_a_package_damaged_on_the_way_is_answered_and_stands_on_the_board(life: Life, city: City) -> None:
    file = bytearray(closed(life, f"{DAY}T17:05").read_bytes())
    whole = bytes(file)
    file[len(file) // 2] ^= 1
    answer = answered(city, bytes(file))
    assert (answer.verdict, answer.package.ward) == (Verdict.REFUSED, "H32.90.01")
    assert [desk.refused for desk in city.desks()] == [1]
    assert city.results(year("2024")).total["received"] == 0
    assert answered(city, whole).verdict is Verdict.ACCEPTED
    assert [desk.refused for desk in city.desks()] == [0]


def test_the_wards_answer_is_found_where_the_question_was_asked(life: Life, city: City) -> None:
    dossier = life.receive(f"{DAY}T09:00")
    life.at(f"{DAY}T17:05")
    send(city, life.desk.day_end.close().file)
    city.ask("H32.90.01", dossier.code, "Đã quét chưa?", by="lan")
    path = closed(life, f"{DAY}T17:10")
    (line,) = [one for one in life.desk.day_end.packages() if life.desk.day_end.path_of(one) == path]
    life.desk.sending.take_answer(line, city.take(path.read_bytes()))
    (asked,) = life.desk.sending.questions()
    life.desk.sending.answer(asked.id, "Đã quét sáng nay.")
    send(city, life.at(f"{DAY}T17:20").desk.day_end.close().file)
    (told,) = city.asked_back(code=dossier.code)
    assert (told.text, told.asked_by, told.answer) == ("Đã quét chưa?", "lan", "Đã quét sáng nay.")
    assert told.answered_at is not None
