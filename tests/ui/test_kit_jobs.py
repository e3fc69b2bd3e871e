"""Long work: in order, one at a time, answered on the interface thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from ui.changes import Changes
from ui.jobs import JobRunner


class Listener:
    """Remembers what came, in order, and on which thread."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.came: list[object] = []
        self.elsewhere = 0

    def hear(self, what: object) -> None:
        self.came.append(what)
        self.elsewhere += QThread.currentThread() is not self._app.thread()


class Work:
    """Work that notes how many run at once; every seventh breaks."""

    running = 0
    most = 0
    lock = threading.Lock()

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self) -> int:
        with Work.lock:
            Work.running += 1
            Work.most = max(Work.most, Work.running)
        try:
            if self.number % 7 == 3:
                raise ValueError(self.number)
            return self.number
        finally:
            with Work.lock:
                Work.running -= 1


def test_200_jobs_keep_their_order_and_answer_on_the_interface_thread(qtbot, qapp):
    runner = JobRunner()
    ear = Listener(qapp)
    for number in range(200):
        runner.start(Work(number), then=ear.hear, otherwise=ear.hear)
    qtbot.waitUntil(lambda: len(ear.came) == 200)
    answers = [int(str(what)) for what in ear.came]
    assert answers == list(range(200))
    assert [isinstance(what, ValueError) for what in ear.came] == [number % 7 == 3 for number in range(200)]
    assert ear.elsewhere == 0
    assert Work.most == 1


def test_a_job_leaves_nothing_behind(qtbot, qapp):
    runner = JobRunner()
    ear = Listener(qapp)
    runner.start(Work(1), then=ear.hear, otherwise=ear.hear)
    qtbot.waitUntil(lambda: ear.came == [1] and len(runner.children()) == 1)
    assert runner.finish()


def test_screens_hear_what_changed(qapp):
    changes = Changes()
    ear = Listener(qapp)
    changes.changed.connect(ear.hear)
    changes.tell("240424-2017")
    assert ear.came == ["240424-2017"]
