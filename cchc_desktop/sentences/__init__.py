"""Every sentence that the program says about errors, faults and a dossier's life, for the screen and the terminal.

A table a module; the functions here choose one and fill in its facts. Nothing personal is ever among the facts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cchc_desktop import errors
from cchc_desktop.domain.problems import Problem
from cchc_desktop.sentences.causes_said import BY_CAUSE as BY_CAUSE
from cchc_desktop.sentences.causes_said import BY_FACT as BY_FACT
from cchc_desktop.sentences.errors_said import BY_CARD as BY_CARD
from cchc_desktop.sentences.errors_said import BY_ERROR as BY_ERROR
from cchc_desktop.sentences.errors_said import BY_KIND_OF_FILE as BY_KIND_OF_FILE
from cchc_desktop.sentences.errors_said import NOTHING_SAVED as NOTHING_SAVED
from cchc_desktop.sentences.fields_said import FIELDS as FIELDS
from cchc_desktop.sentences.life_said import (
    BY_BOARD as BY_BOARD,
)
from cchc_desktop.sentences.life_said import (
    BY_CHOICE as BY_CHOICE,
)
from cchc_desktop.sentences.life_said import (
    BY_ENTRY as BY_ENTRY,
)
from cchc_desktop.sentences.life_said import (
    BY_PAPER as BY_PAPER,
)
from cchc_desktop.sentences.life_said import (
    BY_PAPER_FORM as BY_PAPER_FORM,
)
from cchc_desktop.sentences.life_said import (
    BY_ROLE as BY_ROLE,
)
from cchc_desktop.sentences.life_said import (
    BY_STATE as BY_STATE,
)
from cchc_desktop.sentences.life_said import (
    BY_STATE_IN_LINE as BY_STATE_IN_LINE,
)
from cchc_desktop.sentences.life_said import (
    BY_STEP as BY_STEP,
)
from cchc_desktop.sentences.life_said import (
    SHOWN_ONLY as SHOWN_ONLY,
)
from cchc_desktop.sentences.packages_said import BY_CHECK as BY_CHECK
from cchc_desktop.sentences.packages_said import BY_DESK_ENTRY as BY_DESK_ENTRY
from cchc_desktop.sentences.packages_said import BY_PACKAGE as BY_PACKAGE
from cchc_desktop.sentences.packages_said import REMEDY as REMEDY
from cchc_desktop.sentences.sending_said import BY_CARRIER as BY_CARRIER
from cchc_desktop.sentences.sending_said import BY_CARRIER_KIND as BY_CARRIER_KIND
from cchc_desktop.sentences.sending_said import BY_PACKAGE_STATE as BY_PACKAGE_STATE
from cchc_desktop.sentences.sending_said import BY_TOTAL as BY_TOTAL
from cchc_desktop.sentences.sending_said import BY_TROUBLE as BY_TROUBLE
from cchc_desktop.sentences.sending_said import HELD as HELD
from cchc_desktop.sentences.sending_said import package_said as package_said

Translate = Callable[[str], str]

WRONG_LINE = "Tệp {file}, dòng {line}: {cause}. Không dòng nào được nạp. Sửa tệp rồi nạp lại."
WRONG_FILE = "Tệp {file}: {cause}. Không dòng nào được nạp. Sửa tệp rồi nạp lại."


def sentence(error: errors.CchcError, translate: Translate = str) -> str:
    """Return what happened, what is safe and what to press."""
    if isinstance(error, errors.CardUnreadable):
        return translate(BY_CARD.get(str(error.facts.get("cause")), BY_CARD["not_a_card"]))
    if isinstance(error, errors.FormIncomplete):
        return faults_sentence(error.facts["problems"], translate)  # type: ignore[arg-type]
    template = next(BY_ERROR[kind] for kind in type(error).__mro__ if kind in BY_ERROR)
    if isinstance(error, errors.CatalogueLineWrong) and not error.facts.get("column"):
        template = WRONG_LINE if error.facts.get("line") else WRONG_FILE
    facts = _Facts({name: _worded(value, translate) for name, value in error.facts.items()})
    for name, table in (("state", BY_STATE), ("step", BY_STEP)):
        if facts.get(name) in table:
            facts[name] = translate(table[facts[name]])  # type: ignore[index]
    remedy = next((BY_KIND_OF_FILE[kind] for kind in type(error).__mro__ if kind in BY_KIND_OF_FILE), "")
    causes = BY_PACKAGE if remedy else BY_FACT
    if remedy:
        facts["remedy"] = translate(REMEDY.get(str(error.facts.get("cause")), remedy))
    causes = BY_CARRIER if isinstance(error, errors.CarrierFailed) else causes
    if facts.get("cause") == "unknown_word" and facts.get("allowed"):
        facts["cause"] = "not_one_of"  # the few words that may stand there are told
    if facts.get("cause") in causes:
        facts["cause"] = translate(causes[facts["cause"]]).format_map(facts)
    return translate(template).format_map(facts).replace("  ", " ")  # a fact may be empty: a printer without a name


def faults_sentence(problems: tuple[Problem, ...], translate: Translate = str) -> str:
    """Return one sentence for all faults of a form; what several rows have in common is said once."""
    faults = "; ".join(dict.fromkeys(problem_sentence(problem, translate) for problem in problems))
    return f"{faults}. {translate(NOTHING_SAVED)}"


def problem_sentence(problem: Problem, translate: Translate = str) -> str:
    """Return "Số định danh: phải có 12 chữ số (đang có 9)"."""
    cause = translate(BY_CAUSE.get(problem.cause, problem.cause)).format(number=problem.number)
    return f"{translate(field_label(problem.field))}: {cause}"


def field_label(field: str) -> str:
    """Return the Vietnamese label of a field: "applicant.personal_id" -> "Số định danh"."""
    return FIELDS.get(field, FIELDS.get(field.rsplit(".", 1)[-1], field))


class _Facts(dict[str, str]):
    """A fact that the error does not carry is left out, never a crash on the way to the clerk."""

    def __missing__(self, key: str) -> str:
        return "…"


def _worded(value: object, translate: Translate) -> str:
    if isinstance(value, tuple):
        return ", ".join(translate(field_label(str(part))) for part in value)
    text = str(value)
    try:
        return f"{datetime.fromisoformat(text):%H:%M %d/%m/%Y}" if "T" in text and len(text) >= 16 else text
    except ValueError:
        return text
