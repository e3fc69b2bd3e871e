"""From the files of a catalogue, a calendar or the forms to domain values: all of a folder, or none of it.

Raises everywhere: `errors.CatalogueLineWrong` with the place and cause of the first fault and every fault as
``problems`` (a tuple of `lines.LineProblem`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from cchc_desktop.catalogue import lines
from cchc_desktop.catalogue.calendar_reading import read_calendar
from cchc_desktop.catalogue.forms_reading import read_forms
from cchc_desktop.catalogue.lines import Faults, Line
from cchc_desktop.domain.procedure import (
    CASE_LABEL_SIGNS,
    SHORT_NAME_SIGNS,
    Catalogue,
    FeeBasis,
    OnlineLevel,
    PaperHandling,
    PaperNeed,
    Procedure,
    ProcedureCase,
    RequiredPaper,
)
from cchc_desktop.domain.term import TermUnit
from cchc_desktop.domain.year_pack import Ward
from cchc_desktop.text import fold

__all__ = ["read_calendar", "read_catalogue", "read_forms", "read_wards"]

# fmt: off
_PROCEDURES = (
    "code", "name", "service_field", "authority_level", "term_count", "term_unit", "same_day_cut_off", "fee_dong",
    "fee_basis", "fee_note", "is_same_day_eligible", "online_level", "legal_basis", "portal_url", "valid_from",
    "valid_to", "note", "confidence", "source",
)
# fmt: on
_PAPERS = ("procedure_code", "seq", "name", "originals", "copies", "when", "handling", "note")
_CASES = ("procedure_code", "case_code", "label", "papers", "note")
_SHORT_NAMES = ("procedure_code", "short_name", "shortcut")
_WARDS = ("unit_kind", "name", "slug", "gso_code", "agency_code_sample", "note")

_CODE = re.compile(r"\d\.\d{6}|NB-\d{3}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_SHORTCUT = re.compile(r"[a-z0-9]{1,8}", re.ASCII)
_URL = re.compile(r"https://[!-~]+", re.ASCII)
_VERSION = re.compile(r"[0-9A-Za-z.-]{1,32}", re.ASCII)
_GSO_CODE = re.compile(r"\d{5}", re.ASCII)

_Papers = dict[str, dict[int, RequiredPaper]]
_Cases = dict[str, dict[str, ProcedureCase]]


def read_catalogue(folder: Path) -> Catalogue:
    """Return the catalogue of ``folder``: version.txt, procedures, papers, cases and short names."""
    faults = Faults()
    version = _version(folder / "version.txt", faults)
    rows = [line for line in lines.read(folder / "procedures.csv", _PROCEDURES, faults) if _is_new_code(line)]
    if not rows and not faults.problems:
        faults.add("procedures.csv", 0, "", "no_lines")
    known = _first_of_each(rows)
    papers = _papers(folder / "papers.csv", known, faults)
    cases = _cases(folder / "cases.csv", known, papers, faults)
    captions = _short_names(folder / "short_names.csv", known, faults)
    procedures = [_procedure(line, captions, papers, cases) for line in rows]
    faults.refuse_if_any()
    return Catalogue.of(version, procedures)


def read_wards(folder: Path) -> tuple[Ward, ...]:
    """Return the wards of ``folder``/wards.csv, in the order of the file."""
    faults = Faults()
    seen: set[str] = set()
    wards = []
    for line in lines.read(folder / "wards.csv", _WARDS, faults):
        line.needed("slug")
        ward = Ward(
            unit_kind=line.one_of("unit_kind", ("phường", "xã")),
            name=line.needed("name"),
            slug=line.matching("slug", _SLUG, "wrong_slug"),
            gso_code=line.matching("gso_code", _GSO_CODE, "wrong_code"),
            agency_code_sample=line.text("agency_code_sample"),
            note=line.text("note"),
        )
        _refuse_repeated(line, "slug", ward.slug, seen)
        wards.append(ward)
    faults.refuse_if_any()
    return tuple(wards)


def _version(path: Path, faults: Faults) -> str:
    text = lines.read_text(path, faults)
    version = (text or "").strip()
    if text is not None and not _VERSION.fullmatch(version):
        faults.add(path.name, 1, "", "wrong_version", version)
    return version


def _is_new_code(line: Line) -> bool:
    line.needed("code")
    return bool(line.matching("code", _CODE, "wrong_code"))


def _first_of_each(rows: list[Line]) -> set[str]:
    known: set[str] = set()
    for line in rows:
        _refuse_repeated(line, "code", line.text("code"), known)
    return known


def _refuse_repeated(line: Line, column: str, value: str, seen: set[str]) -> None:
    """Refuse a value that an earlier line has; remember it otherwise."""
    if value and value in seen:
        line.refuse(column, "duplicate")
    seen.add(value)


def _procedure(line: Line, captions: dict[str, tuple[str, str]], papers: _Papers, cases: _Cases) -> Procedure:
    code = line.text("code")
    short_name, shortcut = captions.get(code, ("", ""))
    term_count, term_unit = _term(line)
    fee_basis = line.word("fee_basis", FeeBasis)
    valid_from, valid_to = line.period()
    procedure = Procedure(
        code=code,
        name=line.needed("name"),
        short_name=short_name,
        shortcut=shortcut,
        service_field=line.needed("service_field"),
        authority_level=line.one_of("authority_level", ("cấp xã", "cấp huyện")),
        term_count=term_count,
        term_unit=term_unit,
        same_day_cut_off=line.hour("same_day_cut_off"),
        fee_dong=line.integer("fee_dong"),
        fee_basis=fee_basis,
        fee_note=line.text("fee_note"),
        is_same_day_eligible=line.flag("is_same_day_eligible"),
        online_level=line.word("online_level", OnlineLevel),
        legal_basis=line.text("legal_basis"),
        portal_url=line.matching("portal_url", _URL, "wrong_url"),
        confidence=line.one_of("confidence", lines.CONFIDENCES),
        source=line.text("source"),
        valid_from=valid_from,
        valid_to=valid_to,
        note=line.text("note"),
        papers=tuple(paper for _seq, paper in sorted(papers[code].items())),
        cases=tuple(cases[code].values()),
    )
    _check_whole(line, procedure)
    return procedure


def _term(line: Line) -> tuple[int | None, TermUnit | None]:
    """Return count and unit, both or neither; the same day is always one."""
    count = line.integer("term_count", least=1)
    unit = line.word("term_unit", TermUnit) if line.text("term_unit") else None
    if count is not None and unit is None and not line.text("term_unit"):
        line.refuse("term_unit", "missing")
    if unit is not None and not line.text("term_count"):
        line.refuse("term_count", "missing")
    if unit is TermUnit.SAME_DAY and count not in (None, 1):
        line.refuse("term_count", "same_day_not_one")
    return count, unit


def _check_whole(line: Line, procedure: Procedure) -> None:
    """Refuse cells that contradict each other."""
    if procedure.same_day_cut_off and procedure.term_unit is not TermUnit.SAME_DAY:
        line.refuse("same_day_cut_off", "cut_off_without_same_day")
    if procedure.fee_basis is FeeBasis.FREE and procedure.fee_dong:
        line.refuse("fee_dong", "fee_though_free")


def _is_known(line: Line, known: set[str]) -> bool:
    code = line.needed("procedure_code")
    if code and known and code not in known:  # with no procedure read, their file's own fault says enough
        line.refuse("procedure_code", "unknown_procedure")
    return line.is_whole


def _papers(path: Path, known: set[str], faults: Faults) -> _Papers:
    found: _Papers = defaultdict(dict)
    for line in lines.read(path, _PAPERS, faults):
        _is_known(line, known)
        paper = RequiredPaper(
            seq=line.count("seq", least=1),
            name=line.needed("name"),
            originals=line.count("originals"),
            copies=line.count("copies"),
            when=line.word("when", PaperNeed),
            handling=line.word("handling", PaperHandling),
            note=line.text("note"),
        )
        if line.is_whole and not paper.originals and not paper.copies:
            line.refuse("originals", "no_quantity")
        of_procedure = found[line.text("procedure_code")]
        if paper.seq in of_procedure:
            line.refuse("seq", "duplicate")
        of_procedure[paper.seq] = paper
    return found


def _cases(path: Path, known: set[str], papers: _Papers, faults: Faults) -> _Cases:
    found: _Cases = defaultdict(dict)
    labels: dict[str, set[str]] = defaultdict(set)
    for line in lines.read(path, _CASES, faults):
        line.needed("case_code")
        case = ProcedureCase(
            case_code=line.matching("case_code", _SLUG, "wrong_slug"),
            label=line.needed("label", most=CASE_LABEL_SIGNS),
            papers=line.integers("papers"),
            note=line.text("note"),
        )
        code = line.text("procedure_code")
        if _is_known(line, known):
            _check_case_papers(line, case, papers[code])
        if case.case_code in found[code]:
            line.refuse("case_code", "duplicate")
        _refuse_repeated(line, "label", case.label, labels[code])
        found[code][case.case_code] = case
    return found


def _check_case_papers(line: Line, case: ProcedureCase, papers: dict[int, RequiredPaper]) -> None:
    """Refuse papers that the procedure has not, that do not depend on the case, or that are named twice."""
    for seq in case.papers:
        if seq not in papers:
            line.refuse("papers", "unknown_paper")
        elif papers[seq].when is not PaperNeed.CASE:
            line.refuse("papers", "paper_not_of_a_case")
    if len(set(case.papers)) < len(case.papers):
        line.refuse("papers", "duplicate")


def _short_names(path: Path, known: set[str], faults: Faults) -> dict[str, tuple[str, str]]:
    """Return (short name, shortcut) by code; names that a search cannot tell apart count as one."""
    found: dict[str, tuple[str, str]] = {}
    names: set[str] = set()
    shortcuts: set[str] = set()
    for line in lines.read(path, _SHORT_NAMES, faults):
        _is_known(line, known)
        code = line.text("procedure_code")
        short_name = line.needed("short_name", most=SHORT_NAME_SIGNS)
        shortcut = line.matching("shortcut", _SHORTCUT, "wrong_shortcut")
        if code in found:
            line.refuse("procedure_code", "duplicate")
        _refuse_repeated(line, "short_name", fold(short_name), names)
        _refuse_repeated(line, "shortcut", shortcut, shortcuts)
        found[code] = (short_name, shortcut)
    return found
