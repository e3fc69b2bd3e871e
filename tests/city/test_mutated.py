"""Whatever is done to a package, the city takes none of it, stays whole, and takes the true one afterwards."""

from __future__ import annotations

import hashlib
import random
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from cchc_desktop.city.office import City
from cchc_desktop.domain.acknowledgement import Verdict
from cchc_desktop.errors import PackageRefused
from cchc_desktop.sync import acknowledgement, package
from tests.city.cities import desk_of, differences, new_city, send
from tests.city.servers import postgres
from tests.durability.killing import chance
from tests.sync.mutations import BOMBS, MUTATIONS, Mutation, Origin

DAY = "2024-01-02"
MOST_MEMORY = 48 * 1024 * 1024
"""Bytes: a bomb unpacks to more, the largest member that is allowed before a signature stands for it to less."""
_TABLES = ("entry", "personal", "package", "dossier", "dossier_span", "step", "desk", "question")


def _rows(city: City) -> dict[str, Sequence[object]]:
    with city._database() as db:
        return {name: sorted(db.rows(f"select * from {name}"), key=repr) for name in _TABLES}


def _refusal(city: City, file: bytes) -> str:
    """Return why the city does not take a file; empty: it took it."""
    try:
        answer = acknowledgement.opened(city.take(file), city.place.sign_key)
    except PackageRefused as refused:
        return str(refused.facts["cause"])
    return answer.cause if answer.verdict is Verdict.REFUSED else ""


def _send_mutated(place: Path, count: int, *, url: str = "") -> None:
    """Let a city that has one package of a desk see so many mutations of the next; then the true ones come."""
    dice, seed = chance()
    city = new_city(place / "city", url=url, when=f"{DAY}T18:00")
    life = desk_of(place / "ward", city, when=f"{DAY}T08:00")
    files = []
    for minute in (5, 10, 15):
        dossier = life.receive(f"{DAY}T17:{minute:02d}")
        life.step("result_ready", dossier)
        file = life.desk.day_end.close().file
        assert file is not None
        files.append(file)
    assert send(city, files[0]).verdict is Verdict.ACCEPTED
    enrolled = life.desk.enrolment.keys()
    true = files[1].read_bytes()
    origin = Origin(
        file=true,
        other=files[2].read_bytes(),
        opened=package.open_package(true, identity=city.place.identity, desk_key=enrolled.desk_key),
        signing_key=enrolled.signing_key,
        city=city.place.key,
        ward=enrolled.ward_key,
    )
    before = _rows(city)
    true_hashes = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    causes = {mutation.__name__: set[str]() for mutation in (*MUTATIONS, *BOMBS)}
    for number in range(count):
        mutation = BOMBS[number // 50 % len(BOMBS)] if number % 50 == 0 else MUTATIONS[number % len(MUTATIONS)]
        changed = mutation(dice, origin)
        if hashlib.sha256(changed).hexdigest() in true_hashes:
            continue
        told = f"seed {seed}, mutation {number}, {mutation.__name__}"
        try:
            cause = _refusal(city, changed)
        except Exception as error:
            raise AssertionError(told) from error
        assert cause, told
        causes[mutation.__name__].add(cause)
        if number % 50 == 0:
            assert _rows(city) == before, told
    assert _rows(city) == before, f"seed {seed}"
    assert all(causes.values()), causes
    for file in files:
        assert send(city, file).verdict is Verdict.ACCEPTED
    for line, file in zip(life.desk.day_end.packages(), files, strict=True):
        answer = city.answer(hashlib.sha256(file.read_bytes()).hexdigest())
        assert answer is not None
        life.desk.sending.take_answer(line, answer)
    assert differences(city, life.desk) == []
    life.desk.close()
    city.close()


def test_of_a_thousand_mutated_packages_the_city_takes_none(tmp_path: Path) -> None:
    _send_mutated(tmp_path, 1000)


def test_mutated_packages_do_no_harm_on_postgresql_either(tmp_path: Path) -> None:
    with postgres(tmp_path) as url:
        _send_mutated(tmp_path, 100, url=url)


@pytest.mark.soak
def test_of_ten_thousand_mutated_packages_the_city_takes_none(tmp_path: Path) -> None:
    _send_mutated(tmp_path, 10_000)


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_what_unpacks_to_far_more_takes_no_memory(tmp_path: Path, bomb: Mutation) -> None:
    city = new_city(tmp_path / "city", when=f"{DAY}T18:00")
    life = desk_of(tmp_path / "ward", city, when=f"{DAY}T08:00")
    life.receive(f"{DAY}T17:05")
    file = life.desk.day_end.close().file
    assert file is not None
    enrolled = life.desk.enrolment.keys()
    true = file.read_bytes()
    opened = package.open_package(true, identity=city.place.identity, desk_key=enrolled.desk_key)
    origin = Origin(
        file=true, other=true, opened=opened, signing_key=enrolled.signing_key, city=city.place.key,
        ward=enrolled.ward_key,
    )  # fmt: skip
    life.desk.close()
    bombs = [bomb(random.Random(seed), origin) for seed in range(8)]
    tracemalloc.start()
    try:
        for changed in bombs:
            assert _refusal(city, changed) != ""
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST_MEMORY, f"{most / 1e6:.0f} MB for {len(bombs[0]) / 1e6:.1f} MB"
