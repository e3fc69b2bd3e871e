"""Old books, figures and reports at the terminal."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_desktop import bootstrap, cli_reading, cli_report_answers, errors, sentences
from cchc_desktop.cli_desk import Answer, open_desk, write_pdf
from cchc_desktop.clock import moment

if TYPE_CHECKING:
    from cchc_desktop.domain.report import ResultsReport, TimeSaved, WardReport
    from cchc_desktop.services.report_room import Asked

_MOST_LINES_TOLD = 100
"""Lines of a book that are told in words, refused ones and others each; --json has more of them."""
_LINES_BETWEEN_WORDS = 5000
"""So many lines are read between two words on the standard error."""


def _import_logbook(arguments: argparse.Namespace) -> Answer:
    """Take books in, one after the other; one that is no logbook does not keep the next one out."""
    with open_desk(arguments) as desk:
        found = [_book(desk, path, arguments) for path in arguments.files]
    is_done = not any(book["error"] or book["refused"] for book in found)
    return {"text": "\n".join(_book_lines(found)), "done": is_done, "files": found}


def _book(desk: bootstrap.Desk, path: Path, arguments: argparse.Namespace) -> Answer:
    bring = desk.logbooks.preview if arguments.dry_run else desk.logbooks.import_book
    try:
        report = bring(path, officer=arguments.officer, progress=_progress(path.name))
    except errors.CatalogueLineWrong as error:
        return cli_report_answers.no_book(path.name, sentences.sentence(error))
    return cli_report_answers.book(report)


def _progress(name: str) -> Callable[[int], bool]:
    """Return what tells on the standard error how far it is."""
    told = 0

    def tell(lines: int) -> bool:
        nonlocal told
        if lines - told >= _LINES_BETWEEN_WORDS:
            told = lines
            print(f"{name}: đã đọc {lines} dòng", file=sys.stderr, flush=True)  # noqa: T201
        return True

    return tell


def _book_lines(found: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for book in found:
        if book["error"]:
            yield book["error"]
            continue
        verb = "sẽ nạp" if book["dry_run"] else "đã nạp"
        yield (
            f"{book['name']}: {book['lines']} dòng, {verb} {book['taken']}, bổ sung kết quả {book['filled']}, "
            f"đã có {book['unchanged']}, từ chối {len(book['refused'])}."
        )
        yield from _told_lines(book["refused"], len(book["refused"]))
        if book["warned_count"]:
            yield f"  {book['warned_count']} dòng nên xem lại, vẫn nạp" + (":" if book["dry_run"] else ".")
            yield from _told_lines(book["warned"] if book["dry_run"] else (), book["warned_count"])
        if not book["lines"] and book["officers"]:
            yield f"  Sổ không có dòng nào của cán bộ này. Các cán bộ: {', '.join(book['officers'])}."


def _told_lines(lines: Sequence[Mapping[str, Any]], count: int) -> Iterable[str]:
    """Yield the first lines, each with its number and why; ``count`` is how many there are in all."""
    for line in lines[:_MOST_LINES_TOLD]:
        yield f"  dòng {line['line']} {line['code']}: {line['sentence']}"
    if lines and count > _MOST_LINES_TOLD:
        yield f"  … và {count - _MOST_LINES_TOLD} dòng nữa"


def _report(arguments: argparse.Namespace) -> Answer:
    places = _Places.of(arguments)
    with open_desk(arguments) as desk:
        asked = _asked(desk, arguments)
        report = _as_sent(desk, arguments) if arguments.sent else _made(desk, arguments.kind, asked)
        return _told(report) | places.write(desk, report)


def _made(desk: bootstrap.Desk, kind: str, asked: Asked) -> ResultsReport | WardReport:
    return desk.reports.results(asked) if kind == "06a" else _part(desk.reports.ward(asked), kind)


def _as_sent(desk: bootstrap.Desk, arguments: argparse.Namespace) -> ResultsReport | WardReport:
    from cchc_desktop.domain.report import ReportKind, WardReport

    period = desk.reports.period(arguments.period)
    sent = desk.reports.sent(ReportKind(arguments.kind), period)
    if not sent:
        raise cli_reading.WrongInput(
            f"Kỳ {period.code} chưa có lần gửi nào của báo cáo {arguments.kind}. Gửi bằng: report-send."
        )
    report = desk.reports.as_sent(sent[0])
    return _part(report, arguments.kind) if isinstance(report, WardReport) else report


def _part(report: WardReport, kind: str) -> WardReport:
    """Return the part of the ward's report that was asked for."""
    from cchc_desktop.domain.report import ReportKind

    head = dataclasses.replace(report.head, kind=ReportKind(kind))
    if kind == "officers":
        return dataclasses.replace(report, head=head, lines=(), ratios=(), causes=(), differences=(), adjustments=())
    if kind == "ratios":
        return dataclasses.replace(report, head=head, lines=(), officers=(), causes=(), differences=(), adjustments=())
    return report


