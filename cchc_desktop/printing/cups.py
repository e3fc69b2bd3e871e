"""Printing by CUPS, the print system of Linux and macOS.

`lp` and `cancel` act (they know the machine's client settings and how to show who asks); what is true of a
printer or a job is asked by IPP, in numbers and keywords, so no language can break it. No build dependency.
"""

from __future__ import annotations

import dataclasses
import getpass
import logging
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from cchc_desktop.domain.printing import (
    JobReference,
    JobReport,
    JobState,
    Media,
    Printer,
    Sides,
    check_copies,
    check_title,
)
from cchc_desktop.errors import PrinterUnavailable, PrintRefused
from cchc_desktop.printing import ipp

logger = logging.getLogger(__name__)

_SIDES: Final = {
    Sides.TWO_SIDED_LONG_EDGE: "two-sided-long-edge",
    Sides.TWO_SIDED_SHORT_EDGE: "two-sided-short-edge",
    Sides.ONE_SIDED: "one-sided",
}
_MEDIA: Final = {Media.A5: "A5", Media.A4: "A4"}
# RFC 8011 §5.3.7: 3 pending, 4 held, 5 processing and 6 stopped all mean "not yet".
_CANCELLED, _ABORTED, _COMPLETED = 7, 8, 9

_PRINTER_NAME = re.compile(r"[^\s/#?'\"\\-][^\s/#?'\"\\]{0,126}")
_JOB_NUMBER = re.compile(r"-(\d+)(?=\s|$)")
_SUBMIT_SECONDS, _ASK_SECONDS = 30.0, 10.0
_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
_CLIENT_FILES = ("~/.cups/client.conf", "/etc/cups/client.conf")
_PRINTER_FACTS = ("printer-name", "printer-info", "printer-is-accepting-jobs", "sides-supported")
_JOB_FACTS = ("job-state", "job-state-reasons", "job-name", "job-printer-state-message")


