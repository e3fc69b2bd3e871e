"""The power goes at any moment between the desk's close and the city's answer: nothing is lost, nothing comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.city.servers import postgres
from tests.durability.killing import chance
from tests.durability.sending_kills import KilledRoad, killed_road
from tests.durability.sending_work import WORK

LONGEST = {"close": 0.4, "stick": 0.06, "take": 0.05, "send": 0.06}
"""Seconds of a turn, from where all is open: what there is to do is done about once, so that few meet idleness."""
MOST_TOUCHES = {"close": 220, "stick": 120, "take": 110, "send": 120}
"""Statements and writes that such a turn takes."""


def kill_and_look(road: KilledRoad, kills: int, *, look_every: int) -> None:
    random, seed = chance()
    works = tuple(WORK)
    for number in range(1, kills + 1):
        work = works[number % len(works)]
        seconds, touches = random.uniform(0, LONGEST[work]), 0
        if random.random() < 0.6:
            seconds, touches = 5.0, random.randint(1, MOST_TOUCHES[work])
        ended = road.kill(work, seconds, random.randrange(10**9), touches=touches)
        told = f"seed {seed}, kill {number}, {work} after {seconds:.4f} s or {touches} touches"
        assert ended == "killed", f"{told}: {ended}"
        if number % look_every == 0:
            assert road.faults() == [], told
    assert road.faults() == [], f"seed {seed}"
    assert road.end() == [], f"seed {seed}"
    assert road.faults() == [], f"seed {seed}"
    assert len(road.contents) > kills // 10, f"seed {seed}: hardly a package was made"


def test_a_hundred_kills_between_desk_and_city_lose_nothing_and_bring_nothing_twice(tmp_path: Path) -> None:
    with killed_road(tmp_path) as road:
        kill_and_look(road, 120, look_every=2)


def test_kills_while_the_city_takes_into_postgresql_lose_nothing(tmp_path: Path) -> None:
    with postgres(tmp_path) as url, killed_road(tmp_path, url=url) as road:
        kill_and_look(road, 16, look_every=4)


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_thousand_kills_between_desk_and_city_lose_nothing(tmp_path: Path, engine: str) -> None:
    if engine == "sqlite":
        with killed_road(tmp_path) as road:
            kill_and_look(road, 1000, look_every=4)
    else:
        with postgres(tmp_path) as url, killed_road(tmp_path, url=url) as road:
            kill_and_look(road, 1000, look_every=4)
