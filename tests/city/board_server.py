"""The city's service as it runs: uvicorn over TLS with a database of its own."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx

from cchc_desktop.city import schema
from cchc_desktop.city.accounts import Accounts
from cchc_desktop.city.engine import open_city_database
from cchc_desktop.city.web import make_app
from cchc_desktop.store.secrets import Hashing
from tests.city.servers import TlsFiles, serving, tls_files
from tests.city.small_office import SmallOffice, StillClock

NAME, PASSWORD = "Trần Thị Thử", "một mật khẩu đủ dài"
QUICK = Hashing(time_cost=1, memory_kib=64)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BoardServer:
    """A running service and what it stands on."""

    address: str
    tls: TlsFiles
    office: SmallOffice
    clock: StillClock
    accounts: Accounts
    folder: Path

    def client(self) -> httpx.Client:
        """Return a browser's place: it trusts this service alone and follows nothing by itself."""
        trusted = ssl.create_default_context(cafile=str(self.tls.authority))
        return httpx.Client(base_url=self.address, verify=trusted, trust_env=False, timeout=60)

    @contextlib.contextmanager
    def signed_in(self) -> Iterator[httpx.Client]:
        """Give a client whose person is signed in."""
        with self.client() as client:
            assert sign_in(client, PASSWORD).status_code == 303
            yield client


@contextlib.contextmanager
def board_server(folder: Path) -> Iterator[BoardServer]:
    """Start the service over a new database in ``folder``."""
    url = str(folder / "city.db")
    with contextlib.closing(open_city_database(url)) as db, db.writing():
        schema.create(db)
    office, clock = SmallOffice(), StillClock()
    accounts = Accounts(url, clock, QUICK)
    accounts.set_password(NAME, PASSWORD)
    tls = tls_files(folder)
    with serving(make_app(office, folder / "coming", accounts, clock), tls) as address:
        yield BoardServer(
            address=address, tls=tls, office=office, clock=clock, accounts=accounts, folder=folder / "coming"
        )


def token(page: httpx.Response) -> str:
    """Return what the first form of a page carries."""
    found = re.search(r'name="dau" value="([0-9a-f]{64})"', page.text)
    assert found is not None, page.text
    return found[1]


def sign_in(client: httpx.Client, password: str, name: str = NAME) -> httpx.Response:
    """Fill the form of the first page and send it."""
    page = client.get("/dang-nhap")
    return client.post("/dang-nhap", data={"ten": name, "mat-khau": password, "dau": token(page)})