class CupsPrintBackend:
    """The queues of this machine (or of the print server that its settings name)."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Take ``CUPS_SERVER`` and ``PATH`` from ``environment`` as `lp` itself would."""
        self._server = server_of(environment)
        # UTF-8 for names of queues, English words; both for every language of the desk's machine.
        self._environment = {**environment, "LC_ALL": "C.UTF-8"}

    def printers(self) -> tuple[Printer, ...]:
        """Return the queues by name, also those that CUPS makes on demand; empty without CUPS."""
        if not self._program("lp"):
            return ()
        default = self._default_name()
        found = {name: self._unasked(name, default) for name in self._listed_names()}
        for facts in self._ask_printers():
            if name := _text(facts, "printer-name"):
                found[name] = _printer(name, facts, default)
        return tuple(found[name] for name in sorted(found))

    def submit(
        self, pdf: bytes, *, printer: str, title: str, sides: Sides, media: Media, copies: int = 1
    ) -> JobReference:
        """Hand ``pdf`` to the queue ``printer``; see `PrintBackend.submit`.

        Where `lp` does not come back in time the job may or may not be in the queue:
        the reference then has no number and cannot be followed.
        """
        check_title(title)
        options = ("-n", str(check_copies(copies)), "-t", title, *_options(sides, media))
        if not _PRINTER_NAME.fullmatch(printer):
            raise PrinterUnavailable(printer=printer, message="no such printer")
        if not self._program("lp"):
            raise PrinterUnavailable(printer=printer, message="the program lp is missing (package cups-client)")
        try:
            done = self._run("lp", "-d", printer, *options, "-", content=pdf, timeout=_SUBMIT_SECONDS)
        except subprocess.TimeoutExpired:
            logger.warning("print job without an answer: printer=%s title=%s", printer, title)
            return JobReference(printer=printer, number="", title=title)
        if done.returncode != 0:
            self._raise_refusal(printer, _one_line(done.stderr))
        number = _JOB_NUMBER.search(_one_line(done.stdout))
        job = JobReference(printer=printer, number=number[1] if number else "", title=title)
        logger.info("print job handed over: printer=%s number=%s title=%s", printer, job.number, title)
        return job

    def state(self, job: JobReference) -> JobReport:
        """Return what CUPS says about ``job``: only job-state 9 (completed) is OUT.

        Completed means: the printer said so where it speaks IPP; where it does not (USB, port 9100),
        that it took every byte. A job that CUPS has forgotten, or whose number now belongs to another
        job, is UNKNOWN.
        """
        if not job.can_be_followed:
            return JobReport(state=JobState.UNKNOWN)
        try:
            answer = ipp.ask(self._server, ipp.Operation.GET_JOB_ATTRIBUTES, _job_question(job))
        except PrinterUnavailable as exc:
            return JobReport(state=JobState.UNKNOWN, message=str(exc.facts["message"]))
        if not answer.is_ok or not answer.groups:
            return JobReport(state=JobState.UNKNOWN, message=f"IPP status 0x{answer.status:04x}")
        report = _job_report(answer.groups[0], job)
        if report.state is JobState.HANDED and not report.message:
            return dataclasses.replace(report, message=self._printer_message(job.printer))
        return report

    def give_up(self, job: JobReference) -> JobReport:
        """Cancel ``job`` in its queue and return its last state; see `PrintBackend.give_up`."""
        before = self.state(job)
        if before.state is not JobState.HANDED:
            return before
        try:
            done = self._run("cancel", f"{job.printer}-{job.number}", timeout=_ASK_SECONDS)
        except (subprocess.TimeoutExpired, OSError) as exc:
            return JobReport(state=JobState.UNKNOWN, message=type(exc).__name__)
        after = self.state(job)
        logger.info("print job given up: number=%s code=%s state=%s", job.number, done.returncode, after.state)
        if after.state is JobState.FAILED and before.message:
            return dataclasses.replace(after, message=before.message)  # why it hung, not that it was cancelled
        return after

    def _printer_message(self, printer: str) -> str:
        """Return what the printer itself complains of: a job that waits behind a hanging one has no words."""
        try:
            answer = self._ask_printer(printer)
        except PrinterUnavailable:
            return ""
        return _text(answer.groups[0], "printer-state-message") if answer.groups else ""

    def _ask_printer(self, printer: str) -> ipp.Answer:
        uri = f"ipp://localhost/printers/{quote(printer)}"
        wanted = (ipp.Tag.KEYWORD, "requested-attributes", "printer-state-message")
        return ipp.ask(self._server, ipp.Operation.GET_PRINTER_ATTRIBUTES, ((ipp.Tag.URI, "printer-uri", uri), wanted))

    def _raise_refusal(self, printer: str, message: str) -> None:
        answer = self._ask_printer(printer)
        if answer.status == ipp.STATUS_NOT_FOUND:
            raise PrinterUnavailable(printer=printer, message=message)
        raise PrintRefused(printer=printer, message=message)

    def _ask_printers(self) -> tuple[ipp.Attributes, ...]:
        wanted = ((ipp.Tag.KEYWORD, "requested-attributes", _PRINTER_FACTS),)
        try:
            answer = ipp.ask(self._server, ipp.Operation.CUPS_GET_PRINTERS, wanted)
        except PrinterUnavailable:
            return ()
        return answer.groups if answer.is_ok else ()

    def _listed_names(self) -> list[str]:
        return [line.strip() for line in self._lpstat("-e").splitlines() if _PRINTER_NAME.fullmatch(line.strip())]

    def _default_name(self) -> str:
        """Return the default of this user (or of the server); its name stands after the last colon."""
        _, colon, name = self._lpstat("-d").rpartition(": ")
        return name.strip().partition("/")[0] if colon else ""

    @staticmethod
    def _unasked(name: str, default: str) -> Printer:
        return Printer(name=name, description=name, is_default=name == default, can_duplex=None, accepts=True)

    def _lpstat(self, option: str) -> str:
        try:
            done = self._run("lpstat", option, timeout=_ASK_SECONDS)
        except (subprocess.TimeoutExpired, OSError):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    def _program(self, name: str) -> str | None:
        return shutil.which(name, path=self._environment.get("PATH", os.defpath))

    def _run(
        self, name: str, *arguments: str, timeout: float, content: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program of CUPS without a shell; ``timeout`` in seconds."""
        return subprocess.run(
            (self._program(name) or name, *arguments),
            input=content,
            capture_output=True,
            check=False,
            timeout=timeout,
            env=self._environment,
        )


def server_of(environment: Mapping[str, str]) -> ipp.Server:
    """Return where CUPS listens: ``CUPS_SERVER``, else ``ServerName`` of a client.conf, else this machine's own."""
    named = environment.get("CUPS_SERVER", "") or _server_of_client_files(_CLIENT_FILES)
    named = named if named.startswith("/") else named.partition("/")[0]  # "host:631/version=1.1"
    if not named:
        sockets = (path for path in _SOCKETS if Path(path).exists())
        return ipp.Server(socket_path=next(sockets, ""))
    if named.startswith("/"):
        return ipp.Server(socket_path=named)
    parts = re.fullmatch(r"\[?(.+?)\]?(?::(\d+))?", named)
    if not parts:
        return ipp.Server()
    return ipp.Server(host=parts[1], port=int(parts[2] or 631))


def _server_of_client_files(names: Sequence[str]) -> str:
    for name in names:
        try:
            text = Path(name).expanduser().read_text("utf-8", "replace")
        except (OSError, RuntimeError):
            continue
        if line := re.search(r"^\s*ServerName\s+(\S+)", text, re.MULTILINE | re.IGNORECASE):
            return line[1]
    return ""


def _options(sides: Sides, media: Media) -> tuple[str, ...]:
    """Return the options of `lp`: bars keep their width only unscaled, and each copy comes whole."""
    wanted = (f"sides={_SIDES[sides]}", f"media={_MEDIA[media]}", "print-scaling=none", "collate=true")
    return tuple(part for option in wanted for part in ("-o", option))


def _job_question(job: JobReference) -> tuple[tuple[ipp.Tag, str, str | int | Sequence[str]], ...]:
    return (
        (ipp.Tag.URI, "job-uri", f"ipp://localhost/jobs/{job.number}"),
        (ipp.Tag.NAME, "requesting-user-name", _user()),  # a job's name is told to its owner only
        (ipp.Tag.KEYWORD, "requested-attributes", _JOB_FACTS),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name in the environment and none for our number
        return "anonymous"


def _job_report(facts: ipp.Attributes, job: JobReference) -> JobReport:
    if _text(facts, "job-name") not in ("", job.title):
        # CUPS was set up anew and counts again from 1: that number is somebody else's paper.
        return JobReport(state=JobState.UNKNOWN)
    code = facts.get("job-state", (0,))[0]
    message = _text(facts, "job-printer-state-message")
    if code == _COMPLETED:
        return JobReport(state=JobState.OUT)
    if code not in (_CANCELLED, _ABORTED):
        return JobReport(state=JobState.HANDED, message=message)
    reasons = ", ".join(str(reason) for reason in facts.get("job-state-reasons", ()) if reason != "none")
    return JobReport(state=JobState.FAILED, message=message or reasons)


def _printer(name: str, facts: ipp.Attributes, default: str) -> Printer:
    sides = facts.get("sides-supported")
    return Printer(
        name=name,
        description=_text(facts, "printer-info") or name,
        is_default=name == default,
        can_duplex=None if sides is None else _SIDES[Sides.TWO_SIDED_LONG_EDGE] in sides,
        accepts=facts.get("printer-is-accepting-jobs", (True,))[0] is True,
    )


def _text(facts: ipp.Attributes, name: str) -> str:
    value = facts.get(name, ("",))[0]
    return value.strip() if isinstance(value, str) else ""


def _one_line(output: bytes) -> str:
    return " ".join(output.decode("utf-8", "replace").split())
