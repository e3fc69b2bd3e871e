"""The intake form while it is filled in: what was typed becomes one frozen `ReceiveDossier` after another."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cchc_desktop.domain.dossier import Channel, FeeState
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import ApplicantKind, IdentityCard, Person
from cchc_desktop.domain.procedure import PaperNeed, Procedure
from cchc_desktop.services.intake import ticked_paper
from cchc_desktop.text import dong, nfc, parse_dong, parse_typed_date, parse_typed_moment

APPLICANT, SUBMITTER = "applicant", "submitter"
_REPRESENTED = (ApplicantKind.ORGANISATION, ApplicantKind.CHILD)


class IntakeForm:
    """One form. Nothing is lost of what cannot be read: it stays in its field, and `unreadable` says why."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.value = ReceiveDossier()
        self.unreadable: dict[str, str] = {}
        """Field -> cause, for texts that are no date, no moment, no sum."""
        self.from_card: frozenset[str] = frozenset()
        """Fields that a card filled and nobody has touched since."""
        self.other_paper = ""
        """What stands in the papers' free field and is no paper yet."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was filled in, so that there is nothing to keep."""
        return self.value == ReceiveDossier() and not self.unreadable and not self.other_paper

    def put(self, value: ReceiveDossier) -> None:
        """Take another form as a whole: a draft, an empty one."""
        self.value = value
        self.unreadable = {}
        self.from_card = frozenset()
        self.other_paper = ""

    def marks(self) -> dict[str, Any]:
        """Return what a draft keeps besides the value: the fields that a card filled, a paper half typed."""
        return {"from_card": sorted(self.from_card), "other_paper": self.other_paper}

    def put_marks(self, marks: Mapping[str, Any]) -> None:
        """Take the marks of a draft; of another program's what is not known is passed over."""
        kept = marks.get("from_card", ())
        self.from_card = frozenset(str(name) for name in kept) if isinstance(kept, list | tuple) else frozenset()
        self.other_paper = str(marks.get("other_paper", ""))

    def type(self, field: str, typed: str) -> None:
        """Take what stands in a field now: "applicant.name", "fee_dong", "due_at" ..."""
        who, _, name = field.rpartition(".")
        self.from_card -= {field}
        if name == "birth_on":
            self._change(field, self._read(field, typed, parse_typed_date(typed, self._now().date())))
        elif field == "fee_dong":
            self._type_fee(typed)
        elif field == "due_at":
            self._change(field, self._read(field, typed, parse_typed_moment(typed, self._now())))
        elif field == "received_at":
            self._change(field, self._read(field, typed, past_moment(typed, self._now())))
        elif field == "emergency_number":
            self._change(field, nfc(typed).upper())
        elif name == "personal_id" and not (who == APPLICANT and self.value.applicant_kind in _FREE_NUMBERS):
            self._change(field, "".join(typed.split()))
        else:
            self._change(field, nfc(typed))

    def texts(self) -> dict[str, str]:
        """Return every field as the text that stands in it."""
        value, found = self.value, {}
        for who, person in ((APPLICANT, value.applicant), (SUBMITTER, value.submitter or Person())):
            for field in dataclasses.fields(Person):
                found[f"{who}.{field.name}"] = str(getattr(person, field.name) or "")
            found[f"{who}.birth_on"] = f"{person.birth_on:%d/%m/%Y}" if person.birth_on else ""
        for name in ("submitter_ground", "return_address", "fee_reason", "due_reason", "note", "emergency_number"):
            found[name] = getattr(value, name)
        found["fee_dong"] = "" if value.fee_dong is None else dong(value.fee_dong)
        for name, moment in (("due_at", value.due_at), ("received_at", value.received_at)):
            found[name] = f"{moment:%H:%M %d/%m/%Y}" if moment else ""
        return found

    def drop_origin(self) -> None:
        """Take the portal's code, or the slip of a power cut, out of the form: the dossier comes over the counter."""
        channel = Channel.COUNTER if self.value.portal_code else self.value.channel
        self.unreadable.pop("received_at", None)
        self.change(portal_code="", emergency_number="", received_at=None, channel=channel)

    def choose_procedure(self, procedure: Procedure) -> None:
        """Take a procedure with its usual papers and its fee; what belonged to the one before goes."""
        amount = procedure.whole_fee_dong
        state = FeeState.UNKNOWN if amount is None else FeeState.NOT_YET
        if procedure.is_free_for_all:
            state = FeeState.FREE
        self.value = dataclasses.replace(
            self.value,
            procedure_code=procedure.code,
            case_code="",
            papers=self._usual_papers(procedure, "", ()),
            fee_dong=amount,
            fee_state=state,
            fee_reason="",
            due_at=None,
            due_reason="",
            accepts_duplicate=False,
        )
        for field in ("fee_dong", "due_at"):
            self.unreadable.pop(field, None)

    def choose_case(self, procedure: Procedure, case_code: str) -> None:
        """Take a case: its papers come, those of the other cases go, the clerk's own ticks stay."""
        papers = self._usual_papers(procedure, case_code, self.value.papers)
        self.value = dataclasses.replace(self.value, case_code=case_code, papers=papers)

    def file_on_behalf(self, is_on: bool, procedure: Procedure | None) -> None:
        """Let somebody file for the applicant, or the applicant in person; the authorisation comes or goes."""
        was = self.value
        self.value = dataclasses.replace(
            was, submitter=Person() if is_on else None, submitter_ground="" if not is_on else was.submitter_ground
        )
        self.unreadable = {name: why for name, why in self.unreadable.items() if not name.startswith(SUBMITTER)}
        if procedure is not None:
            papers = self._usual_papers(procedure, was.case_code, was.papers, was_on_behalf=was.submitter is not None)
            self.value = dataclasses.replace(self.value, papers=papers)

    def choose_fee(self, state: FeeState, suggested: int | None) -> None:
        """Take a state of the fee; where a sum is needed and none stands there, the catalogue's is put in."""
        amount = self.value.fee_dong
        if state is FeeState.FREE:
            amount = None
        elif amount is None and state is not FeeState.UNKNOWN:
            amount = suggested or None
        self.unreadable.pop("fee_dong", None)
        reason = self.value.fee_reason if state is FeeState.WAIVED else ""
        self.value = dataclasses.replace(self.value, fee_state=state, fee_dong=amount, fee_reason=reason)

    def take_card(self, card: IdentityCard, who: str) -> None:
        """Put a scanned card into the form: a person, or who stands for an organisation or a child."""
        value = self.value
        if who == APPLICANT and value.applicant_kind in _REPRESENTED:
            address = value.applicant.address
            if value.applicant_kind is ApplicantKind.CHILD:
                address = address or card.address
            applicant = dataclasses.replace(value.applicant, representative=card.name, address=address)
            self.value = dataclasses.replace(value, applicant=applicant)
            self.from_card |= {f"{APPLICANT}.representative"}
            return
        was = (value.submitter if who == SUBMITTER else value.applicant) or Person()
        is_other = bool(was.personal_id) and was.personal_id != card.personal_id
        kept = Person() if is_other else Person(phone=was.phone, email=was.email)
        person = dataclasses.replace(
            kept,
            name=card.name,
            personal_id=card.personal_id,
            old_id=card.old_id,
            birth_on=card.birth_on,
            sex=card.sex,
            address=card.address,
        )
        for name in ("birth_on", "personal_id"):
            self.unreadable.pop(f"{who}.{name}", None)
        self._change(who, person)
        self.from_card |= {f"{who}.{name}" for name in _ON_A_CARD}
        if who == APPLICANT:
            self.value = dataclasses.replace(self.value, applicant_kind=ApplicantKind.PERSON, accepts_duplicate=False)

    def fill_from_earlier(self, earlier: Person) -> tuple[str, ...]:
        """Fill what is still empty from an earlier dossier and return the names of the fields filled."""
        person = self.value.applicant
        filled = {
            field.name: getattr(earlier, field.name)
            for field in dataclasses.fields(Person)
            if not getattr(person, field.name) and getattr(earlier, field.name)
        }
        self._change(APPLICANT, dataclasses.replace(person, **filled))
        return tuple(filled)

    def start_anew(self, *, same_person: bool) -> None:
        """Empty the form; of the same visitor the people and where the result is wanted stay."""
        was = self.value
        kept = ReceiveDossier()
        if same_person:
            kept = ReceiveDossier(
                channel=Channel.COUNTER if was.portal_code else was.channel,
                applicant_kind=was.applicant_kind,
                applicant=was.applicant,
                submitter=was.submitter,
                submitter_ground=was.submitter_ground,
                return_way=was.return_way,
                return_address=was.return_address,
                wants_appointment=was.wants_appointment,
                priority=was.priority,
            )
        self.put(kept)

    def set_papers(self, papers: tuple[TickedPaper, ...]) -> None:
        """Take the papers as they are ticked now."""
        self._change("papers", papers)

    def change(self, **changes: Any) -> None:
        """Take plain choices: applicant_kind, channel, return_way, sets, accepts_duplicate, priority, wants_slip."""
        self.value = dataclasses.replace(self.value, **changes)

    def choose_sex(self, who: str, sex: Any) -> None:
        """Take the sex of a person of the form."""
        self._change(f"{who}.sex", sex)

    def _type_fee(self, typed: str) -> None:
        amount = self._read("fee_dong", typed, parse_dong(typed))
        state = self.value.fee_state
        if amount and state in (FeeState.UNKNOWN, FeeState.FREE):
            state = FeeState.NOT_YET
        elif not typed.strip() and state is FeeState.NOT_YET:
            state = FeeState.UNKNOWN
        self.value = dataclasses.replace(self.value, fee_dong=amount, fee_state=state)

    def _read(self, field: str, typed: str, found: Any) -> Any:
        """Return what was read, and remember where something was typed that nobody can read."""
        self.unreadable.pop(field, None)
        if typed.strip() and found is None:
            self.unreadable[field] = _CAUSES[field.rsplit(".", 1)[-1]]
        return found

    def _change(self, field: str, content: Any) -> None:
        who, _, name = field.rpartition(".")
        if who:
            content = dataclasses.replace(getattr(self.value, who) or Person(), **{name: content})
            name = who
        self.change(**{name: content})

    def _usual_papers(
        self,
        procedure: Procedure,
        case_code: str,
        ticked: tuple[TickedPaper, ...],
        *,
        was_on_behalf: bool | None = None,
    ) -> tuple[TickedPaper, ...]:
        """Return the papers of a case as handed in: the required ones, unless the clerk took their tick away.

        That of an authorisation is never ticked unseen: a parent or a guardian needs none.
        """
        is_on_behalf = self.value.submitter is not None
        before = is_on_behalf if was_on_behalf is None else was_on_behalf
        seen = procedure.papers_for(self.value.case_code, is_authorised=before) if ticked else ()
        was_required = {paper.seq for paper, is_required in seen if is_required}
        by_seq = {paper.catalogue_seq: paper for paper in ticked if paper.catalogue_seq is not None}
        chosen = []
        for paper, is_required in procedure.papers_for(case_code, is_authorised=is_on_behalf):
            if paper.seq in by_seq:
                chosen.append(by_seq[paper.seq])
            elif is_required and paper.when is not PaperNeed.AUTHORISED and paper.seq not in was_required:
                chosen.append(ticked_paper(paper))
        return (*chosen, *(paper for paper in ticked if paper.catalogue_seq is None))


def past_moment(typed: str, now: datetime) -> datetime | None:
    """Return a moment that lies behind: an hour and a day, of which the year may be left out, or an hour of today."""
    parts = typed.split()
    whole = f"{typed} {now:%d/%m/%Y}" if len(parts) == 1 else typed
    # A day without a year is the next one that comes, so it is looked for from a year ago on.
    return parse_typed_moment(whole, now - timedelta(days=364))


_CAUSES = {
    "birth_on": "wrong_date",
    "fee_dong": "wrong_amount",
    "due_at": "wrong_moment",
    "received_at": "wrong_moment",
}
_ON_A_CARD = ("name", "personal_id", "birth_on", "sex", "address")
_FREE_NUMBERS = (ApplicantKind.FOREIGNER,)
