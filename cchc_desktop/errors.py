"""Every deliberate error of the program, sorted by what the person at the desk can do about it.

An error carries facts (codes, dates, numbers), never a sentence and never personal data:
`facts` may be logged as they are, and `ui.error_texts` (or `cli`) words them.
"""

from __future__ import annotations


class CchcError(Exception):
    """Base of all deliberate errors; ``facts`` are keyword values without personal data."""

    def __init__(self, **facts: object) -> None:
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))
        self.facts = facts


# --- the clerk can correct it -----------------------------------------------------------------


class DomainError(CchcError):
    """The request breaks a rule of the desk; nothing was saved and the clerk can correct it."""


class CalendarNotCovered(DomainError):
    """A date lies in a year whose public holidays have not been loaded (``year``)."""


class DueMomentNeeded(DomainError):
    """No due moment can be worked out (``cause``: no_term, no_calendar); the clerk must give one."""


class FormIncomplete(DomainError):
    """Fields are missing or wrong; ``problems`` is a tuple of `domain.problems.Problem`."""


class RecordWrong(DomainError, ValueError):
    """A dossier from a file has a name or a value that cannot be taken (``field``, ``cause``, ``allowed``)."""


class CardUnreadable(DomainError):
    """A scanned identity card was refused as a whole (``cause``: see `rules.identity_card`)."""


class StationeryIncomplete(DomainError):
    """A paper may not be printed while settings are empty (``missing``: their names)."""


class SlipOfBook(DomainError):
    """A dossier that came in from an old book (``code``) has no slip of this desk."""


class PaperIncomplete(DomainError):
    """A paper about a dossier lacks what makes it one (``missing``: names of fields; RULES 22, 26, 38)."""


class DossierNotFound(DomainError):
    """No dossier bears this code (``code``)."""


class ProcedureNotFound(DomainError):
    """The catalogue in force has no such procedure (``code``)."""


class ReprintReasonMissing(DomainError):
    """A reprint needs a reason (``code``)."""


class DuplicateDossier(DomainError):
    """An open dossier of the same person and procedure exists (``code``); repeat with consent."""


class CodeTaken(DomainError):
    """A dossier bears the code already that the portal gave (``code``)."""


class PinMissing(DomainError):
    """The official has no PIN yet and has to set one first (``officer``)."""


class PinWrong(DomainError):
    """That is not the official's PIN; ``left`` more tries before one has to wait."""


class RecoveryCodeWrong(PinWrong):
    """That is not the sealed code; ``left`` as with a PIN."""


class PinWait(DomainError):
    """Too many wrong ones in a row: the next try counts from ``until``."""


# --- the desk cannot write now ----------------------------------------------------------------


class ClockError(DomainError):
    """The machine's clock cannot be believed; nothing was written."""


class ClockBehind(ClockError):
    """The clock stands more than two minutes before the last entry (``last``, ``now``)."""


class ClockAhead(ClockError):
    """The clock is more than three working days ahead of the last entry (``last``, ``now``)."""


class ClockUnreadable(ClockError):
    """A training folder's ``CCHC_NOW`` holds no moment (``value``)."""


class StoreError(CchcError):
    """Nothing was saved; what was there before is whole."""


class DatabaseBusy(StoreError):
    """Another program holds the write lock."""


class DiskFull(StoreError):
    """The disk has no room left."""


class FolderReadOnly(StoreError):
    """The data folder cannot be written (``folder``)."""


class FolderInUse(StoreError):
    """Another program writes this folder (``pid``, ``host``)."""


class FolderOnNetwork(StoreError):
    """The data folder lies on a network drive (``folder``, ``kind``)."""


class FolderNotPrepared(StoreError):
    """The folder holds no desk yet (``folder``)."""


class FolderAlreadyPrepared(StoreError):
    """The folder holds a desk already (``folder``)."""


class DatabaseDamaged(StoreError):
    """The file is torn or not a database of ours (``file``)."""


class DatabaseTooNew(StoreError):
    """The file was written by a newer version of the program (``found``, ``known``)."""


class JournalBroken(StoreError):
    """The chain of entries does not hold (``journal``, ``number``, ``cause``)."""


class FolderMoved(StoreError):
    """The folder was restored or moved; the administrator starts the next generation (``cause``)."""


# --- a step that the law or the desk does not allow ---------------------------------------------


class StepNotAllowed(DomainError):
    """The dossier's state does not allow this step (``code``, ``step``, ``state``)."""


class StepNotInMode(StepNotAllowed):
    """The step is one of those without an appointment, and the dossier is none of them or took it already."""


class ApprovalNeeded(DomainError):
    """A leader has to approve this step (``step``)."""


class DraftNotFound(DomainError):
    """No such draft waits: it was approved or sent back meanwhile (``code``, ``number``)."""


# --- files of a dossier, and the scanner ------------------------------------------------------


class AttachmentRefused(DomainError):
    """A file cannot be attached (``cause``: see `services.attachment_desk`, ``most``); nothing was saved."""


class AttachmentDamaged(StoreError):
    """A stored file is missing or is not what was attached (``sha256``, ``cause``)."""


class ScanFailed(CchcError):
    """No page came from the scanner (``cause``: see `scanning.backend`, ``pages`` that came before)."""


# --- a package is not as it should be ---------------------------------------------------------


class KeyStoreSilent(StoreError):
    """The system's own store of secrets did not give or keep a key (``cause``); what is recorded is untouched."""


class KeyChangeRefused(CchcError):
    """The desk's key was not changed (``cause``): a change needs its reason."""


class CopyRefused(CchcError):
    """A copy was not put in the place of the desk's file (``cause``); the desk is as it was."""


class DayNotClosed(CchcError):
    """A day, or a further part of it, was not closed, so there is no sheet to sign (``day``, ``part``)."""


class DayNotClosable(DomainError):
    """The day cannot be closed: ``count`` people still wait on the board of those without an appointment."""


class CardRefused(CchcError):
    """A card of the city or of the ward was not taken (``cause``); the keys are as they were."""


class PackageRefused(CchcError):
    """A day package was not taken, no part of it (``cause``; ``first``, ``number``, ``desk``, ``version``)."""


class AcknowledgementRefused(CchcError):
    """An answer of the city was not believed (``cause``); the package's state is as it was."""


class CarrierFailed(CchcError):
    """A package did not get to the city (``cause``: see `sync.carriers`); it lies at the desk as before."""


class YearPackRefused(CchcError):
    """A year-pack was not taken, no part of it (``cause``; ``number`` and ``known``, ``version``, ``code``)."""


# --- saved, but not printed -------------------------------------------------------------------


class PrintError(CchcError):
    """The record stands; only the paper is not out yet."""


class SlipNotWritten(PrintError):
    """A dossier is on record, its slip not yet in the file that was asked for (``code``, ``file``, ``cause``)."""


class PrinterUnavailable(PrintError):
    """No such printer, or it does not answer (``printer``, ``message``)."""


class PrintRefused(PrintError):
    """The printing system refused or cancelled the job (``printer``, ``message``)."""


# --- a file of the program or of the city is wrong --------------------------------------------


class ResourceError(CchcError):
    """A file that came with the program or with a year-pack is wrong."""


class CatalogueLineWrong(ResourceError):
    """A line of a catalogue file cannot be taken (``file``, ``line``, ``column``, ``cause``, ``allowed`` words)."""


class FontMissing(ResourceError):
    """A font of the papers is not on this machine (``font``, ``package``)."""
