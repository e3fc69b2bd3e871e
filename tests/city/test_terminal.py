"""The city at a terminal: set up, desks enrolled, a stick taken, figures, and the service that really listens."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from cchc_desktop.city import place, terminal
from cchc_desktop.domain.acknowledgement import Verdict
from cchc_desktop.sync import acknowledgement
from tests.city.servers import tls_files
from tests.cli.terminal import ROOT
from tests.services.life_desk import Life, life_desk
from tests.tools.printer import wait_until

WARD = "H32.90.01"


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "clock").write_text("2024-01-02T18:00", encoding="utf-8")
    folder = tmp_path / "city"
    assert done(folder, capsys, "init", "--name", "Thành phố Thử")["folder"] == str(folder)
    return folder


@pytest.fixture
def life(tmp_path: Path, folder: Path) -> Iterator[Life]:
    life = life_desk(tmp_path / "ward", "2024-01-02T08:00", agency_code=WARD)
    life.desk.enrolment.take_card((folder / "the-thanh-pho.json").read_text("utf-8"))
    (tmp_path / "desk-card.json").write_text(life.desk.enrolment.desk_card(), encoding="utf-8")
    yield life
    life.desk.close()


def run(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    clock = str(folder.parent / "clock")
    code = terminal.main([words[0], "--folder", str(folder), "--clock-file", clock, *words[1:]])
    out, err = capsys.readouterr()
    return code, out, err


def done(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, err = run(folder, capsys, *words, "--json")
    assert code == 0, (out, err)
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_stick_goes_to_the_city_and_its_answers_come_back_on_it(
    folder: Path, life: Life, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = life.receive("2024-01-02T09:00")
    file = life.at("2024-01-02T17:05").desk.day_end.close().file
    assert file is not None
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copy(file, stick)
    code, _out, _err = run(folder, capsys, "take", str(stick))
    assert code == 1  # nobody enrolled the desk yet
    assert done(folder, capsys, "enrol", "--card", str(tmp_path / "desk-card.json"))["enrolled"]
    assert done(folder, capsys, "take", str(stick))["packages"][0]["verdict"] == "accepted"
    answer = (stick / f"{file.name}{acknowledgement.SUFFIX}").read_bytes()
    assert acknowledgement.opened(answer, place.read(folder).sign_key).verdict is Verdict.ACCEPTED
    assert done(folder, capsys, "board")["desks"][0]["last_day"] == "2024-01-02"
    report = done(folder, capsys, "report", "--period", "2024-01")
    assert (report["total"]["received"], report["total"]["no_slip"]) == (1, 0)
    assert done(folder, capsys, "report", "--period", "2024", "--ward", WARD)["total"]["open"] == 1
    assert done(folder, capsys, "ask", WARD, dossier.code, "Đã quét chưa?")["code"] == dossier.code
    assert done(folder, capsys, "questions")["questions"][0]["question"] == "Đã quét chưa?"
    said = run(folder, capsys, "report", "--period", "2024-01")[1]
    assert "tổng số hồ sơ nhận giải quyết" in said.lower() or "received" not in said
    assert run(folder, capsys, "take")[0] == 2
    assert done(folder, capsys, "rebuild")["dossiers"] == 1
    assert done(folder, capsys, "revoke", WARD, "1")["revoked"] == 1


def test_what_cannot_be_done_is_said_and_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    code, _out, err = run(folder, capsys, "init", "--name", "Lần hai")
    assert (code, "đã có" in err) == (1, True)
    assert run(folder, capsys, "report", "--period", "năm ngoái")[0] == 1
    assert run(folder, capsys, "take", str(tmp_path / "không-có.cchc"))[0] == 1
    assert run(folder, capsys, "ask", WARD, "X", "?")[0] == 1
    assert run(folder, capsys, "serve")[0] == 1  # without TLS it never listens
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_the_service_listens_by_tls_and_takes_a_package(
    folder: Path, life: Life, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(folder, capsys, "enrol", "--card", str(tmp_path / "desk-card.json"))
    (tmp_path / "password").write_text("một mật khẩu khá dài", encoding="utf-8")
    done(folder, capsys, "user", "lan", "--password-file", str(tmp_path / "password"))
    tls = tls_files(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "main.py", "city", "serve", "--folder", str(folder), "--host", "127.0.0.1"]
    words += ["--port", str(port), "--cert", str(tls.certificate), "--key", str(tls.key)]
    words += ["--clock-file", str(tmp_path / "clock")]
    life.receive("2024-01-02T09:00")
    file = life.at("2024-01-02T17:05").desk.day_end.close().file
    assert file is not None
    with subprocess.Popen(words, cwd=ROOT) as service:
        try:
            with httpx.Client(
                base_url=f"https://127.0.0.1:{port}", verify=ssl.create_default_context(cafile=tls.authority)
            ) as client:
                wait_until(lambda: _listens(client), timeout=60.0)
                sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
                taken = client.put(f"/v1/packages/{sha256}", content=file.read_bytes())
                assert taken.status_code in (200, 201)
                answer = acknowledgement.opened(taken.content, place.read(folder).sign_key)
                assert answer.verdict is Verdict.ACCEPTED
                assert "sign_key" in client.get("/v1/card").text
        finally:
            service.terminate()


def _listens(client: httpx.Client) -> bool:
    try:
        return client.get("/v1/card").status_code == 200
    except httpx.TransportError:
        return False
