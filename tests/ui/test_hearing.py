"""The one filter of the application: who began last hears first, who is gone hears nothing, other events pass by."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from ui.hearing import Hearing

PRESS, RELEASE = QEvent.Type.User, QEvent.Type(QEvent.Type.User + 1)
"""Kinds that nobody else sends."""


class Listener(QObject):
    """Notes what it hears, and takes it where it is greedy."""

    def __init__(self, name: str, heard: list[str], *, is_greedy: bool = False) -> None:
        super().__init__()
        self.name, self.heard, self.is_greedy = name, heard, is_greedy

    def hear(self, _watched: QObject, _event: QEvent) -> bool:
        self.heard.append(self.name)
        return self.is_greedy


@pytest.fixture
def hearing(qapp: QApplication) -> Hearing:
    return Hearing.of(qapp)


@pytest.fixture
def heard() -> list[str]:
    return []


def send(kind: QEvent.Type) -> None:
    QApplication.sendEvent(QObject(), QEvent(kind))


def test_there_is_one(qapp: QApplication, hearing: Hearing) -> None:
    assert Hearing.of(qapp) is hearing
    assert len(qapp.findChildren(Hearing)) == 1


def test_who_began_last_hears_first_and_may_keep_it(hearing: Hearing, heard: list[str]) -> None:
    first, last = Listener("first", heard), Listener("last", heard)
    hearing.begin(first.hear, (PRESS, RELEASE))
    hearing.begin(last.hear, (PRESS,))
    send(PRESS)
    assert heard == ["last", "first"]
    last.is_greedy = True
    send(PRESS)
    send(RELEASE)
    assert heard == ["last", "first", "last", "first"]
    hearing.begin(first.hear, (PRESS,))  # it begins anew, and for this kind alone
    send(PRESS)
    send(RELEASE)
    assert heard[4:] == ["first", "last"]
    hearing.end(first.hear)
    hearing.end(last.hear)
    send(PRESS)
    assert len(heard) == 6


def test_who_is_gone_hears_nothing_and_leaves_nothing(hearing: Hearing, heard: list[str]) -> None:
    deleted, collected, other = Listener("deleted", heard), Listener("collected", heard), Listener("other", heard)
    for one in (deleted, collected, other):
        hearing.begin(one.hear, (PRESS,))
    delete(deleted)
    del collected, one
    send(PRESS)
    assert heard == ["other"]
    hearing.end(other.hear)
    assert PRESS not in hearing._by_kind or len(hearing._by_kind[PRESS]) == 1


def test_what_a_listener_begins_while_it_hears_comes_with_the_next_event(hearing: Hearing, heard: list[str]) -> None:
    late = Listener("late", heard)

    class Opener(Listener):
        def hear(self, watched: QObject, event: QEvent) -> bool:
            hearing.begin(late.hear, (PRESS,))
            return super().hear(watched, event)

    opener = Opener("opener", heard)
    hearing.begin(opener.hear, (PRESS,))
    send(PRESS)
    assert heard == ["opener"]
    hearing.end(opener.hear)
    send(PRESS)
    assert heard == ["opener", "late"]
    hearing.end(late.hear)
