"""A desk, the city's service and its board, all of them real: a package by HTTPS, and what is seen of it."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cchc_desktop.city.accounts import Accounts
from cchc_desktop.city.office import City
from cchc_desktop.city.web import make_app
from cchc_desktop.clock import moment
from cchc_desktop.domain.acknowledgement import Verdict
from cchc_desktop.sync import acknowledgement
from tests.city.board_server import NAME, PASSWORD, QUICK, sign_in
from tests.city.cities import desk_of, new_city
from tests.city.servers import postgres, serving, tls_files
from tests.services.life_desk import PERSON, Life
from tests.store.stores import Hand

DAY = "2024-01-02"
WARD = "H32.90.01"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def city(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[City]:
    if request.param == "SQLite":
        yield new_city(tmp_path / "city", when=f"{DAY}T18:00")
        return
    with postgres(tmp_path) as url:
        yield new_city(tmp_path / "city", when=f"{DAY}T18:00", url=url)


@pytest.fixture
def life(tmp_path: Path, city: City) -> Iterator[Life]:
    life = desk_of(tmp_path / "ward", city, ward=WARD, when=f"{DAY}T08:00")
    yield life
    life.desk.close()


@pytest.fixture
def client(tmp_path: Path, city: City) -> Iterator[httpx.Client]:
    clock = Hand(moment(f"{DAY}T18:00"))
    accounts = Accounts(city.place.url, clock, QUICK)
    accounts.set_password(NAME, PASSWORD)
    tls = tls_files(tmp_path)
    trusted = ssl.create_default_context(cafile=str(tls.authority))
    with (
        serving(make_app(city, tmp_path / "coming", accounts, clock), tls) as address,
        httpx.Client(base_url=address, verify=trusted, trust_env=False, timeout=60) as one,
    ):
        yield one


def test_a_day_is_sent_answered_and_seen_on_the_board(life: Life, city: City, client: httpx.Client) -> None:
    code = life.receive(f"{DAY}T09:00").code
    file = life.desk.day_end.close().file
    assert file is not None
    content = file.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()

    assert sign_in(client, PASSWORD).status_code == 303
    assert "Chưa gửi gói nào." in client.get("/").text
    middle = len(content) // 2
    for first, end in ((0, middle), (middle, len(content))):
        named = {"Content-Range": f"bytes {first}-{end - 1}/{len(content)}"}
        said = client.put(f"/v1/packages/{sha256}", content=content[first:end], headers=named)
    answer = acknowledgement.opened(said.content, city.place.sign_key)
    assert (answer.verdict, answer.file_sha256) == (Verdict.ACCEPTED, sha256)
    assert client.get(f"/v1/acknowledgements/{sha256}").content == said.content

    page = client.get("/").text
    assert "Chưa gửi gói nào." not in page
    assert "<b>0</b> bàn còn thiếu" in page
    assert ">1</a>" in client.get("/06a?ky=2024-01").text
    assert WARD in client.get("/phuong?ky=2024-01&so=received").text
    listed = client.get(f"/ho-so?ky=2024-01&so=received&phuong={WARD}").text
    assert code in listed
    assert PERSON.name not in listed
    for path in ("/cac-ban.xlsx", "/06a.xlsx", "/ty-le.xlsx", "/tiet-kiem.xlsx"):
        assert client.get(f"{path}?ky=2024-01").content.startswith(b"PK"), path
    assert [client.get(path).status_code for path in ("/ty-le", "/tiet-kiem?ky=2024-Q1")] == [200, 200]


def test_what_no_enrolled_desk_sent_is_refused(life: Life, client: httpx.Client) -> None:
    content = b"PK\x03\x04 not a package"
    said = client.put(f"/v1/packages/{hashlib.sha256(content).hexdigest()}", content=content)
    assert said.status_code == 422
    assert said.json()["cause"] == "not_an_archive"
