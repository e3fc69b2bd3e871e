"""Carriers against a real folder, sshd and TLS server: cut and resumed, doubled, refused, full, unwritable."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response

from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from cchc_desktop.errors import CarrierFailed
from cchc_desktop.sync.acknowledgement import SUFFIX
from cchc_desktop.sync.carriers import PIECE, Answered, Carrier, HandedOver
from cchc_desktop.sync.carriers.folder import FolderCarrier
from cchc_desktop.sync.carriers.https import HttpsCarrier
from cchc_desktop.sync.carriers.sftp import SftpCarrier
from tests.city.servers import SshServer, TlsFiles, serving, sshd, tls_files

NAME = "H32.x_ban-1_lan-1_2023-10-24_goi-1.cchc"
Seen = list[tuple[int, int]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of three pieces and a bit."""
    path = tmp_path / NAME
    path.write_bytes(os.urandom(3 * PIECE + 7))
    return path


def cause_of(carrier: Carrier, file: Path, *, is_again: bool = False) -> str:
    with pytest.raises(CarrierFailed) as failed:
        carrier.deliver(NAME, file, lambda done, size: None, is_again=is_again)
    assert set(failed.value.facts) == {"cause"}
    return str(failed.value.facts["cause"])


class Cut(Exception):
    """Somebody pulls the plug."""


def cut_at(pieces: int) -> Callable[[int, int], None]:
    """Return a progress in which the plug is pulled after so many pieces."""

    def progress(done: int, size: int) -> None:
        if done >= pieces * PIECE:
            raise Cut

    return progress


# --- a folder -----------------------------------------------------------------------------------


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def test_a_file_appears_whole_under_its_name_and_its_progress_is_told(stick: Path, file: Path) -> None:
    seen: Seen = []
    told = FolderCarrier(stick).deliver(NAME, file, lambda done, size: seen.append((done, size)))
    assert isinstance(told, HandedOver)
    assert [path.name for path in stick.iterdir()] == [NAME]
    assert (stick / NAME).read_bytes() == file.read_bytes()
    size = 3 * PIECE + 7
    assert seen == [(PIECE, size), (2 * PIECE, size), (3 * PIECE, size), (size, size), (size, size)]


def test_the_same_file_ten_times_is_one_file_not_written_again(stick: Path, file: Path) -> None:
    carrier = FolderCarrier(stick)
    carrier.deliver(NAME, file, lambda done, size: None)
    first = (stick / NAME).stat()
    for _ in range(9):
        assert isinstance(carrier.deliver(NAME, file, lambda done, size: None), HandedOver)
    assert (stick / NAME).stat().st_ino == first.st_ino
    assert (stick / NAME).stat().st_mtime_ns == first.st_mtime_ns


def test_other_bytes_under_the_name_are_left_and_said_until_the_city_asks_anew(stick: Path, file: Path) -> None:
    (stick / NAME).write_bytes(b"another")
    assert cause_of(FolderCarrier(stick), file) == "other_bytes"
    assert (stick / NAME).read_bytes() == b"another"
    FolderCarrier(stick).deliver(NAME, file, lambda done, size: None, is_again=True)
    assert (stick / NAME).read_bytes() == file.read_bytes()


def test_the_answer_beside_is_picked_up_and_taken_away_when_the_city_asks_anew(stick: Path, file: Path) -> None:
    carrier = FolderCarrier(stick)
    carrier.deliver(NAME, file, lambda done, size: None)
    assert carrier.answers({NAME: file}) == {}
    (stick / f"{NAME}{SUFFIX}").write_bytes(b"an answer")
    assert carrier.answers({NAME: file}) == {NAME: b"an answer"}
    assert carrier.deliver(NAME, file, lambda done, size: None) == Answered(answer=b"an answer")
    assert isinstance(carrier.deliver(NAME, file, lambda done, size: None, is_again=True), HandedOver)
    assert carrier.answers({NAME: file}) == {}


def test_a_stick_that_is_not_in_is_noticed_and_no_folder_made(tmp_path: Path, file: Path) -> None:
    assert cause_of(FolderCarrier(tmp_path / "usb"), file) == "folder_missing"
    assert not (tmp_path / "usb").exists()


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path, file: Path) -> None:
    (tmp_path / "usb").write_bytes(b"x")
    assert cause_of(FolderCarrier(tmp_path / "usb"), file) == "folder_missing"


