"""The tracking register and the dossiers of a spot check as rows of a list; neither holds a personal number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop import sentences
from cchc_desktop.domain.dossier import DossierState
from ui import error_texts, labels
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.domain.board import PickedDossier
    from cchc_desktop.domain.register import RegisterRow

say = QCoreApplication.translate

_TONES = {
    DossierState.PROCESSING: "accent",
    DossierState.SUPPLEMENT_WAITING: "warn",
    DossierState.PAUSED: "warn",
    DossierState.RESULT_READY: "ok",
}


def register_row(row: RegisterRow) -> ListRow:
    """Return a dossier of the register: number and applicant, what it is about, its moments."""
    moments = [
        (say("RegisterRows", "nhận {}"), row.received_at),
        (say("RegisterRows", "hẹn {}"), row.due_at),
        (say("RegisterRows", "chuyển {}"), row.handed_over_at),
        (say("RegisterRows", "có kết quả {}"), row.result_ready_at),
        (say("RegisterRows", "trả {}"), row.returned_at),
    ]
    about = (labels.short_code(row.dossier_code), row.procedure_name, row.handling_unit)
    told = [words.format(_short(at)) for words, at in moments if at is not None]
    return ListRow(
        key=row.dossier_code,
        head=f"{row.number}.  {row.applicant_name or say('RegisterRows', '(đã xóa thông tin cá nhân)')}",
        lines=("  ·  ".join(part for part in about if part), "  ·  ".join([*told, *([row.note] if row.note else [])])),
        chip=error_texts.said(sentences.BY_STATE[row.state]),
        chip_tone=_TONES.get(row.state, "quiet"),
    )


def picked_row(picked: PickedDossier) -> ListRow:
    """Return a dossier that chance picked, with the steps for which it was."""
    steps = [
        (error_texts.said(sentences.BY_STEP[step.kind]), _short(step.happened_at), _by(step.official, step.approver))
        for step in picked.steps
    ]
    return ListRow(
        key=picked.code,
        head=picked.procedure_name,
        lines=(
            f"{labels.short_code(picked.code)}  ·  {len(steps)} {say('RegisterRows', 'bước cần xem')}",
            ";  ".join("  ·  ".join(step) for step in steps),
        ),
        chip=steps[0][0],
        chip_tone="warn",
    )


def picked_text(picked: PickedDossier) -> str:
    """Return the line of a picked dossier for a message: codes and officials, no citizen."""
    steps = [
        f"{error_texts.said(sentences.BY_STEP[step.kind])} {step.happened_at:%H:%M %d/%m/%Y} "
        f"({_by(step.official, step.approver)})"
        for step in picked.steps
    ]
    return f"{picked.code}: {picked.procedure_name}: {'; '.join(steps)}"


def _by(official: str, approver: str) -> str:
    return say("RegisterRows", "{}, duyệt: {}").format(official, approver) if approver else official


def _short(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m}"
