"""Papers of dossiers: composing, building, and printing again with the mark and its reason."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.documents import appointment_slip, due_explanation, preview, test_sheet
from cchc_desktop.documents.bars import ListingCodes
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import current_texts, undone_places
from cchc_desktop.domain.printing import SLIP_KIND, PaperSize
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.slip import Offsets, Slip, Stationery
from cchc_desktop.domain.term import Promise
from cchc_desktop.services import slip_wording
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.intake import SLIP_TEMPLATE
from cchc_desktop.services.recording import Recorder
from cchc_desktop.services.slip_source import SlipSource, replaced_words, slip_source
from cchc_desktop.services.step_papers import PaperOrder, StepPapers
from cchc_desktop.store import dossiers, local
from cchc_desktop.store.engine import Database
from cchc_desktop.store.journal import Written
from cchc_desktop.store.local import PrintJob
from cchc_desktop.store.transaction import writing
from cchc_desktop.text import nfc

if TYPE_CHECKING:
    from datetime import date, datetime

    from cchc_desktop.services.step_desk import StepPreview

LISTING_CODES = "listing_codes"
BOTH_COUNTERPARTS = (1, 2)
_UNDONE_MARK = " · BƯỚC ĐÃ HOÀN TÁC"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SlipOrder:
    """Everything that a slip's bytes depend on; `build` may run on any thread."""

    slip: Slip
    stationery: Stationery
    codes: ListingCodes
    offsets: Offsets = Offsets()
    counterparts: tuple[int, ...] = BOTH_COUNTERPARTS

    @property
    def size(self) -> PaperSize:
        """Return the sheet that it is printed on."""
        return self.stationery.size

    def build(self) -> bytes:
        """Return the PDF: the same order, the same bytes."""
        return appointment_slip.build(
            self.slip, self.stationery, counterparts=self.counterparts, codes=self.codes, offsets=self.offsets
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A paper printed again: its record is on disk, the paper may go out."""

    job: int
    times: int
    order: SlipOrder | PaperOrder
    pdf: bytes
    is_like_first: bool | None
    """Whether, without the mark, it has the kept hash; ``None`` where no first print was recorded."""


class PaperDesk:
    """The desk's papers."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._codes = ListingCodes()

    def order(
        self,
        dossier: Dossier,
        personal: Mapping[str, str],
        *,
        made_on: date | None = None,
        offsets: Offsets | None = None,
    ) -> SlipOrder:
        """Return the slip of a dossier, or of one that is only imagined (then a draft marked NHÁP)."""
        office = slip_wording.Office(
            settings=self._state.settings_at(dossier.settings, dossier.first.journal),
            forms=self._state.forms,
            catalogue=self._state.catalogue_at(dossier.catalogue),
            is_training=self._state.is_training,
        )
        stationery = slip_wording.stationery_of(dossier.received_at.date(), office)
        return SlipOrder(
            slip=slip_wording.slip_of(dossier, personal, office, made_on=made_on),
            stationery=stationery,
            codes=self._ready_codes(stationery),
            offsets=offsets or Offsets(),
        )

    def order_of(self, code: str, *, entry: int = 0, offsets: Offsets | None = None) -> SlipOrder:
        """Return the slip of a dossier on record as it was at its receipt, or as its last correction made it.

        Args:
            code: The dossier.
            entry: Number of the entry whose slip is wanted though another one replaced it; 0: the slip that holds.
            offsets: Of the printer.

        Raises:
            DossierNotFound: No dossier bears this code.
            StationeryIncomplete: The slip may not be printed while a setting is empty.
            SlipOfBook: It came in from an old book, by which its slip was handed out.
        """
        return self._slip(slip_source(*dossiers.with_history(self._db, code), entry=entry), offsets)

    def _slip(self, source: SlipSource, offsets: Offsets | None = None) -> SlipOrder:
        if source.dossier.is_imported:
            raise errors.SlipOfBook(code=source.dossier.code)
        missing = self._state.settings_at(source.dossier.settings, source.dossier.first.journal).missing_for_slip()
        if missing:
            raise errors.StationeryIncomplete(missing=missing)
        is_first = source.entry.entry.kind == EntryKind.DOSSIER_RECEIVED
        made_on = None if is_first else source.entry.entry.happened_at.date()
        order = self.order(source.dossier, source.personal, made_on=made_on, offsets=offsets)
        if is_first:
            return dataclasses.replace(order, slip=dataclasses.replace(order.slip, replaces=source.replaces))
        proof = slip_wording.proof_line(source.dossier.desk, source.entry.entry.number, source.entry.hash)
        slip = dataclasses.replace(order.slip, replaces=source.replaces, proof=proof)
        return dataclasses.replace(order, slip=slip)

    def draft_of(self, kind: str, code: str, preview: StepPreview, now: datetime) -> SlipOrder | PaperOrder:
        """Return a paper of a step that is not taken yet, marked NHÁP.

        Raises:
            DossierNotFound: No dossier bears this code.
            PaperIncomplete: Something is missing, or this paper has no draft.
        """
        if kind != SLIP_KIND:
            return self.of_steps.draft(kind, code, preview, now)
        if preview.after is None:
            raise errors.PaperIncomplete(missing=("step",))
        _dossier, entries = dossiers.with_history(self._db, code)
        texts = current_texts((written.entry, written.personal) for written in entries)
        texts |= {name: text for name, text in preview.personal.items() if "." in name}
        order = self.order(preview.after, texts, made_on=now.date())
        replaces = replaced_words(preview.entry, preview.body, preview.personal, preview.after.received_at)
        return dataclasses.replace(order, slip=dataclasses.replace(order.slip, replaces=replaces))

    def order_of_job(self, job: PrintJob, *, offsets: Offsets | None = None) -> SlipOrder | PaperOrder:
        """Return the paper that a print job is about, with its mark where it is a reprint.

        Raises:
            DossierNotFound, DraftNotFound, StationeryIncomplete, PaperIncomplete: See `order_of` and `StepPapers`.
        """
        if job.kind == SLIP_KIND:
            if job.reprint:
                return self.marked_order(job.code, job.reprint, offsets=offsets)
            return self.order_of(job.code, offsets=offsets)
        order = self.of_steps.of_entry(job.kind, job.code, job.entry)
        return order.marked(self._mark(job)) if job.reprint else order

    def _mark(self, job: PrintJob) -> str:
        entries = dossiers.with_history(self._db, job.code)[1] if job.code else []
        bodies = (written.entry.body for written in entries if written.entry.kind == EntryKind.REPRINTED)
        return next((body["mark"] for body in bodies if _is_of(body, job.kind, job.entry, job.reprint)), "")

    @cached_property
    def of_steps(self) -> StepPapers:
        """Return what composes the papers of steps."""
        return StepPapers(self._db, self._state)

    def reprint_of(self, code: str, kind: str, entry: int, reason: str) -> Reprint:
        """Record that a step's paper is printed again and return it with its mark; the record is on disk first.

        Raises:
            ReprintReasonMissing: A reprint needs a reason.
            DossierNotFound, DraftNotFound, PaperIncomplete, ClockError, StoreError: Nothing was recorded.
        """
        reason = nfc(reason)
        if not reason:
            raise errors.ReprintReasonMissing(code=code)
        dossier, entries = dossiers.with_history(self._db, code)
        plain = self.of_steps.of_entry(kind, code, entry)
        bodies = (written.entry.body for written in entries if written.entry.kind == EntryKind.REPRINTED)
        times = 1 + sum(body["kind"] == kind and body.get("entry") == entry for body in bodies)
        tail = _UNDONE_MARK if _is_undone(entries, entry) else ""
        with self._recorder.recording() as record:
            mark = f"BẢN IN LẠI LẦN {times} · {record.now:%H:%M %d/%m/%Y}{tail}"
            order = plain.marked(mark)
            pdf = order.build()
            body = {"kind": kind, "entry": entry, "times": times, "mark": mark, "sha256": sha256(pdf), "template": 1}
            record.add(EntryKind.REPRINTED, body, personal={"reason": reason}, dossier=dossier.id, after=dossier.last)
            job = local.want_print(
                record.db,
                dossier=dossier.id,
                code=code,
                kind=kind,
                reprint=times,
                template=1,
                settings=dossier.settings,
                now=record.now,
                entry=entry,
            )
        return Reprint(job=job, times=times, order=order, pdf=pdf, is_like_first=None)

    def reprint(self, code: str, reason: str, *, entry: int = 0, offsets: Offsets | None = None) -> Reprint:
        """Record that the slip is printed again and return it with its mark; the record is on disk first.

        Args:
            code: The dossier.
            reason: Why.
            entry: Of a slip that was replaced, see `order_of`; 0: the slip that holds.
            offsets: Of the printer.

        Raises:
            ReprintReasonMissing: A reprint needs a reason.
            DossierNotFound, StationeryIncomplete, ClockError, StoreError: Nothing was recorded.
        """
        reason = nfc(reason)
        if not reason:
            raise errors.ReprintReasonMissing(code=code)
        dossier, entries = dossiers.with_history(self._db, code)
        source = slip_source(dossier, entries, entry=entry)
        plain = self._slip(source, offsets)
        entry = entry if source.is_replaced else 0
        times = dossier.reprints + 1
        with self._recorder.recording() as record:
            mark = f"BẢN IN LẠI LẦN {times} · {record.now:%H:%M %d/%m/%Y}"
            order = dataclasses.replace(plain, slip=dataclasses.replace(plain.slip, reprint_mark=mark))
            pdf = order.build()
            body = {"kind": SLIP_KIND, "times": times, "mark": mark, "sha256": sha256(pdf), "template": SLIP_TEMPLATE}
            body |= {"entry": entry} if entry else {}
            record.add(EntryKind.REPRINTED, body, personal={"reason": reason}, dossier=dossier.id, after=dossier.last)
            job = local.want_print(
                record.db,
                dossier=dossier.id,
                code=code,
                kind=SLIP_KIND,
                reprint=times,
                template=SLIP_TEMPLATE,
                settings=dossier.settings,
                now=record.now,
                entry=entry,
            )
        is_like_first = None if entry else self._is_like(plain, source.entries)
        return Reprint(job=job, times=times, order=order, pdf=pdf, is_like_first=is_like_first)

    def marked_order(self, code: str, times: int, *, offsets: Offsets | None = None) -> SlipOrder:
        """Return a slip again with the mark it bore at its n-th reprint (a failed job sent once more)."""
        _dossier, entries = dossiers.with_history(self._db, code)
        for written in entries:
            body = written.entry.body
            if written.entry.kind == EntryKind.REPRINTED and (body["kind"], body["times"]) == (SLIP_KIND, times):
                order = self.order_of(code, entry=body.get("entry", 0), offsets=offsets)
                return dataclasses.replace(order, slip=dataclasses.replace(order.slip, reprint_mark=body["mark"]))
        return self.order_of(code, offsets=offsets)

    def is_like_first(self, code: str) -> bool | None:
        """Return whether the slip, built again without a mark, has the hash kept of its first print."""
        source = slip_source(*dossiers.with_history(self._db, code))
        return self._is_like(self._slip(source), source.entries)

    def images(self, pdf: bytes, *, width_px: int) -> tuple[preview.PageImage, ...]:
        """Return the pages of a PDF as pictures for the screen; any thread."""
        return preview.pages(pdf, width_px=width_px)

    def test_sheet(self, size: PaperSize, offsets: Offsets) -> bytes:
        """Return the two pages from which the flip edge and the offsets are read."""
        return test_sheet.build(size, offsets=offsets)

    def explanation(self, title: str, promise: Promise, procedure: Procedure | None = None) -> bytes:
        """Return "Vì sao ngày này?" on paper, with the unit and, where it is told, the procedure and its law."""
        lines, total = slip_wording.explanation_words(promise)
        about = due_explanation.About(
            unit=slip_wording.stationery_of(promise.clock_start.date(), self._office()).committee
        )
        if procedure is not None:
            about = dataclasses.replace(
                about, procedure=procedure.name, code=procedure.code, basis=procedure.legal_basis
            )
        return due_explanation.build(title, lines, total, about=about, specimen=self._state.is_training)

    def _office(self) -> slip_wording.Office:
        """Return the office as it stands now."""
        return slip_wording.Office(
            settings=self._state.settings,
            forms=self._state.forms,
            catalogue=self._state.catalogue,
            is_training=self._state.is_training,
        )

    def codes_to_make(self) -> tuple[str, ...]:
        """Return the addresses of the current listing whose symbols are not ready; empty when all are."""
        wanted = _addresses(slip_wording.stationery_of(self._clock.now().date(), self._office()))
        self._read_codes(wanted)
        return () if self._has(wanted) else wanted

    def keep_codes(self, codes: ListingCodes) -> None:
        """Keep symbols made by `make_codes`: once per catalogue version."""
        self._codes = codes
        if self._recorder.can_write:
            # Kept only to be quicker next time: a full disk must not stop anything.
            with contextlib.suppress(errors.StoreError), writing(self._db):
                local.keep_note(self._db, LISTING_CODES, codes.to_text())

    def _ready_codes(self, stationery: Stationery) -> ListingCodes:
        """Return what is ready; a symbol that is not is made while the paper is built, on whichever thread that is."""
        self._read_codes(_addresses(stationery))
        return self._codes

    def _read_codes(self, wanted: tuple[str, ...]) -> None:
        if not self._has(wanted):
            kept = local.note(self._db, LISTING_CODES)
            if kept:
                self._codes = ListingCodes.from_text(kept)

    def _has(self, wanted: tuple[str, ...]) -> bool:
        ready = {code.text for code in self._codes.codes}
        return bool(ready) and ready.issuperset(wanted)

    def _is_like(self, plain: SlipOrder, entries: Sequence[Written]) -> bool | None:
        for written in entries:
            body = written.entry.body
            if written.entry.kind == EntryKind.PAPER_OUT and body["kind"] == SLIP_KIND and not body["reprint"]:
                first = dataclasses.replace(
                    plain, offsets=Offsets.from_hundredths(body["offsets"]), counterparts=tuple(body["counterparts"])
                )
                return bool(sha256(first.build()) == body["sha256"])
        return None


def _is_undone(entries: Sequence[Written], number: int) -> bool:
    undone = undone_places(written.entry for written in entries)
    return any((written.entry.journal, number) in undone for written in entries if written.entry.number == number)


def _is_of(body: Mapping[str, Any], kind: str, entry: int, times: int) -> bool:
    """Return whether a `Reprinted` body is about the n-th reprint of this paper."""
    return (body["kind"], body.get("entry", 0), body["times"]) == (kind, entry, times)


def make_codes(addresses: tuple[str, ...]) -> ListingCodes:
    """Make the symbols of a listing, about 3 ms each; any thread."""
    return ListingCodes.made_for(addresses)


def sha256(pdf: bytes) -> str:
    """Return the hash that an entry keeps of a paper."""
    return hashlib.sha256(pdf).hexdigest()


def _addresses(stationery: Stationery) -> tuple[str, ...]:
    """Return every address of the back that is drawn as a symbol."""
    found = (*(listed.url for listed in stationery.listing), stationery.feedback_url)
    return tuple(dict.fromkeys(url for url in found if url))
