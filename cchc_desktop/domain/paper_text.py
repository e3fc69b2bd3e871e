"""Fixed sentences of the official papers by date: which there are, and what may be filled into each.

The words are data (`resources/forms/paper_texts.csv`); a ward may put its own in their place from a day on.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date

UNIT_PLACEHOLDERS = ("unit", "UNIT")
"""The unit's name, written and in capitals; every text may have them."""
ADDRESS_PLACEHOLDERS = ("person", "desk", "committee")
"""How the addressee is called, the desk and the committee; every sentence of a paper about a dossier may have them."""

KEYS: Mapping[str, tuple[str, ...]] = {
    # how somebody is addressed, and who writes
    "person_male": (),
    "person_female": (),
    "person_organisation": (),
    "person_unknown": (),
    "committee_name": (),
    # labels that several papers share
    "code_label": (),
    "addressee_label": (),
    "address_label": (),
    "phone_label": (),
    "email_label": (),
    "request_label": (),
    "reason_label": (),
    "guidance_label": (),
    "enclosed_evaluation": (),
    "sign_manner": (),
    "sign_manner_sealed": (),
    "sign_guide": (),
    "sign_submitter": (),
    "sign_receiver": (),
    # Mẫu 02
    "supplement_of_label": (),
    "supplement_intro": (),
    "supplement_head_number": (),
    "supplement_head_paper": (),
    "supplement_head_amount": (),
    "supplement_head_originals": (),
    "supplement_head_certified": (),
    "supplement_head_copies": (),
    "supplement_closing": ("closes_on",),
    "supplement_contact": ("officer", "phone"),
    # Mẫu 03
    "refusal_of_label": (),
    "refusal_intro": (),
    "refusal_end": (),
    # Mẫu 04
    "apology_received": ("received", "procedure", "code"),
    "apology_due": ("due",),
    "apology_reason": ("reason",),
    "apology_trouble": (),
    "apology_promise": (),
    "apology_end": (),
    # notices of a stop (Mẫu 05 of 2025) and of a pause
    "notice_received": ("received", "procedure", "code"),
    "notice_contact": ("phone",),
    "stop_asked": ("asked", "reason"),
    "stop_decision": ("since",),
    "stop_papers_label": (),
    "pause_title": (),
    "pause_decision": ("document", "document_day", "since"),
    "pause_reason": ("reason",),
    "pause_resume": (),
    # evaluation slip and routing sheet: what forms.csv has no title for
    "evaluation_title": (),
    "evaluation_intro": (),
    "routing_handling_label": (),
    "routing_partner_label": (),
    "routing_head_unit": (),
    "routing_head_times": (),
    "routing_head_result": (),
    "routing_head_note": (),
    "routing_given_label": (),
    "routing_taken_label": (),
    "routing_giver": (),
    "routing_taker": (),
}
"""Every key with the facts of a dossier that its sentence must say: without them the paper would not be one."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}|[{}]")
"""A placeholder, or a brace that belongs to none."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """One fixed sentence between two days."""

    valid_from: date
    valid_to: date | None
    key: str
    text: str

    def in_force(self, on: date) -> bool:
        """Return whether it holds on a day; both ends belong to it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReason:
    """A reason of refusal that officials choose from, with the provision it rests on."""

    code: str
    """Stored with a refusal and never renamed."""
    text: str
    basis: str
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Return whether it holds on a day; both ends belong to it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def allowed_placeholders(key: str) -> tuple[str, ...]:
    """Return what may stand in the text of ``key``: its facts first."""
    facts = KEYS.get(key, ())
    is_naming = key.startswith("person_") or key == "committee_name"
    return (*facts, *(() if is_naming else ADDRESS_PLACEHOLDERS), *UNIT_PLACEHOLDERS)


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the names between braces; a brace that belongs to none gives an empty name."""
    return tuple(found.group(1) or "" for found in PLACEHOLDER.finditer(text))
