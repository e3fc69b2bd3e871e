"""The papers and the files of the dossier that is shown: chosen by digits, printed again, looked at, attached."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.attachment import AttachmentRole
from ui.presenters.attachments import AttachmentWords
from ui.presenters.dossiers import DossiersPresenter
from ui.presenters.step_words_of_history import PaperWords
from ui.views.attachments_part import AttachPanel
from ui.views.dossier_actions import DetailActions
from ui.views.dossier_detail import DossierDetail
from ui.views.list_panel import DIGITS, ListPanel
from ui.widgets.delegates import ListRow
from ui.widgets.notices import Notice

_ATTACHED, _REFUSED = "dossiers_attached", "dossiers_file_refused"


class DossierPapers(QObject):
    """Wires the lists of papers and files of one screen.

    Signals:
        notice_wanted: Carries a `Notice`.
        side_wanted: The dossier is to be seen, as something is asked or shown there.
        focus_wanted: What was asked is settled: the focus goes back.
    """

    notice_wanted = Signal(object)
    side_wanted = Signal()
    focus_wanted = Signal()

    def __init__(
        self, page: QWidget, presenter: DossiersPresenter, detail: DossierDetail, actions: DetailActions
    ) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._detail = detail
        self._actions = actions
        self._shown: tuple[PaperWords, ...] = ()
        self._files: tuple[AttachmentWords, ...] = ()
        self.attach = AttachPanel(presenter.attachments)
        self.list = ListPanel(page, self.tr("Xem"))
        self.file_list = ListPanel(page)
        files = presenter.attachments
        actions.papers.triggered.connect(presenter.tell_papers)
        actions.attach.triggered.connect(self._attach_any)
        actions.see_file.triggered.connect(self._see_file)
        presenter.papers_told.connect(self._show_papers)
        presenter.paper_reason_wanted.connect(detail.ask_reason)
        self.list.chosen.connect(self._print)
        self.list.looked.connect(self._look)
        self.file_list.chosen.connect(self._open)
        detail.paper_wanted.connect(presenter.see_paper)
        detail.reason_left.connect(presenter.forget_reprint)
        detail.file_wanted.connect(files.open)
        detail.files_dropped.connect(files.take)
        files.listed.connect(self._show_files)
        files.attached.connect(self._say_attached)
        files.refused.connect(self._say_refused)

    @property
    def has_files(self) -> bool:
        """Whether the dossier has files to be seen."""
        return bool(self._files)

    def attach_signed(self) -> None:
        """Ask for a signed document: the form of a step needs one."""
        self.attach.begin(AttachmentRole.SIGNED_DOCUMENT)

    def give_up_attaching(self) -> bool:
        """Take the question for a file back; return whether it stood."""
        if self.attach.isHidden():
            return False
        self.attach.give_up()
        self.focus_wanted.emit()
        return True

    def _attach_any(self) -> None:
        self.side_wanted.emit()
        self.attach.begin()

    def _show_papers(self, papers: list[PaperWords], wanted: int) -> None:
        self._shown = tuple(papers)
        rows = [
            ListRow(key=place, head=paper.name, lines=(paper.state,), chip=_digit(place))
            for place, paper in enumerate(papers)
        ]
        line = self.tr("Số, hoặc Enter: in. Giấy đã ra, đã thay, đã hoàn tác cần lý do và mang dấu “Bản in lại”.")
        self.list.offer(self.tr("Các giấy của hồ sơ"), line, rows, start=wanted)

    def _print(self, place: int) -> None:
        self.side_wanted.emit()
        self._presenter.print_paper(self._shown[place])

    def _look(self, place: int) -> None:
        self._presenter.see_paper(self._shown[place])

    def _see_file(self) -> None:
        if len(self._files) == 1:
            self._presenter.attachments.open(self._files[0].sha256)
            return
        rows = [
            ListRow(key=file.sha256, head=file.name, lines=(file.line,), chip=_digit(place))
            for place, file in enumerate(self._files)
        ]
        line = self.tr("Chọn bằng số, hoặc mũi tên rồi Enter.")
        self.file_list.offer(self.tr("Tệp đính kèm"), line, rows)

    def _open(self, sha256: str) -> None:
        self._presenter.attachments.open(sha256)

    def _show_files(self, files: list[AttachmentWords]) -> None:
        self._files = tuple(files)
        self._detail.files.show_files(files)
        self._actions.see_file.setVisible(bool(files))

    def _say_attached(self, name: str, waiting: int) -> None:
        self._presenter.taking.offer_attachments()
        sentence = self.tr("Đã đính kèm: {}").format(name)
        facts = self.tr("Còn {} tệp chờ.").format(waiting) if waiting else ""
        self.notice_wanted.emit(Notice(key=_ATTACHED, tone="ok", sentence=sentence, facts=facts))
        if not waiting:
            self.focus_wanted.emit()

    def _say_refused(self, sentence: str) -> None:
        if self.attach.isHidden():
            told = Notice(key=_REFUSED, tone="bad", sentence=self.tr("Việc này chưa xong"), facts=sentence)
            self.notice_wanted.emit(told)


def _digit(place: int) -> str:
    return str(place + 1) if place < DIGITS else ""
