"""One dossier, received and handed to `lp`, as the program does it: print_once.py FOLDER PRINTER."""

from __future__ import annotations

import sys
from pathlib import Path

from cchc_desktop import bootstrap
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.printing import JobState, PaperSize


def main(folder: Path, printer: str) -> None:
    """Receive, build, hand over."""
    desk = bootstrap.open_desk(folder)
    form = ReceiveDossier(procedure_code="1.004873", applicant=Person(name="Nguyễn Thị Thử"))
    received = desk.intake.receive(form)
    pdf = desk.papers.order(received.dossier, received.personal).build()
    desk.printing.note_state(received.print_job, JobState.HANDED)
    followed = desk.printing.submit(pdf, printer=printer, title=received.dossier.code, size=PaperSize.A5)
    print(followed.job.number)
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
