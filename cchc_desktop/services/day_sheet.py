"""The sheet of a closed day, composed from the journal alone: made again at any time, it is the same paper.

What no entry tells (fees still to be taken, results not handed over) was counted when the day was closed and stands in
its `DayClosed` entry. Neither sheet nor workbook names a citizen.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cchc_desktop import errors, sentences
from cchc_desktop.domain.day_package import CheckKind, PackageId
from cchc_desktop.domain.day_sheet import DayBook, DayDossier, DaySheet, SheetList, SheetRow, Signer
from cchc_desktop.domain.dossier import Channel, Dossier
from cchc_desktop.domain.entry import Entry, EntryKind
from cchc_desktop.domain.outcome import Outcome
from cchc_desktop.services import till
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.paper_texts import wording_of
from cchc_desktop.services.slip_wording import proof_line
from cchc_desktop.settings import Settings
from cchc_desktop.store import closing, journal
from cchc_desktop.store.engine import Database
from cchc_desktop.text import long_date, weekday_name

logger = logging.getLogger(__name__)

TITLE = "PHIẾU CHỐT NGÀY"
PDF, WORKBOOK = "summary.pdf", "summary.xlsx"
"""The names of both in the package."""
_CHANNELS = {
    Channel.COUNTER: "trực tiếp",
    Channel.ONLINE: "trực tuyến",
    Channel.POST: "bưu chính công ích",
}
_OUTCOMES = {Outcome.EARLY: "trước hạn", Outcome.ON_TIME: "đúng hạn", Outcome.OVERDUE: "quá hạn"}
_ALWAYS = (
    EntryKind.SUPPLEMENT_REQUESTED,
    EntryKind.REFUSED,
    EntryKind.APOLOGISED,
    EntryKind.CLOCK_PAUSED,
)
"""Counted on every sheet: an empty line would be doubted."""
_APART = (EntryKind.DOSSIER_RECEIVED, EntryKind.RESULT_RETURNED, EntryKind.PAPER_OUT, EntryKind.REPRINTED, *_ALWAYS)
_NOTE = "(Ký và ghi rõ họ tên)"


class DaySheetDesk:
    """The sheet and the workbook of days that were closed at this desk."""

    def __init__(self, db: Database, state: DeskState) -> None:
        self._db = db
        self._state = state

    def sheet(self, package: PackageId, first: int, last: int) -> DaySheet:
        """Return the sheet of a closed part of a day whose entries run from ``first`` to ``last``."""
        return self._sheet(package, self._entries(package, first, last))

    def book(self, package: PackageId, first: int, last: int) -> DayBook:
        """Return the day as a workbook."""
        entries = self._entries(package, first, last)
        closed = entries[-1]
        dossiers = self._standing(package, entries)
        done = _done(entries)
        return DayBook(
            sheet=self._sheet(package, entries, dossiers),
            dossiers=tuple(_day_dossier(dossier, done[key]) for key, dossier in dossiers.items()),
            made_by=self._officer(closed),
            made_at=closed.recorded_at,
            last_number=last,
        )

    def summaries(self, package: PackageId, first: int, last: int) -> dict[str, bytes]:
        """Return the readable parts of a day's package; without the papers' letters there is no PDF among them."""
        from cchc_desktop.reports import day_workbook

        book = self.book(package, first, last)
        found = {}
        try:
            found[PDF] = build(book.sheet)
        except errors.FontMissing:
            logger.warning("day sheet: letters are missing, the package goes without it")
        with io.BytesIO() as target:
            day_workbook.write(book, target)
            found[WORKBOOK] = target.getvalue()
        return found

    def _entries(self, package: PackageId, first: int, last: int) -> list[Entry]:
        return [Entry.from_text(text) for text in closing.texts(self._db, package.journal, first, last)]

    def _officer(self, closed: Entry) -> str:
        return str(closed.body.get("officer_name") or self._state.officer_name(closed.actor))

    def _standing(self, package: PackageId, entries: Sequence[Entry]) -> dict[str, Dossier]:
        """Return the dossiers that entries are about by id, as they stood after the last of them; no imported ones."""
        until = closing.seq_at(self._db, package.journal, entries[-1].number)
        found = {}
        for key in dict.fromkeys(entry.dossier for entry in entries if entry.dossier and "book" not in entry.body):
            dossier = till.standing(journal.of_dossier(self._db, key), until)
            if dossier is not None:
                found[key] = dossier
        return found

    def _sheet(
        self, package: PackageId, entries: Sequence[Entry], dossiers: Mapping[str, Dossier] | None = None
    ) -> DaySheet:
        closed, day = entries[-1], package.day
        settings = self._state.settings_at(closed.settings)
        wording = wording_of(day, self._state.forms, settings)
        dossiers = self._standing(package, entries) if dossiers is None else dossiers
        first, last = entries[0].number, closed.number
        seal = closing.hash_at(self._db, package.journal, last)
        money = _money(till.till_of(self._db, package.journal, first, last), closed)
        left, right = _balanced(
            [_counts(entries, dossiers)], [money, *_left_open(closed)], (_papers(entries), *_others(entries))
        )
        return DaySheet(
            committee=wording.committee,
            centre=wording.centre,
            place_date=f"{settings.unit_on(day.isoformat())[1]}, {long_date(day)}",
            title=TITLE,
            subtitle=_subtitle(settings, day, package.part),
            left=left,
            right=right,
            seal=f"{seal[:4]}-{seal[4:8]}".upper(),
            code=f"{seal[:8].upper()} {package.file_name}",
            entries=f"Sổ điện tử từ mục #{first:04} đến mục #{last:04} ({last - first + 1} mục, liền số)",
            package=f"Gói: {package.file_name} · chốt lúc {closed.recorded_at:%H giờ %M phút}",
            note=_note(package.part),
            signers=(
                Signer(title="NGƯỜI TIẾP NHẬN HỒ SƠ", note=_NOTE, name=self._officer(closed)),
                Signer(title="PHỤ TRÁCH BỘ PHẬN MỘT CỬA", note=_NOTE, name=""),
            ),
            proof=proof_line(package.desk, last, seal),
            specimen=self._state.is_training,
        )


def build(sheet: DaySheet) -> bytes:
    """Return a sheet as PDF; a worker may do it, as it asks no database.

    Raises:
        FontMissing: The papers' letters are not on this machine.
    """
    from cchc_desktop.documents import day_sheet

    return day_sheet.build(sheet)


def _subtitle(settings: Settings, day: date, part: int) -> str:
    words = f"{settings.desk_name} · {weekday_name(day)}, {long_date(day)}"
    return words if part == 1 else f"{words} · gói bổ sung {part}"


def _note(part: int) -> str:
    if part == 1:
        return "Phiếu này chốt mọi việc bàn đã ghi vào sổ đến giờ chốt. Việc ghi sau giờ chốt nằm trong gói bổ sung."
    return "Phiếu này chốt những việc bàn ghi vào sổ sau lần chốt trước. Gói đã niêm phong trước đó giữ nguyên."


def _balanced(
    left: list[SheetList], right: list[SheetList], lists: Iterable[SheetList]
) -> tuple[tuple[SheetList, ...], tuple[SheetList, ...]]:
    """Put each of ``lists``, the longest first, under the column that is shorter so far."""
    columns = [(sum(len(one.rows) + 1 for one in column), column) for column in (left, right)]
    for one in sorted(lists, key=lambda one: -len(one.rows)):
        place = 0 if columns[0][0] <= columns[1][0] else 1
        height, column = columns[place]
        column.append(one)
        columns[place] = height + len(one.rows) + 1, column
    return tuple(left), tuple(right)


def _counts(entries: Sequence[Entry], dossiers: Mapping[str, Dossier]) -> SheetList:
    """Return what was done with dossiers, zeros too."""
    own = [entry for entry in entries if "book" not in entry.body]
    received = [entry for entry in own if entry.kind == EntryKind.DOSSIER_RECEIVED]
    returned = [entry for entry in own if entry.kind == EntryKind.RESULT_RETURNED]
    channels = Counter(entry.body["channel"] for entry in received)
    outcomes = Counter(dossiers[entry.dossier].outcome for entry in returned if entry.dossier in dossiers)
    counts = Counter(entry.kind for entry in own)
    without = sum(bool(entry.body.get("is_same_day")) for entry in received)
    rows = [
        SheetRow(label="Tiếp nhận", number=len(received), is_main=True),
        *(SheetRow(label=words, number=channels[channel]) for channel, words in _CHANNELS.items()),
        SheetRow(label="Trong đó không giấy hẹn", number=without, is_main=True),
        SheetRow(label="Trả kết quả", number=len(returned), is_main=True),
        *(SheetRow(label=words, number=outcomes[outcome]) for outcome, words in _OUTCOMES.items()),
        *(SheetRow(label=sentences.BY_ENTRY[kind], number=counts[kind], is_main=True) for kind in _ALWAYS),
    ]
    return SheetList(title="Hồ sơ", rows=tuple(rows))


def _papers(entries: Iterable[Entry]) -> SheetList:
    """Return what came out on paper, by kind, and how often something was printed again."""
    out = Counter(entry.body["kind"] for entry in entries if entry.kind == EntryKind.PAPER_OUT)
    again = sum(entry.kind == EntryKind.REPRINTED for entry in entries)
    kinds = [kind for kind in sentences.BY_PAPER if out[kind]] + sorted(set(out) - set(sentences.BY_PAPER))
    return SheetList(
        title="Giấy tờ đã in",
        rows=(
            SheetRow(label="Giấy đã ra", number=out.total(), is_main=True),
            *(SheetRow(label=sentences.BY_PAPER.get(kind, kind), number=out[kind]) for kind in kinds),
            SheetRow(label="Lần in lại (có lý do)", number=again, is_main=True),
        ),
    )


def _money(taken: till.Till, closed: Entry) -> SheetList:
    """Return fees by way, and the cash of the book beside what was counted; dots where nobody typed a count."""
    counted = closed.body.get("cash_counted")
    rows = [
        SheetRow(label="Cộng đã thu", number=taken.total, is_main=True),
        SheetRow(label="tiền mặt", number=taken.cash),
        SheetRow(label="chuyển khoản", number=taken.transfer),
        SheetRow(label="nộp trên Cổng", number=taken.online),
    ]
    if taken.mended:
        rows.append(SheetRow(label="trong đó đính chính, hủy", number=taken.mended, is_difference=True))
    difference = None if counted is None else counted - taken.cash
    rows += [
        SheetRow(label="Tiền mặt bàn giao theo sổ", number=taken.cash, is_main=True),
        SheetRow(label="Tiền mặt đếm được", number=counted, is_main=True),
        SheetRow(label="Chênh lệch", number=difference, is_main=True, is_difference=True),
    ]
    return SheetList(title="Tiền thu (đồng)", rows=tuple(rows))


def _left_open(closed: Entry) -> tuple[SheetList, ...]:
    """Return what was still open when the day was closed; nothing of a day closed by a program that did not note it."""
    counts: Mapping[str, int] = closed.body.get("checks", {})
    rows = tuple(
        SheetRow(label=_capital(sentences.BY_CHECK[kind]), number=counts[kind]) for kind in CheckKind if kind in counts
    )
    return (SheetList(title="Còn lại lúc chốt (hồ sơ)", rows=rows),) if rows else ()


def _others(entries: Sequence[Entry]) -> tuple[SheetList, ...]:
    """Return every other kind of entry, so that the counts of the sheet together are all entries of the day."""
    own = [entry for entry in entries if "book" not in entry.body]
    counts = Counter(entry.kind for entry in own if entry.kind not in _APART)
    known = [str(kind) for kind in EntryKind if counts[kind]]
    rows = [SheetRow(label=_kind(kind), number=counts[kind]) for kind in [*known, *sorted(set(counts) - set(known))]]
    imported = len(entries) - len(own)
    if imported:
        rows.append(SheetRow(label="Mục nhập từ sổ cũ", number=imported))
    return (SheetList(title="Việc khác đã ghi sổ", rows=tuple(rows)),) if rows else ()


def _kind(kind: str) -> str:
    return sentences.BY_ENTRY.get(kind) or sentences.BY_DESK_ENTRY.get(kind, kind)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _done(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Return by dossier what was done with it."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry.dossier:
            found.setdefault(entry.dossier, []).append(_what(entry))
    return found


def _what(entry: Entry) -> str:
    if entry.kind in (EntryKind.PAPER_OUT, EntryKind.REPRINTED):
        paper = sentences.BY_PAPER.get(entry.body["kind"], entry.body["kind"])
        return f"{'In' if entry.kind == EntryKind.PAPER_OUT else 'In lại'}: {paper}"
    return _kind(entry.kind)


def _day_dossier(dossier: Dossier, done: Sequence[str]) -> DayDossier:
    return DayDossier(
        code=dossier.code,
        procedure_code=dossier.procedure_code,
        procedure_name=dossier.procedure_name,
        received_at=dossier.received_at,
        promised_at=dossier.promised_at,
        finished_at=dossier.finished_at,
        returned_at=dossier.returned_at,
        state=sentences.BY_STATE[dossier.state],
        done="; ".join(dict.fromkeys(done)),
    )
