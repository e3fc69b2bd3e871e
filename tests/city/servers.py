"""The real servers and the real browser of the tests, each started and stopped by the test that uses it.

    tls = tls_files(folder)
    with postgres(folder) as url, serving(app, tls) as address, chromium(folder, tls) as browser:
        browser.get(address)

Everything listens on loopback alone, on a port that was free. A program that is missing is an error that names its
package, never a test left out.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import getpass
import hashlib
import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from tests.tools.printer import wait_until

_HOST = "127.0.0.1"
_SOON = 60.0
"""Seconds within which every server answers, on a machine that has much else to do."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SshServer:
    """An sshd that runs and lets one key in, for SFTP alone."""

    host: str
    port: int
    user: str
    key_file: Path
    """The private key that is let in."""
    known_hosts: Path
    """Holds this server's key and no other."""
    root: Path
    """The folder in which a session begins; the server's files are files of this machine."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TlsFiles:
    """An authority of the tests and what it vouches for, as PEM files."""

    authority: Path
    certificate: Path
    """For 127.0.0.1 and localhost."""
    key: Path
    pin: str
    """SHA-256 of the certificate's public key in base64, as browsers pin it."""


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL of its own with an empty database; its log is kept in ``folder``.

    Yields:
        The address of its database, ``postgresql://postgres@127.0.0.1:PORT/postgres``. It asks for no password and does
        not wait for the disk.
    """
    server, initdb = _postgres_program("postgres"), _postgres_program("initdb")
    # PostgreSQL refuses to run as root, and whom it runs as cannot enter the folders of pytest.
    home = Path(tempfile.mkdtemp(prefix="cchc-postgres-"))
    as_whom: dict[str, Any] = {"cwd": home}
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
        as_whom |= {"user": "postgres", "group": "postgres", "extra_groups": []}
    data, port = str(home / "data"), _free_port()
    init = (initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    start = (server, "-D", data, "-p", str(port), "-h", _HOST, "-k", "", "-c", "fsync=off", "-c", "max_connections=40")
    url = f"postgresql://postgres@{_HOST}:{port}/postgres"
    try:
        done = subprocess.run(init, capture_output=True, text=True, check=False, timeout=_SOON, **as_whom)
        if done.returncode != 0:
            raise RuntimeError(f"initdb: {done.stderr}")
        with _running(start, folder / "postgres.log", stop=signal.SIGINT, **as_whom) as running:
            wait_until(lambda: _is_up(running, folder / "postgres.log") and _accepts(url), _SOON)
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def sshd(folder: Path) -> Iterator[SshServer]:
    """Start an SSH server with a host key of its own, which lets the user who runs the tests in by a new key."""
    program = _program("sshd", "openssh-server")
    place = folder / "sshd"
    root = place / "root"
    root.mkdir(parents=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    host_key, user_key, port = _ssh_key(place / "host_key"), _ssh_key(place / "user_key"), _free_port()
    (place / "authorized_keys").write_text(user_key + "\n", encoding="ascii")
    (place / "known_hosts").write_text(f"[{_HOST}]:{port} {host_key}\n", encoding="ascii")
    (place / "sshd_config").write_text(
        f"ListenAddress {_HOST}\nPort {port}\nHostKey {place}/host_key\nAuthorizedKeysFile {place}/authorized_keys\n"
        f"PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        f"PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nForceCommand internal-sftp -d {root}\n",
        encoding="utf-8",
    )
    log = place / "sshd.log"
    with _running((program, "-D", "-e", "-f", str(place / "sshd_config")), log, stop=signal.SIGTERM) as running:
        wait_until(lambda: _is_up(running, log) and _greets(port), _SOON)
        yield SshServer(
            host=_HOST,
            port=port,
            user=getpass.getuser(),
            key_file=place / "user_key",
            known_hosts=place / "known_hosts",
            root=root,
        )


def tls_files(folder: Path) -> TlsFiles:
    """Make an authority and a certificate for this machine in ``folder``, valid for a day."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority_name = _name("CCHC: nơi chứng thực của bài thử")
    rights = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    authority = (
        _certificate(authority_name, authority_name, authority_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(rights, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(_HOST))]
    certificate = (
        _certificate(_name("localhost"), authority_name, key.public_key())
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "authority.pem").write_bytes(authority.public_bytes(pem))
    (folder / "server.pem").write_bytes(certificate.public_bytes(pem))
    plain = (pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.key").write_bytes(key.private_bytes(*plain))
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return TlsFiles(
        authority=folder / "authority.pem",
        certificate=folder / "server.pem",
        key=folder / "server.key",
        pin=base64.b64encode(hashlib.sha256(public).digest()).decode(),
    )


@contextlib.contextmanager
def serving(app: Any, tls: TlsFiles) -> Iterator[str]:
    """Serve an ASGI application by uvicorn over TLS from a thread; yields its address, ``https://127.0.0.1:PORT``."""
    config = uvicorn.Config(
        app, ssl_certfile=tls.certificate, ssl_keyfile=tls.key, log_config=None, lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    with contextlib.closing(socket.create_server((_HOST, 0))) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            wait_until(lambda: server.started or not thread.is_alive(), _SOON)
            if not server.started:
                raise RuntimeError("uvicorn did not start")
            yield f"https://{_HOST}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_SOON)


@contextlib.contextmanager
def chromium(folder: Path, tls: TlsFiles | None = None) -> Iterator[Chrome]:
    """Open Chromium without a screen, 1366 x 768; what it downloads goes to ``folder/downloads``.

    Args:
        folder: Where its profile and its downloads lie.
        tls: Whose certificate it trusts, by its key; no other certificate that nobody knows is let pass.
    """
    browser, driver = _program("chromium", "chromium"), _program("chromedriver", "chromium-driver")
    downloads = folder / "downloads"
    downloads.mkdir(exist_ok=True)
    options = ChromeOptions()
    options.binary_location = browser
    for argument in (
        "headless=new", "no-sandbox", "disable-dev-shm-usage", "disable-gpu", "window-size=1366,768", "lang=vi",
        "no-first-run", "disable-background-networking", "force-device-scale-factor=1",
        f"user-data-dir={folder / 'profile'}",
    ):  # fmt: skip
        options.add_argument(f"--{argument}")
    if tls is not None:
        options.add_argument(f"--ignore-certificate-errors-spki-list={tls.pin}")
    options.add_experimental_option(
        "prefs", {"download.default_directory": str(downloads), "download.prompt_for_download": False}
    )
    # Both paths are given, so that the driver's manager has nothing to look for or to download.
    window = Chrome(options=options, service=ChromeService(executable_path=driver))
    try:
        yield window
    finally:
        window.quit()


def _program(name: str, package: str, more: str = "/usr/sbin:/sbin") -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:{more}")
    if path is None:
        raise RuntimeError(f"The tests of sending and of the city need {name}: Debian package {package}.")
    return path


def _postgres_program(name: str) -> str:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return _program(name, "postgresql", ":".join(str(folder) for folder in reversed(folders)))


def _free_port() -> int:
    with contextlib.closing(socket.create_server((_HOST, 0))) as one:
        return int(one.getsockname()[1])


@contextlib.contextmanager
def _running(
    command: Sequence[str], log: Path, *, stop: signal.Signals, **how: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` until the end of the block; then ask it to stop, and make it."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **how)
    try:
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(_SOON)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _is_up(process: subprocess.Popen[bytes], log: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"{process.args!r}: {log.read_text(encoding='utf-8', errors='replace')}")
    return True


def _accepts(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _greets(port: int) -> bool:
    try:
        with socket.create_connection((_HOST, port), timeout=5) as one:
            return one.recv(4) == b"SSH-"
    except OSError:
        return False


def _ssh_key(file: Path) -> str:
    """Write a private key to ``file`` and return its public half, as one line."""
    key = ed25519.Ed25519PrivateKey.generate()
    file.touch(mode=0o600)
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    )
    return key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH).decode()


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=12))
        .not_valid_after(now + timedelta(hours=12))
    )