@pytest.mark.parametrize("place", ["/proc/self", "/sys"])
def test_a_place_that_cannot_be_written_is_said(file: Path, place: str) -> None:
    assert cause_of(FolderCarrier(Path(place)), file) in ("folder_unwritable", "folder_missing")


def test_no_room_leaves_nothing_half_behind(stick: Path, file: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 * PIECE, before[1]))
        cause = cause_of(FolderCarrier(stick), file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert cause == "disk_full"
    assert list(stick.iterdir()) == []


def test_a_kill_in_the_middle_leaves_no_package_and_the_next_try_cleans_up(stick: Path, file: Path) -> None:
    (stick / f".{NAME}.deadbeef.part").write_bytes(b"half")
    FolderCarrier(stick).deliver(NAME, file, lambda done, size: None)
    assert [path.name for path in stick.iterdir()] == [NAME]


def test_a_package_that_is_gone_from_the_desk_is_said(stick: Path, tmp_path: Path) -> None:
    assert cause_of(FolderCarrier(stick), tmp_path / "none.cchc") == "file_missing"


# --- SFTP ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with sshd(tmp_path_factory.mktemp("ssh")) as found:
        yield found


@pytest.fixture
def remote(server: SshServer, request: pytest.FixtureRequest) -> Path:
    """A folder of this test's own on the server."""
    place = server.root / request.node.name[:60]
    place.mkdir()
    return place


def choice(server: SshServer, remote: Path, **changes: Any) -> CarrierChoice:
    values: dict[str, Any] = {
        "kind": CarrierKind.SFTP,
        "host": server.host,
        "port": server.port,
        "user": server.user,
        "key_file": str(server.key_file),
        "known_hosts": str(server.known_hosts),
        "remote_folder": remote.name,
    }
    return CarrierChoice(**{**values, **changes})


def test_sftp_brings_a_file_whole_and_fetches_the_answer(server: SshServer, remote: Path, file: Path) -> None:
    carrier = SftpCarrier(choice(server, remote))
    assert isinstance(carrier.deliver(NAME, file, lambda done, size: None), HandedOver)
    assert [path.name for path in remote.iterdir()] == [NAME]
    assert (remote / NAME).read_bytes() == file.read_bytes()
    assert isinstance(carrier.deliver(NAME, file, lambda done, size: None), HandedOver)
    (remote / f"{NAME}{SUFFIX}").write_bytes(b"an answer")
    assert carrier.answers({NAME: file, "other.cchc": file}) == {NAME: b"an answer"}
    assert carrier.deliver(NAME, file, lambda done, size: None) == Answered(answer=b"an answer")


def test_sftp_goes_on_where_it_was_cut(server: SshServer, remote: Path, file: Path) -> None:
    carrier = SftpCarrier(choice(server, remote))
    with pytest.raises(Cut):
        carrier.deliver(NAME, file, cut_at(2))
    (part,) = remote.iterdir()
    assert part.name.endswith(".part")
    has = part.stat().st_size
    assert 0 < has <= 2 * PIECE
    seen: Seen = []
    carrier.deliver(NAME, file, lambda done, size: seen.append((done, size)))
    assert seen[0][0] == has + PIECE
    assert [path.name for path in remote.iterdir()] == [NAME]
    assert (remote / NAME).read_bytes() == file.read_bytes()


def test_sftp_does_not_go_on_with_bytes_that_are_not_its_own(server: SshServer, remote: Path, file: Path) -> None:
    carrier = SftpCarrier(choice(server, remote))
    with pytest.raises(Cut):
        carrier.deliver(NAME, file, cut_at(2))
    (part,) = remote.iterdir()
    part.write_bytes(os.urandom(part.stat().st_size))
    assert cause_of(carrier, file) == "cut"
    assert list(remote.iterdir()) == []
    carrier.deliver(NAME, file, lambda done, size: None)
    assert (remote / NAME).read_bytes() == file.read_bytes()


def test_sftp_refuses_other_bytes_under_the_name(server: SshServer, remote: Path, file: Path) -> None:
    (remote / NAME).write_bytes(b"another")
    carrier = SftpCarrier(choice(server, remote))
    assert cause_of(carrier, file) == "other_bytes"
    assert (remote / NAME).read_bytes() == b"another"
    carrier.deliver(NAME, file, lambda done, size: None, is_again=True)
    assert (remote / NAME).read_bytes() == file.read_bytes()


def test_sftp_sends_nothing_to_a_server_it_does_not_know(
    server: SshServer, remote: Path, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").write_text("", encoding="ascii")
    other = server.known_hosts.read_text(encoding="ascii")
    with sshd(tmp_path) as another:
        key = another.known_hosts.read_text(encoding="ascii").split(" ", 1)[1]
    (tmp_path / "forged").write_text(f"{other.split(' ', 1)[0]} {key}", encoding="ascii")
    for known, cause in (("empty", "host_unknown"), ("forged", "host_key_changed"), ("none", "known_hosts_missing")):
        carrier = SftpCarrier(choice(server, remote, known_hosts=str(tmp_path / known)))
        assert cause_of(carrier, file) == cause
    assert list(remote.iterdir()) == []


def test_sftp_says_what_is_in_its_way(server: SshServer, remote: Path, file: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger"
    with sshd(tmp_path) as another:
        stranger.write_bytes(another.key_file.read_bytes())
    for changes, cause in (
        ({"key_file": str(stranger)}, "no_login"),
        ({"key_file": str(tmp_path / "none")}, "key_file_missing"),
        ({"remote_folder": "nowhere"}, "remote_folder_missing"),
    ):
        assert cause_of(SftpCarrier(choice(server, remote, **changes)), file) == cause
    known = tmp_path / "known"
    known.write_text(server.known_hosts.read_text(encoding="ascii").replace(f":{server.port}", ":1"), encoding="ascii")
    assert cause_of(SftpCarrier(choice(server, remote, port=1, known_hosts=str(known))), file) == "unreachable"


# --- HTTPS --------------------------------------------------------------------------------------


class Service:
    """The city's interface of docs/day-package.md in small: it keeps bytes, and answers b"answer to HASH"."""

    def __init__(self) -> None:
        self.has: dict[str, bytearray] = {}
        self.answered: dict[str, bytes] = {}
        self.came = 0
        """Bytes of packages that came over the line."""
        self.status = 0
        """Answered to every package instead, where it is set."""
        self.lose_answers = 0
        self.app = FastAPI()
        self.app.add_api_route("/v1/packages/{sha256}", self.put, methods=["PUT"], response_model=None)
        self.app.add_api_route("/v1/packages/{sha256}", self.head, methods=["HEAD"], response_model=None)
        self.app.add_api_route("/v1/acknowledgements/{sha256}", self.get, methods=["GET"], response_model=None)

    async def put(self, sha256: str, request: Request) -> Response:
        if self.status:
            return Response(status_code=self.status, headers={"Location": "https://127.0.0.1:1/"})
        body = await request.body()
        self.came += len(body)
        asked = request.headers.get("Content-Range")
        if asked is None:
            self.has[sha256] = bytearray(body)
            return self._whole(sha256)
        begin, total = int(asked.split(" ")[1].split("-")[0]), int(asked.rpartition("/")[2])
        kept = self.has.setdefault(sha256, bytearray())
        if begin != len(kept):
            return Response(f'{{"offset": {len(kept)}}}', status_code=409)
        kept += body
        return self._whole(sha256) if len(kept) == total else Response(f'{{"offset": {len(kept)}}}', status_code=202)

    def _whole(self, sha256: str) -> Response:
        if hashlib.sha256(self.has[sha256]).hexdigest() != sha256:
            del self.has[sha256]
            return Response('{"cause": "damaged"}', status_code=422)
        self.answered[sha256] = b"answer to " + sha256.encode()
        if self.lose_answers:
            self.lose_answers -= 1
            return Response(status_code=503)
        return Response(self.answered[sha256])

    async def head(self, sha256: str) -> Response:
        return Response(headers={"Upload-Offset": str(len(self.has.get(sha256, b"")))})

    async def get(self, sha256: str) -> Response:
        found = self.answered.get(sha256)
        return Response(found) if found else Response(status_code=404)


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> TlsFiles:
    return tls_files(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def carrier(service: Service, tls: TlsFiles) -> Iterator[HttpsCarrier]:
    with serving(service.app, tls) as address:
        yield HttpsCarrier(address, str(tls.authority))


def answer_to(file: Path) -> bytes:
    return b"answer to " + hashlib.sha256(file.read_bytes()).hexdigest().encode()


def test_https_sends_in_pieces_and_reads_the_answer(service: Service, carrier: HttpsCarrier, file: Path) -> None:
    seen: Seen = []
    told = carrier.deliver(NAME, file, lambda done, size: seen.append((done, size)))
    assert told == Answered(answer=answer_to(file))
    assert service.came == file.stat().st_size
    assert [done for done, _ in seen] == [PIECE, 2 * PIECE, 3 * PIECE, 3 * PIECE + 7]


def test_https_goes_on_where_it_was_cut_and_no_byte_travels_twice(
    service: Service, carrier: HttpsCarrier, file: Path
) -> None:
    with pytest.raises(Cut):
        carrier.deliver(NAME, file, cut_at(2))
    assert service.came == 2 * PIECE
    assert carrier.deliver(NAME, file, lambda done, size: None) == Answered(answer=answer_to(file))
    assert service.came == file.stat().st_size


def test_https_sent_ten_times_travels_once(service: Service, carrier: HttpsCarrier, file: Path) -> None:
    for _ in range(10):
        assert carrier.deliver(NAME, file, lambda done, size: None) == Answered(answer=answer_to(file))
    assert service.came == file.stat().st_size
    assert len(service.has) == 1


def test_https_fetches_an_answer_that_was_lost(service: Service, carrier: HttpsCarrier, file: Path) -> None:
    service.lose_answers = 1
    assert cause_of(carrier, file) == "city_troubled"
    assert carrier.deliver(NAME, file, lambda done, size: None) == Answered(answer=answer_to(file))
    assert carrier.answers({NAME: file}) == {NAME: answer_to(file)}
    assert service.came == file.stat().st_size


def test_https_sends_whole_what_the_city_has_and_has_not_answered(
    service: Service, carrier: HttpsCarrier, file: Path
) -> None:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    service.has[sha256] = bytearray(file.read_bytes())
    assert carrier.deliver(NAME, file, lambda done, size: None) == Answered(answer=answer_to(file))


def test_https_does_not_go_on_with_bytes_that_are_not_its_own(
    service: Service, carrier: HttpsCarrier, file: Path
) -> None:
    service.has[hashlib.sha256(file.read_bytes()).hexdigest()] = bytearray(b"x" * 100)
    assert cause_of(carrier, file) == "damaged"
    assert carrier.deliver(NAME, file, lambda done, size: None) == Answered(answer=answer_to(file))


@pytest.mark.parametrize(
    ("status", "cause"),
    [(307, "redirected"), (404, "strange_answer"), (413, "too_large"), (500, "city_troubled"), (507, "city_full")],
)
def test_https_says_why_a_city_did_not_take_it(
    service: Service, carrier: HttpsCarrier, file: Path, status: int, cause: str
) -> None:
    service.status = status
    assert cause_of(carrier, file) == cause


def test_https_sends_nothing_to_a_server_whose_certificate_does_not_hold(
    service: Service, tls: TlsFiles, file: Path, tmp_path: Path
) -> None:
    other = tls_files(tmp_path)
    with serving(service.app, tls) as address:
        assert cause_of(HttpsCarrier(address, str(other.authority)), file) == "wrong_certificate"
        assert cause_of(HttpsCarrier(address), file) == "wrong_certificate"
        assert cause_of(HttpsCarrier(address, str(tmp_path / "none.pem")), file) == "ca_file_missing"
    assert cause_of(HttpsCarrier(address, str(tls.authority)), file) == "unreachable"
    assert service.came == 0


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8", "ftp://x", "https://[", "https://"])
def test_https_goes_to_no_other_address(address: str, file: Path) -> None:
    assert cause_of(HttpsCarrier(address), file) in ("no_address", "unreachable")


def test_https_is_cut_by_a_server_that_breaks_off(tls: TlsFiles, file: Path) -> None:
    is_cut = threading.Event()

    async def breaks_off(
        scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[dict[str, Any]], Awaitable[None]]
    ) -> None:
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        is_cut.set()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise ConnectionResetError

    with serving(breaks_off, tls) as address:
        assert cause_of(HttpsCarrier(address, str(tls.authority)), file) == "cut"
    assert is_cut.is_set()
