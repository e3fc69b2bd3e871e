"""A procedure (thủ tục hành chính) as one version of the catalogue describes it, and the catalogue itself.

The store keeps each version of a procedure as canonical JSON text; `Procedure.to_record` and
`Procedure.from_record` are the two ends of that road. An empty cell of the catalogue is ``None``:
not known, or not fixed by law, and never zero.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from cchc_desktop.domain.entry import canonical, digest
from cchc_desktop.domain.term import Term, TermUnit

SHORT_NAME_SIGNS = 48
"""The longest short name: what fits beside a code on the back of the slip."""
CASE_LABEL_SIGNS = 26
"""The longest label of a case: what fits a segmented button."""
BUTTON_SIGNS = 18
"""The longest name of a favourite."""
_ON_A_BUTTON = (
    ("Cấp bản sao trích lục hộ tịch", "BS trích lục"),
    ("Chứng thực", "CT"),
    ("Xác nhận", "XN"),
    ("Đăng ký lại", "ĐK lại"),
    ("Đăng ký ", ""),
    (" từ bản chính", ""),
    ("tình trạng hôn nhân", "hôn nhân"),
    (", điểm chỉ", ""),
)
"""What clerks leave out or shorten; the whole name stands under the search field once it is chosen."""


class FeeBasis(enum.StrEnum):
    """What a fee is reckoned by; values are stored and never renamed."""

    FREE = "free"
    PER_DOSSIER = "per_dossier"
    PER_CASE = "per_case"
    PER_DOCUMENT = "per_document"
    PER_COPY = "per_copy"
    PER_PAGE = "per_page"
    """By page of the original, with a ceiling per copy; the rule stands in ``fee_note``."""
    PROVINCIAL = "provincial"
    """Set by the province's council and not known to the catalogue."""


class OnlineLevel(enum.StrEnum):
    """How far the procedure is offered online; values are stored and never renamed."""

    FULL = "full_online"
    PARTIAL = "partial_online"
    NONE = "no"


class PaperNeed(enum.StrEnum):
    """When a paper is asked for; values are stored and never renamed."""

    ALWAYS = "always"
    CASE = "case"
    """In the cases that name it."""
    AUTHORISED = "authorised"
    """Only when somebody files on the applicant's behalf."""
    NO_RESIDENCE_DATA = "no_residence_data"
    """Only when the national population database gives no answer."""
    IF_ANY = "if_any"
    """Where there is one, or where local practice asks for it: the clerk decides."""


