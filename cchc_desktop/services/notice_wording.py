"""From a step of a dossier to the words of its paper: Mẫu 02, 03, 04, a stop, a pause, and guidance before receipt.

Law, names and wording are those of the day of receipt (RULES 39, 41), whatever the day of printing. A paper that
would lack what makes it one is refused (RULES 22, 26, 38). One function composes each kind; `compose` knows them all.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.forms import Form, FormPurpose
from cchc_desktop.domain.notice import (
    Align,
    Block,
    Column,
    Field,
    Moment,
    Notice,
    Numbered,
    Pair,
    PaperKind,
    Paragraph,
    Signatures,
    Signer,
    Span,
    Table,
)
from cchc_desktop.errors import PaperIncomplete
from cchc_desktop.services.notice_facts import PaperFacts
from cchc_desktop.services.paper_texts import PaperTexts
from cchc_desktop.services.slip_wording import applicant_words, signer_words
from cchc_desktop.text import long_date, long_moment, weekday_name

_ADDRESSEE_SIZE = 14.0
_TITLE_OF_PROCEDURE = "Thủ tục "
_ACTING = "KT. "
_DEPUTY = "PHÓ "
_LINE = "|"


def compose(kind: PaperKind, facts: PaperFacts) -> Notice:
    """Return the paper of ``kind``.

    Raises:
        PaperIncomplete: ``missing`` names what must be given first; ``form``: the law of the day has no such paper.
    """
    return COMPOSERS[kind](facts)


def supplement_request(facts: PaperFacts) -> Notice:
    """Return Mẫu 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (RULES 1.4, 22)."""
    return _request(PaperKind.SUPPLEMENT_REQUEST, facts)


def guidance_slip(facts: PaperFacts) -> Notice:
    """Return Mẫu 02 handed out before receipt: nothing was received, so there is no code."""
    return _request(PaperKind.GUIDANCE_SLIP, facts)


def refusal_notice(facts: PaperFacts) -> Notice:
    """Return Mẫu 03, phiếu từ chối tiếp nhận giải quyết hồ sơ (RULES 1.5, 26)."""
    return _refusal(PaperKind.REFUSAL_NOTICE, facts)


def intake_refusal(facts: PaperFacts) -> Notice:
    """Return Mẫu 03 for a dossier that was not received."""
    return _refusal(PaperKind.INTAKE_REFUSAL, facts)


def apology_notice(facts: PaperFacts) -> Notice:
    """Return Mẫu 04: apology, reason and the new moment, signed by the head (RULES 1.6, 38)."""
    new_due = facts.kept("new_due_at")
    _refuse_if_missing(reason=facts.said("reason"), new_due_at=new_due, signer_name=_signer_name(facts))
    dossier, texts = _received(facts), facts.texts
    new_due_at = datetime.fromisoformat(new_due)
    blocks = (
        _addressee(facts),
        _prose(texts.spans("apology_received", **_of_dossier(facts, dossier))),
        _prose(texts.spans("apology_due", due=long_moment(dossier.due_at))),
        _prose(texts.spans("apology_reason", reason=_sentence(facts.said("reason")))),
        _prose(texts.spans("apology_trouble")),
        _prose(texts.spans("apology_promise")),
        Moment(words=long_moment(new_due_at), tail=f"({weekday_name(new_due_at.date())})"),
        _prose(texts.spans("apology_end")),
        Signatures(signers=(_head_of_agency(facts),)),
    )
    return _by_committee(PaperKind.APOLOGY_NOTICE, facts, _form(facts, FormPurpose.APOLOGY_NOTICE).title, blocks)


def stop_notice(facts: PaperFacts) -> Notice:
    """Return the notice that a dossier is worked on no more (Mẫu 05 of 2025, RULES 1.6a)."""
    asked_on = facts.kept("asked_on")
    _refuse_if_missing(reason=facts.said("reason"), asked_on=asked_on, signer_name=_signer_name(facts))
    dossier, texts = _received(facts), facts.texts
    papers = facts.said("papers_returned")
    returned: Block = Field(label=texts.text("stop_papers_label"), value="")
    if papers:
        returned = _prose((Span(f"{texts.text('stop_papers_label')} {_sentence(papers)}"),))
    asked = long_date(date.fromisoformat(asked_on)).removeprefix("ngày ")
    blocks = (
        _addressee(facts),
        _prose(texts.spans("notice_received", **_of_dossier(facts, dossier))),
        _prose(texts.spans("stop_asked", asked=asked, reason=_sentence(facts.said("reason")))),
        _prose(texts.spans("stop_decision", since=long_date(facts.issued_at.date()))),
        returned,
        _prose(texts.spans("notice_contact", phone=facts.hotline)),
        Signatures(signers=(_head_of_agency(facts),)),
    )
    return _by_committee(PaperKind.STOP_NOTICE, facts, _form(facts, FormPurpose.STOP_NOTICE).title, blocks)


def pause_notice(facts: PaperFacts) -> Notice:
    """Return the notice that the term stands still (dừng tính): no form of any circular, never Mẫu 05."""
    document = facts.said("document")
    _refuse_if_missing(reason=facts.said("reason"), document=document, signer_name=_signer_name(facts))
    dossier, texts = _received(facts), facts.texts
    document_on = facts.kept("document_on")
    about = {
        "document": document,
        "document_day": long_date(date.fromisoformat(document_on)) if document_on else "",
        "since": long_moment(facts.issued_at),
    }
    blocks = (
        _addressee(facts),
        _prose(texts.spans("notice_received", **_of_dossier(facts, dossier))),
        _prose(texts.spans("pause_decision", **about)),
        _prose(texts.spans("pause_reason", reason=_sentence(facts.said("reason")))),
        _prose(texts.spans("pause_resume")),
        _prose(texts.spans("notice_contact", phone=facts.hotline)),
        Signatures(signers=(_head_of_agency(facts),)),
    )
    return _by_committee(PaperKind.PAUSE_NOTICE, facts, texts.text("pause_title"), blocks)


COMPOSERS: Mapping[PaperKind, Callable[[PaperFacts], Notice]] = {
    PaperKind.SUPPLEMENT_REQUEST: supplement_request,
    PaperKind.REFUSAL_NOTICE: refusal_notice,
    PaperKind.APOLOGY_NOTICE: apology_notice,
    PaperKind.STOP_NOTICE: stop_notice,
    PaperKind.PAUSE_NOTICE: pause_notice,
    PaperKind.GUIDANCE_SLIP: guidance_slip,
    PaperKind.INTAKE_REFUSAL: intake_refusal,
}


def _request(kind: PaperKind, facts: PaperFacts) -> Notice:
    items = tuple(facts.body.get("items", ()))
    rows = tuple(_item_row(number, item, facts) for number, item in enumerate(items, start=1))
    named = rows and all(row[1] for row in rows)
    _refuse_if_missing(items="yes" if named else "", reason=facts.said("reason"))
    texts = facts.texts
    closes_on = facts.kept("closes_on")
    contact = {
        "officer": facts.kept("contact_name") or facts.kept("officer_name"),
        "phone": facts.kept("contact_phone") or facts.hotline,
    }
    basis = facts.said("legal_basis")
    reason = _sentence(f"{facts.said('reason').rstrip(' .;,')} ({basis})" if basis else facts.said("reason"))
    closing = texts.spans("supplement_closing", closes_on=_day(closes_on)) if closes_on else ()
    blocks: list[Block] = [
        Field(label=f"{texts.wording.desk_label}:", value=texts.wording.desk_name),
        Field(label=texts.text("supplement_of_label"), value=applicant_words(facts.applicant), bold=True),
        Field(label=texts.text("request_label"), value=facts.request),
        Field(label=texts.text("address_label"), value=facts.applicant.address),
        _reached(facts),
        _plain(texts.spans("supplement_intro")),
        Table(columns=_item_columns(texts), rows=rows),
        _plain((Span(texts.text("reason_label"), bold=True), Span(f" {reason}"))),
        *([_plain(closing)] if closing else []),
        _plain(texts.spans("supplement_contact", **contact)),
        Signatures(
            signers=(
                Signer(
                    titles=(texts.text("sign_guide"),),
                    manner=texts.text("sign_manner"),
                    name=facts.kept("officer_name"),
                ),
            )
        ),
    ]
    return _by_desk(kind, facts, _form(facts, FormPurpose.SUPPLEMENT_REQUEST), blocks)


def _refusal(kind: PaperKind, facts: PaperFacts) -> Notice:
    reasons = _reasons(facts)
    _refuse_if_missing(reason="yes" if reasons else "")
    texts = facts.texts
    guidance = facts.said("guidance")
    label = Span(texts.text("guidance_label"), bold=True)
    blocks: list[Block] = [
        Field(label=f"{texts.wording.desk_label}:", value=texts.wording.desk_name),
        Field(label=texts.text("refusal_of_label"), value=applicant_words(facts.applicant), bold=True),
        Field(label=texts.text("address_label"), value=facts.applicant.address),
        _reached(facts),
        Field(label=texts.text("request_label"), value=facts.request),
        _prose(texts.spans("refusal_intro")),
        Numbered(items=reasons),
        *([_plain((label, Span(f" {_sentence(guidance)}")))] if guidance else []),
        _prose(texts.spans("refusal_end")),
        Signatures(
            signers=(
                Signer(
                    titles=(texts.text("sign_submitter"),),
                    manner=texts.text("sign_manner"),
                    name=signer_words(facts.applicant, facts.submitter),
                ),
                Signer(
                    titles=(texts.text("sign_receiver"),),
                    manner=texts.text("sign_manner"),
                    name=facts.kept("officer_name"),
                ),
            )
        ),
    ]
    return _by_desk(kind, facts, _form(facts, FormPurpose.REFUSAL_NOTICE), blocks)


def _by_desk(kind: PaperKind, facts: PaperFacts, form: Form, blocks: Sequence[Block]) -> Notice:
    """Return a paper of the desk: both lines of the letterhead, and an evaluation slip goes with it (RULES 1.9)."""
    texts = facts.texts
    return dataclasses.replace(
        _notice(kind, facts, form.title, blocks),
        centre=texts.wording.centre,
        is_numbered=bool(form.number_suffix),
        code_label=texts.text("code_label"),
        enclosed=texts.text("enclosed_evaluation"),
    )


def _by_committee(kind: PaperKind, facts: PaperFacts, title: str, blocks: Sequence[Block]) -> Notice:
    """Return a paper that the head signs: the committee alone, the code in its prose."""
    return _notice(kind, facts, title, blocks)


def _notice(kind: PaperKind, facts: PaperFacts, title: str, blocks: Sequence[Block]) -> Notice:
    texts = facts.texts
    return Notice(
        kind=kind,
        committee=texts.wording.committee,
        centre=(),
        number=facts.kept("number"),
        place_date=f"{texts.place}, {long_date(facts.issued_at.date())}",
        title=title.upper(),
        # A sentence without a text on this day is left out.
        blocks=tuple(block for block in blocks if not isinstance(block, Paragraph) or block.spans),
        dossier_code=facts.dossier.code if facts.dossier else "",
        applicant_name=facts.applicant.name.upper(),
        proof=facts.proof,
        reprint_mark=facts.reprint_mark,
        replaces=facts.replaces,
        specimen=facts.office.is_training,
        draft=not facts.proof,
    )


def _refuse_if_missing(**needed: str) -> None:
    missing = tuple(name for name, value in needed.items() if not value)
    if missing:
        raise PaperIncomplete(missing=missing)


def _received(facts: PaperFacts) -> Dossier:
    if facts.dossier is None:
        raise PaperIncomplete(missing=("dossier_code",))
    return facts.dossier


def _form(facts: PaperFacts, purpose: FormPurpose) -> Form:
    if not facts.form_set.has_form(purpose):
        raise PaperIncomplete(missing=("form",))
    return facts.form_set.form(purpose)


def _of_dossier(facts: PaperFacts, dossier: Dossier) -> dict[str, str]:
    request = facts.request
    return {
        "received": long_date(facts.day).removeprefix("ngày "),
        "procedure": request.removeprefix(_TITLE_OF_PROCEDURE),  # the sentence says "thủ tục hành chính" before it
        "code": dossier.code,
    }


def _addressee(facts: PaperFacts) -> Paragraph:
    texts, applicant = facts.texts, facts.applicant
    called = "" if texts.person == texts.text("person_organisation") else f" {texts.person}"
    return Paragraph(
        spans=(Span(f"{texts.text('addressee_label')}{called} "), Span(applicant_words(applicant), bold=True)),
        align=Align.CENTRE,
        size=_ADDRESSEE_SIZE,
    )


def _reached(facts: PaperFacts) -> Pair:
    texts, applicant, submitter = facts.texts, facts.applicant, facts.submitter
    return Pair(
        first=Field(label=texts.text("phone_label"), value=applicant.phone or submitter.phone),
        second=Field(label=texts.text("email_label"), value=applicant.email or submitter.email),
    )


def _item_columns(texts: PaperTexts) -> tuple[Column, ...]:
    amount = texts.text("supplement_head_amount")
    return (
        Column(head=texts.text("supplement_head_number"), width=11, align=Align.CENTRE),
        Column(head=texts.text("supplement_head_paper"), width=82),
        Column(head=texts.text("supplement_head_originals"), width=22, align=Align.CENTRE, group=amount),
        Column(head=texts.text("supplement_head_certified"), width=27, align=Align.CENTRE, group=amount),
        Column(head=texts.text("supplement_head_copies"), width=23, align=Align.CENTRE, group=amount),
    )


def _item_row(number: int, item: Mapping[str, Any], facts: PaperFacts) -> tuple[str, ...]:
    typed = facts.said(f"items.{item['seq']}")
    counts = (item.get(name) or 0 for name in ("originals", "certified", "copies"))
    return str(number), str(item.get("name") or typed), *(f"{count:02}" if count else "-" for count in counts)


def _reasons(facts: PaperFacts) -> tuple[str, ...]:
    """Return the reasons that were chosen, each with its provision, and then the one that was written."""
    chosen = [
        _sentence(f"{reason['text']} ({reason['basis']})" if reason.get("basis") else reason["text"])
        for reason in facts.body.get("reasons", ())
        if reason.get("text", "").strip()
    ]
    written = [_sentence(line) for line in facts.said("reason").splitlines() if line.strip()]
    return (*chosen, *written)


def _signer_name(facts: PaperFacts) -> str:
    return facts.kept("signer_name") or facts.kept("approver_name")


def _head_of_agency(facts: PaperFacts) -> Signer:
    texts = facts.texts
    return Signer(
        titles=_signing_lines(facts),
        manner=texts.text("sign_manner_sealed"),
        name=_signer_name(facts),
        is_sealed=True,
    )


def _signing_lines(facts: PaperFacts) -> tuple[str, ...]:
    """Return the lines of capacity; a deputy of whom none are known signs for the head (KT.)."""
    head = facts.office.settings.head_title.upper()
    capacity = facts.kept("signer_capacity")
    if capacity:
        return tuple(line.strip().upper() for line in capacity.split(_LINE) if line.strip())
    title = (facts.kept("signer_title") or facts.kept("approver_title") or head).upper()
    return (f"{_ACTING}{head}", title) if title.startswith(_DEPUTY) else (title,)


def _prose(spans: Sequence[Span]) -> Paragraph:
    return Paragraph(spans=tuple(spans))


def _plain(spans: Sequence[Span]) -> Paragraph:
    return Paragraph(spans=tuple(spans), is_indented=False)


def _day(iso: str) -> str:
    return long_date(date.fromisoformat(iso))


def _sentence(words: str) -> str:
    """Return ``words`` as a sentence: with its full stop, never two."""
    words = " ".join(words.split())
    return words if words.endswith((".", "!", "?", "…")) else f"{words.rstrip(';,')}."
