"""Errors and faults in the language of the screen; the sentences themselves are in `cchc_desktop.sentences`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cchc_desktop import errors, sentences
from cchc_desktop.domain.problems import Problem

CONTEXT = "ErrorTexts"


def sentence(error: Exception) -> str:
    """Return what happened, what is safe and what to press; an error nobody foresaw gets the plainest sentence."""
    if not isinstance(error, errors.CchcError):
        error = errors.CchcError()
    return sentences.sentence(error, said)


def faults(problems: tuple[Problem, ...]) -> str:
    """Return one sentence for all faults of a form."""
    return sentences.faults_sentence(problems, said)


def fault(problem: Problem) -> str:
    """Return one fault of one field: "Số định danh: phải có 12 chữ số"."""
    return sentences.problem_sentence(problem, said)


def cause(problem: Problem) -> str:
    """Return what is wrong without the field's name, to be shown under the field."""
    words = said(sentences.BY_CAUSE.get(problem.cause, problem.cause)).format(number=problem.number)
    return words[:1].upper() + words[1:]


def first_problem(error: errors.FormIncomplete) -> Problem:
    """Return the fault that a form of one field, or of one question at a time, shows."""
    problems: tuple[Problem, ...] = error.facts["problems"]  # type: ignore[assignment]
    return problems[0]


def said(words: str) -> str:
    """Return words of `cchc_desktop.sentences` in the language of the screen.

    Their tables stand there in place of QT_TRANSLATE_NOOP; a test holds every one of them against the English.
    """
    return QCoreApplication.translate(CONTEXT, words)


def field(name: str) -> str:
    """Return the label of a field or a setting."""
    return said(sentences.field_label(name))