class PaperHandling(enum.StrEnum):
    """What happens to a paper at the desk; values are stored and never renamed."""

    SUBMIT = "submit"
    """Nộp: kept in the dossier."""
    PRESENT = "present"
    """Xuất trình: shown and handed back."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RequiredPaper:
    """One line of the list of papers (thành phần hồ sơ)."""

    seq: int
    name: str
    originals: int
    copies: int
    when: PaperNeed
    handling: PaperHandling
    note: str

    @property
    def is_conditional(self) -> bool:
        """Return whether some dossiers of the procedure do without it."""
        return self.when is not PaperNeed.ALWAYS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureCase:
    """One case (trường hợp): which of the conditional papers it makes required."""

    case_code: str
    label: str
    papers: tuple[int, ...]
    """Numbers (``seq``) of the papers that become required."""
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One version of one procedure."""

    code: str
    name: str
    """The legal name."""
    short_name: str
    """A written caption of at most 48 signs; empty where nobody wrote one."""
    shortcut: str
    """Letters that pick it at once ("cs"); empty for most."""
    service_field: str
    authority_level: str
    """cấp xã or cấp huyện."""
    term_count: int | None
    term_unit: TermUnit | None
    same_day_cut_off: time | None
    """Received later than this, the result may be given on the next working day."""
    fee_dong: int | None
    fee_basis: FeeBasis
    fee_note: str
    is_same_day_eligible: bool
    """Whether the ward may answer without a slip; an editorial judgement that each ward changes."""
    online_level: OnlineLevel
    legal_basis: str
    portal_url: str
    confidence: str
    """high, medium or low: how far the row was compared with published lists."""
    source: str
    valid_from: date
    valid_to: date | None
    note: str
    papers: tuple[RequiredPaper, ...] = ()
    cases: tuple[ProcedureCase, ...] = ()

    @property
    def button_name(self) -> str:
        """Return its name as clerks write it on a button: "Chứng thực bản sao từ bản chính" -> "CT bản sao"."""
        name = self.short_name or self.name
        for long, short in _ON_A_BUTTON:
            name = name.replace(long, short)
        name = f"{name[:1].upper()}{name[1:]}"
        return name if len(name) <= BUTTON_SIGNS else f"{name[: BUTTON_SIGNS - 1].rstrip()}…"

    @property
    def whole_fee_dong(self) -> int | None:
        """Return the fee of a dossier where it does not depend on a count of pages or copies; else ``None``."""
        return self.fee_dong if self.fee_basis in (FeeBasis.PER_DOSSIER, FeeBasis.PER_CASE) else None

    @property
    def is_free_for_all(self) -> bool:
        """Return whether nobody pays for any part of it.

        A note under a free fee names the parts or the people that do pay ("Bản sao Trích lục: 8.000 đồng/bản"),
        unless it only says once more that there is none ("Không quy định phí").
        """
        return self.fee_basis is FeeBasis.FREE and (not self.fee_note or _says_no_fee(self.fee_note))

    @property
    def term(self) -> Term | None:
        """Return the term of the law; ``None`` where the clerk must give the moment."""
        if self.term_count is None or self.term_unit is None:
            return None
        return Term(self.term_count, self.term_unit)

    def is_in_force(self, on: date) -> bool:
        """Return whether this version holds on a day; both ends belong to it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def case(self, case_code: str) -> ProcedureCase | None:
        """Return the case with this code, or ``None``."""
        return next((case for case in self.cases if case.case_code == case_code), None)

    @property
    def cases_differ(self) -> bool:
        """Return whether it matters which case a dossier is.

        Term and fee are the procedure's whatever the case; what a case changes is the papers that are asked for.
        """
        return len({frozenset(case.papers) for case in self.cases}) > 1

    def papers_for(self, case_code: str = "", *, is_authorised: bool = False) -> tuple[tuple[RequiredPaper, bool], ...]:
        """Return the papers to show for a case, each with whether it is required.

        Unconditional papers belong to every case. Left out are the papers of the other cases and,
        unless ``is_authorised``, those of an authorisation. While no case is chosen (or the code is
        unknown) every case's papers are shown and none of them is required.
        """
        case = self.case(case_code)
        listed = []
        for paper in self.papers:
            if paper.when is PaperNeed.CASE:
                is_required = case is not None and paper.seq in case.papers
                is_shown = case is None or is_required
            elif paper.when is PaperNeed.AUTHORISED:
                is_shown = is_required = is_authorised
            else:
                is_shown, is_required = True, paper.when is PaperNeed.ALWAYS
            if is_shown:
                listed.append((paper, is_required))
        return tuple(listed)

    def to_record(self) -> dict[str, Any]:
        """Return the version as plain data: texts, whole numbers, booleans, ``None``, lists."""
        record = dataclasses.asdict(self)
        for name in ("valid_from", "valid_to"):
            record[name] = record[name].isoformat() if record[name] else None
        if self.same_day_cut_off:
            record["same_day_cut_off"] = f"{self.same_day_cut_off:%H:%M}"
        record["papers"] = list(record["papers"])
        record["cases"] = [{**case, "papers": list(case["papers"])} for case in record["cases"]]
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Procedure:
        """Return the version that `to_record` described; names of a newer program are passed over.

        Raises:
            KeyError: A name is missing, or a stored word is unknown.
            ValueError: A date or an hour is not one.
        """
        get = record.__getitem__
        return cls(
            code=get("code"),
            name=get("name"),
            short_name=get("short_name"),
            shortcut=get("shortcut"),
            service_field=get("service_field"),
            authority_level=get("authority_level"),
            term_count=get("term_count"),
            term_unit=_TERM_UNITS[get("term_unit")] if get("term_unit") else None,
            same_day_cut_off=time.fromisoformat(get("same_day_cut_off")) if get("same_day_cut_off") else None,
            fee_dong=get("fee_dong"),
            fee_basis=_FEE_BASES[get("fee_basis")],
            fee_note=get("fee_note"),
            is_same_day_eligible=get("is_same_day_eligible"),
            online_level=_ONLINE_LEVELS[get("online_level")],
            legal_basis=get("legal_basis"),
            portal_url=get("portal_url"),
            confidence=get("confidence"),
            source=get("source"),
            valid_from=date.fromisoformat(get("valid_from")),
            valid_to=date.fromisoformat(get("valid_to")) if get("valid_to") else None,
            note=get("note"),
            papers=tuple([_paper(paper) for paper in get("papers")]),
            cases=tuple([_case(case) for case in get("cases")]),
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Catalogue:
    """Every procedure of one version, most frequent first; iterating keeps that order."""

    version: str
    procedures: tuple[Procedure, ...]
    sha256: str
    """Over the canonical text of every procedure, in order."""

    @classmethod
    def of(cls, version: str, procedures: Iterable[Procedure]) -> Catalogue:
        """Return a catalogue with its hash reckoned; for files just read, not for every start."""
        kept = tuple(procedures)
        return cls(version, kept, digest(canonical({"procedures": [procedure.to_record() for procedure in kept]})))

    def to_record(self) -> dict[str, Any]:
        """Return the catalogue as plain data, for the store."""
        procedures = [procedure.to_record() for procedure in self.procedures]
        return {"version": self.version, "sha256": self.sha256, "procedures": procedures}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Catalogue:
        """Return the catalogue that `to_record` described; its hash is taken as given."""
        procedures = tuple([Procedure.from_record(procedure) for procedure in record["procedures"]])
        return cls(record["version"], procedures, record["sha256"])

    def __iter__(self) -> Iterator[Procedure]:
        return iter(self.procedures)

    def __len__(self) -> int:
        return len(self.procedures)

    def find(self, code: str, on: date) -> Procedure | None:
        """Return the version of ``code`` in force on a day (of two, the one that began later), or ``None``."""
        found = [procedure for procedure in self.procedures if procedure.code == code and procedure.is_in_force(on)]
        return max(found, key=_beginning, default=None)

    def in_force(self, on: date) -> tuple[Procedure, ...]:
        """Return the procedures in force on a day, one version each, most frequent first."""
        chosen: dict[str, Procedure] = {}
        for procedure in self.procedures:
            other = chosen.get(procedure.code)
            if procedure.is_in_force(on) and (other is None or other.valid_from < procedure.valid_from):
                chosen[procedure.code] = procedure
        return tuple(chosen.values())


# A look-up in a plain dictionary costs a third of calling the enum; every start makes some 700 of them.
_TERM_UNITS: Mapping[str, TermUnit] = {str(unit): unit for unit in TermUnit}
_FEE_BASES: Mapping[str, FeeBasis] = {str(basis): basis for basis in FeeBasis}
_ONLINE_LEVELS: Mapping[str, OnlineLevel] = {str(level): level for level in OnlineLevel}
_NEEDS: Mapping[str, PaperNeed] = {str(need): need for need in PaperNeed}
_HANDLINGS: Mapping[str, PaperHandling] = {str(handling): handling for handling in PaperHandling}


def _says_no_fee(note: str) -> bool:
    return note.lower().startswith("không") and not any(sign.isdigit() for sign in note)


def _beginning(procedure: Procedure) -> date:
    return procedure.valid_from


def _paper(record: Mapping[str, Any]) -> RequiredPaper:
    return RequiredPaper(
        seq=record["seq"],
        name=record["name"],
        originals=record["originals"],
        copies=record["copies"],
        when=_NEEDS[record["when"]],
        handling=_HANDLINGS[record["handling"]],
        note=record["note"],
    )


def _case(record: Mapping[str, Any]) -> ProcedureCase:
    return ProcedureCase(
        case_code=record["case_code"], label=record["label"], papers=tuple(record["papers"]), note=record["note"]
    )
