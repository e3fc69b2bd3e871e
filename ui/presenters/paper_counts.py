"""How many papers of each form, in words."""

from __future__ import annotations

from cchc_desktop.domain.dossier import PaperForm
from ui import labels


def form_counts(originals: int, certified: int, copies: int) -> str:
    """Return "bản chính, 1; bản sao, 2"; what there is none of is not named."""
    forms = ((PaperForm.ORIGINAL, originals), (PaperForm.CERTIFIED_COPY, certified), (PaperForm.COPY, copies))
    return "; ".join(f"{labels.paper_form(form)}, {count}" for form, count in forms if count)
