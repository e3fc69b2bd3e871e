"""The servers and the browser of the tests are the real ones."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import paramiko
import psycopg
import pytest
from selenium.webdriver.common.by import By

from tests.city.servers import SshServer, TlsFiles, chromium, postgres, serving, sshd, tls_files


async def greeting(scope: dict[str, Any], receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    headers = [(b"content-type", b"text/html; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": "<h1>Phường Phước Hòa</h1>".encode()})


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> TlsFiles:
    return tls_files(tmp_path_factory.mktemp("tls"))


def client(server: SshServer) -> paramiko.SSHClient:
    one = paramiko.SSHClient()
    one.load_host_keys(str(server.known_hosts))
    one.set_missing_host_key_policy(paramiko.RejectPolicy())
    return one


def test_postgres_takes_a_table_and_goes_away(tmp_path: Path) -> None:
    with postgres(tmp_path) as url, psycopg.connect(url) as db:
        db.execute("create table ward (name text)")
        db.execute("insert into ward values ('Phước Hòa')")
        assert db.execute("select name from ward").fetchall() == [("Phước Hòa",)]
        (version,) = db.execute("select current_setting('server_version_num')::int").fetchone() or (0,)
        assert version >= 150000
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5)


def test_sshd_takes_a_file_by_sftp_from_the_one_key(tmp_path: Path) -> None:
    with sshd(tmp_path) as server, client(server) as ssh:
        ssh.connect(
            server.host, server.port, server.user,
            key_filename=str(server.key_file), allow_agent=False, look_for_keys=False,
        )  # fmt: skip
        with ssh.open_sftp() as files, files.open("goi.cchc", "wb") as out:
            out.write(b"abc")
        assert (server.root / "goi.cchc").read_bytes() == b"abc"


def test_sshd_lets_no_other_key_in(tmp_path: Path) -> None:
    other = paramiko.RSAKey.generate(2048)
    with sshd(tmp_path) as server, client(server) as ssh, pytest.raises(paramiko.AuthenticationException):
        ssh.connect(server.host, server.port, server.user, pkey=other, allow_agent=False, look_for_keys=False)


def test_tls_is_trusted_by_its_authority_alone(tls: TlsFiles) -> None:
    with serving(greeting, tls) as address:
        trusting = ssl.create_default_context(cafile=str(tls.authority))
        assert httpx.get(address, verify=trusting, trust_env=False).text == "<h1>Phường Phước Hòa</h1>"
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(address, trust_env=False)


def test_chromium_opens_a_page_of_the_certificate_it_was_told(tls: TlsFiles, tmp_path: Path) -> None:
    with serving(greeting, tls) as address, chromium(tmp_path, tls) as browser:
        browser.get(address)
        assert browser.find_element(By.TAG_NAME, "h1").text == "Phường Phước Hòa"


def test_chromium_opens_no_page_of_another_certificate(tls: TlsFiles, tmp_path: Path) -> None:
    with serving(greeting, tls) as address, chromium(tmp_path) as browser:
        browser.get(address)
        assert "ERR_CERT_AUTHORITY_INVALID" in browser.page_source
        assert "Phước Hòa" not in browser.page_source


def test_a_missing_program_is_told_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match=r"chromium: Debian package chromium\."), chromium(tmp_path):
        pass