def _told(report: ResultsReport | WardReport | TimeSaved) -> Answer:
    from cchc_desktop.domain.report import ResultsReport, WardReport

    if isinstance(report, ResultsReport):
        return cli_report_answers.results(report)
    return cli_report_answers.ward(report) if isinstance(report, WardReport) else cli_report_answers.time_saved(report)


def _asked(desk: bootstrap.Desk, arguments: argparse.Namespace) -> Asked:
    from cchc_desktop.services.report_room import Asked

    period = desk.reports.period(arguments.period)
    return Asked(period=period, as_of=_moment(arguments.as_of), known_at=_moment(arguments.known_at))


def _moment(typed: str) -> datetime | None:
    """Return a moment; a day is its last second."""
    if not typed:
        return None
    try:
        return moment(f"{typed}T23:59:59" if len(typed) == len("2023-12-14") else typed)
    except ValueError as error:
        raise cli_reading.WrongInput("Thời điểm viết dạng 2023-12-14 hoặc 2023-12-14T17:00. Chưa làm gì.") from error


@dataclasses.dataclass(frozen=True, slots=True)
class _Places:
    """Where files were asked for; refused before anything is counted."""

    pdf: Path | None
    xlsx: Path | None

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> _Places:
        return cls(
            pdf=cli_reading.place_for_paper(arguments.pdf) if arguments.pdf else None,
            xlsx=cli_reading.place_for_book(arguments.xlsx) if arguments.xlsx else None,
        )

    def write(self, desk: bootstrap.Desk, report: ResultsReport | WardReport | TimeSaved) -> Answer:
        """Write the files and return where they are; what stands in them is about nobody."""
        from cchc_desktop.services import figure_papers, register_export

        written: Answer = {}
        if self.pdf is not None:
            write_pdf(desk, figure_papers.pdf_of(report), self.pdf)
            written["pdf"] = str(self.pdf)
        if self.xlsx is not None:
            written["xlsx"] = str(register_export.write_workbook(figure_papers.workbook_of(report), self.xlsx))
        return written


def _report_send(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.report import ReportKind

    places = _Places.of(arguments)
    with open_desk(arguments) as desk:
        sent = desk.reports.send(ReportKind(arguments.kind), desk.reports.period(arguments.period))
        report = _as_sent(desk, arguments)
        told = _told(report)
        text = f"Đã ghi sổ: báo cáo {arguments.kind} kỳ {sent.period} gửi lúc {sent.sent_at:%H:%M %d/%m/%Y}."
        return told | {"text": text, "sent_at": sent.sent_at.isoformat()} | places.write(desk, report)


def _behind(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.report import Cell, ReportKind

    with open_desk(arguments) as desk:
        if not desk.reports.has_list(arguments.figure):
            raise cli_reading.WrongInput(
                f"Không có danh sách nào sau {arguments.figure}. Xem tên số liệu bằng: report … --json."
            )
        cell = Cell(report=ReportKind(arguments.kind), figure=arguments.figure, row=arguments.row)
        lines = desk.reports.behind(cell, _asked(desk, arguments), limit=max(0, arguments.limit))
        return cli_report_answers.behind(lines)


def _time_saved(arguments: argparse.Namespace) -> Answer:
    since, until = _day(arguments.since), _day(arguments.until)
    places = _Places.of(arguments)
    with open_desk(arguments) as desk:
        saved = desk.time_saved.over(since, until)
        return _told(saved) | places.write(desk, saved)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise cli_reading.WrongInput("Ngày viết dạng 2023-10-26. Chưa làm gì.") from error


def _figure(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        period = desk.reports.period(arguments.period)
        desk.typed_figures.type_figure(period, arguments.name, arguments.value)
        text = f"Đã ghi sổ: {arguments.name} của kỳ {period.code} là {arguments.value}, nhập tay."
        return {"text": text, "period": period.code, "name": arguments.name, "value": arguments.value}


def _evaluations(arguments: argparse.Namespace) -> Answer:
    counts = list(_counts(cli_reading.json_file(arguments.file)))
    with open_desk(arguments) as desk:
        quarter = desk.reports.period(arguments.quarter)
        desk.typed_figures.count_evaluations(quarter, counts)
        answers = sum(number for _question, _word, number in counts)
        return {"text": f"Đã ghi sổ {answers} lượt đánh giá của kỳ {quarter.code}.", "answers": answers}


def _counts(record: Mapping[str, Any]) -> Iterable[tuple[str, str, int]]:
    for question, words in record.items():
        if not isinstance(words, Mapping) or not all(type(number) is int for number in words.values()):
            raise cli_reading.WrongInput(
                'Tệp phiếu đánh giá viết dạng {"câu hỏi": {"mức": số phiếu, …}, …}. Chưa có gì được lưu.'
            )
        yield from ((question, str(word), number) for word, number in words.items())


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "import-logbook": _import_logbook,
    "report": _report,
    "report-send": _report_send,
    "behind": _behind,
    "time-saved": _time_saved,
    "figure": _figure,
    "evaluations": _evaluations,
}
