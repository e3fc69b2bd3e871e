"""What is missing or wrong in an intake form: every fault at once, each with its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from cchc_desktop.domain.contact import check_email, check_phone
from cchc_desktop.domain.dossier import FeeState, ReturnWay
from cchc_desktop.domain.intake import FREE_TEXTS, ReceiveDossier
from cchc_desktop.domain.person import ApplicantKind, Person
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.rules.identity import check_personal_id
from cchc_desktop.text import has_unprintable, has_wrong_encoding

MOST_SETS = 99
MOST_PAPERS = 999
MOST_DONG = 10_000_000_000
LONGEST = 1000
"""Signs of one text."""
_NAMES_ITS_REPRESENTATIVE = (ApplicantKind.ORGANISATION, ApplicantKind.CHILD)


def check(form: ReceiveDossier, procedure: Procedure | None, now: datetime, *, needs_due: bool) -> tuple[Problem, ...]:
    """Return the faults and warnings of ``form`` in the order of the paper.

    Args:
        form: What is filled in.
        procedure: The chosen procedure in force, if any.
        now: For dates that cannot lie ahead.
        needs_due: Whether the clerk has to give, or gave, the due moment.
    """
    return (
        *_procedure(form, procedure),
        *_applicant(form, now.date()),
        *_submitter(form, now.date()),
        *_papers(form, procedure),
        *_counts(form),
        *_fee(form),
        *(_due(form, now) if needs_due else ()),
        *_texts(form),
    )


def _procedure(form: ReceiveDossier, procedure: Procedure | None) -> Iterator[Problem]:
    if procedure is None:
        yield Problem("procedure_code", "unknown" if form.procedure_code else "missing")
    elif form.case_code and procedure.case(form.case_code) is None:
        yield Problem("case_code", "unknown")
    elif procedure.cases_differ and not form.case_code:
        yield Problem("case_code", "case_unchosen", is_warning=True)


def _applicant(form: ReceiveDossier, today: date) -> Iterator[Problem]:
    person, kind = form.applicant, form.applicant_kind
    if not person.name:
        yield Problem("applicant.name", "missing")
    if kind in _NAMES_ITS_REPRESENTATIVE and not person.representative:
        yield Problem("applicant.representative", "missing")
    if kind is ApplicantKind.FOREIGNER and not person.personal_id:
        yield Problem("applicant.personal_id", "missing_passport")
    if kind is ApplicantKind.ORGANISATION:
        yield from _tax_code(person.personal_id)
    elif kind is ApplicantKind.PERSON or (kind is ApplicantKind.CHILD and person.personal_id):
        yield from _number(person, "applicant")
    yield from _born(person, "applicant", today)
    yield from _contact(person, "applicant")


def _submitter(form: ReceiveDossier, today: date) -> Iterator[Problem]:
    person = form.submitter
    if person is None:
        return
    if not person.name:
        yield Problem("submitter.name", "missing")
    if not form.submitter_ground:
        yield Problem("submitter_ground", "missing_ground", is_warning=True)
    yield from _number(person, "submitter")
    yield from _born(person, "submitter", today)
    yield from _contact(person, "submitter")


def _number(person: Person, who: str) -> Iterator[Problem]:
    if person.personal_id:
        yield from check_personal_id(person.personal_id, person.birth_on, person.sex, field=f"{who}.personal_id")
    else:
        yield Problem(f"{who}.personal_id", "missing", is_warning=True)


def _tax_code(number: str) -> Iterator[Problem]:
    bare = number.replace("-", "")
    if not number:
        yield Problem("applicant.personal_id", "missing_tax_code", is_warning=True)
    elif not (bare.isascii() and bare.isdigit() and len(bare) in (10, 12, 13)):
        yield Problem("applicant.personal_id", "wrong_tax_code")


def _born(person: Person, who: str, today: date) -> Iterator[Problem]:
    if person.birth_on is not None and person.birth_on > today:
        yield Problem(f"{who}.birth_on", "future_date")


def _contact(person: Person, who: str) -> Iterator[Problem]:
    yield from check_phone(person.phone, field=f"{who}.phone")
    yield from check_email(person.email, field=f"{who}.email")


def _papers(form: ReceiveDossier, procedure: Procedure | None) -> Iterator[Problem]:
    known = {paper.seq for paper in procedure.papers} if procedure else set()
    for number, paper in enumerate(form.papers, 1):
        if paper.catalogue_seq is None and not paper.name:
            yield Problem(f"papers.{number}.name", "missing")
        if paper.catalogue_seq is not None and procedure and paper.catalogue_seq not in known:
            yield Problem(f"papers.{number}.seq", "unknown")
        if not 1 <= paper.quantity <= MOST_PAPERS:
            yield Problem(f"papers.{number}.quantity", "wrong_count", number=MOST_PAPERS)
    if not form.papers:
        yield Problem("papers", "missing", is_warning=True)
    elif procedure:
        ticked = {paper.catalogue_seq for paper in form.papers}
        required = procedure.papers_for(form.case_code, is_authorised=form.submitter is not None)
        lacking = [paper for paper, is_required in required if is_required and paper.seq not in ticked]
        if lacking:
            yield Problem("papers", "required_missing", is_warning=True, number=len(lacking))


def _counts(form: ReceiveDossier) -> Iterator[Problem]:
    if not 1 <= form.sets <= MOST_SETS:
        yield Problem("sets", "wrong_count", number=MOST_SETS)
    if form.return_way is ReturnWay.POST and not (form.return_address or form.applicant.address):
        yield Problem("return_address", "missing")


def _fee(form: ReceiveDossier) -> Iterator[Problem]:
    if form.fee_dong is not None and not 0 <= form.fee_dong <= MOST_DONG:
        yield Problem("fee_dong", "wrong_amount")
    if form.fee_state in (FeeState.CASH, FeeState.TRANSFER, FeeState.ONLINE) and not form.fee_dong:
        yield Problem("fee_dong", "missing")
    if form.fee_state is FeeState.WAIVED and not form.fee_reason:
        yield Problem("fee_reason", "missing")


def _due(form: ReceiveDossier, now: datetime) -> Iterator[Problem]:
    if form.due_at is None:
        yield Problem("due_at", "missing")
    elif form.due_at <= now:
        yield Problem("due_at", "past")
    if not form.due_reason:
        yield Problem("due_reason", "missing")


def _texts(form: ReceiveDossier) -> Iterator[Problem]:
    """Every text: not longer than paper and screen bear, and not in a wrong code page (RULES 52)."""
    texts = form.applicant.to_fields("applicant")
    if form.submitter is not None:
        texts |= form.submitter.to_fields("submitter")
    texts |= {f"papers.{number}.name": paper.name for number, paper in enumerate(form.papers, 1)}
    texts |= {name: getattr(form, name) for name in FREE_TEXTS}
    for field, text in texts.items():
        if len(text) > LONGEST:
            yield Problem(field, "too_long", number=LONGEST)
        if has_wrong_encoding(text) or has_unprintable(text):
            yield Problem(field, "wrong_encoding")
