"""Two processes on one PostgreSQL: what desks of a ward did to the same dossier is folded from all of it."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from cchc_desktop.city import taking
from cchc_desktop.city.engine import open_city_database
from tests.city.cities import city_again, desk_of, new_city, send, share_the_wards_key
from tests.city.servers import postgres
from tests.tools.printer import wait_until

DAY, NEXT = "2024-01-02", "2024-01-03"
_WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"


def test_packages_taken_at_the_same_time_see_each_other(tmp_path: Path) -> None:
    with postgres(tmp_path) as url:
        city = new_city(tmp_path / "city", url=url, when=f"{NEXT}T18:00")
        other = city_again(tmp_path / "city", when=f"{NEXT}T18:00")
        one, two = (desk_of(tmp_path / str(n), city, desk=n, desks=2, when=f"{DAY}T08:00") for n in (1, 2))
        share_the_wards_key(one.desk, two.desk, city)
        two.desk.enrolment.take_card(one.desk.enrolment.desk_card())
        dossier = one.receive(f"{DAY}T09:00")
        one.step("result_ready", dossier, f"{DAY}T10:00")
        first = one.at(f"{DAY}T17:05").desk.day_end.close().file
        assert first is not None
        send(city, first)
        two.at(f"{DAY}T17:06").desk.foreign.take(first.read_bytes())
        two.step("result_return", dossier, f"{NEXT}T08:30")
        one.step("call", dossier, f"{NEXT}T08:20", outcome="will_come")
        files = [life.at(f"{NEXT}T17:05").desk.day_end.close().file for life in (one, two)]
        with contextlib.closing(open_city_database(url)) as db, contextlib.closing(open_city_database(url)) as watch:
            assert files[0] is not None
            key = one.desk.enrolment.keys().desk_key
            now = one.clock.now()
            whole = taking.opened(files[0].read_bytes(), identity=city.place.identity, desk_keys=[key], now=now)
            thread = threading.Thread(target=send, args=(other, files[1]))
            with db.writing():
                taking.take(db, whole, now)
                thread.start()
                wait_until(lambda: watch.value(_WAITING) or not thread.is_alive(), 30)
            thread.join()
            assert db.rows("select state, calls from dossier") == [("returned", 1)]
        for life in (one, two):
            life.desk.close()
