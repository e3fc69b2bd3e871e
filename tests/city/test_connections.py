"""Connections to the city's database: kept for the next who asks, and never lent again once they broke."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_desktop.city.engine import Connections, put
from cchc_desktop.errors import PackageRefused, StoreError
from tests.city.servers import postgres

_ME = "select pg_backend_pid()"


def test_a_connection_is_kept_and_a_broken_one_is_not(tmp_path: Path) -> None:
    with postgres(tmp_path) as url:
        connections = Connections(url)
        with connections.lent() as db, connections.lent() as other:
            first, second = db.value(_ME), other.value(_ME)
            assert first != second
        with connections.lent() as db:
            known = db.value(_ME)
            assert known in (first, second)
        with pytest.raises(PackageRefused), connections.lent():
            raise PackageRefused(cause="wrong_signature")
        with connections.lent() as db:
            assert db.value(_ME) == known
            with connections.lent() as other:
                other.value("select pg_terminate_backend(?)", (known,))
        with pytest.raises(StoreError), connections.lent() as db:
            db.value("select 1")
        with connections.lent() as db:
            assert db.value(_ME) != known
            last = db.value(_ME)
        connections.close()
        with connections.lent() as db:
            assert db.value(_ME) != last


@pytest.mark.parametrize("is_postgres", [False, True], ids=["sqlite", "postgres"])
def test_a_row_is_put_in_the_place_of_the_one_before(tmp_path: Path, is_postgres: bool) -> None:
    with postgres(tmp_path) as url:
        connections = Connections(url if is_postgres else str(tmp_path / "city.db"))
        with connections.lent() as db:
            db.execute("create table told (ward text, day text, count bigint, primary key (ward, day))")
            for day, count in (("2025-01-02", 1), ("2025-01-03", 2), ("2025-01-02", 3)):
                put(db, "told", ("ward", "day"), ("ward", "day", "count"), ("H32.50.01", day, count))
            assert db.rows("select day, count from told order by day") == [("2025-01-02", 3), ("2025-01-03", 2)]
        connections.close()
