"""The ward's own wording of its papers: what each text says, who changed it when, and back again.

A change is one entry of the settings and touches no paper of a dossier that was received before it: a dossier keeps the
settings of its receipt, and of those the wording of its day.
"""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import Entry, EntryKind
from cchc_desktop.domain.paper_text import KEYS
from cchc_desktop.domain.problems import Problem
from cchc_desktop.services import paper_texts, wording_samples
from cchc_desktop.services.desk_setup import SetupService, nfc_value
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.people_desk import PeopleDesk
from cchc_desktop.services.recording import Recorder
from cchc_desktop.services.slip_wording import Office
from cchc_desktop.settings import Settings
from cchc_desktop.store.engine import Database

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import SlipOrder
    from cchc_desktop.services.step_papers import PaperOrder

_Own = tuple[str, str, str]
"""(valid from, key, text), as the settings keep it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WordingText:
    """One text as the editor shows it."""

    key: str
    label: str
    paper: str
    """The paper on which it stands (`wording_samples.PAPER_OF`)."""
    shipped: str
    current: str
    placeholders: tuple[str, ...]
    needed: tuple[str, ...]
    """Placeholders without which the paper would not be one."""
    is_own: bool
    """Whether the ward's own text holds on the day."""
    planned: tuple[tuple[date, str], ...]
    """The ward's texts that begin later, the earliest first."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WordingVersion:
    """One change of a text: who, when, and what it said from then on."""

    changed_at: datetime
    official: str
    text: str
    valid_from: date | None
    """``None`` where the ward's own text was taken away and the shipped one held again."""


class WordingDesk:
    """The wording of the desk's papers."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._people = PeopleDesk(db, state, recorder, clock)
        self._setup = SetupService(db, state, recorder)

    # --- reading ------------------------------------------------------------------------------

    def texts(self, day: date | None = None) -> tuple[WordingText, ...]:
        """Return every text that shows on a paper, as it stands on a day of receipt (today), paper by paper."""
        day = day or self._today
        settings = self._state.settings
        found = [
            self._text(one, day, settings)
            for one in paper_texts.editable(day, self._state.forms, settings)
            if one.key in wording_samples.PAPER_OF
        ]
        return tuple(sorted(found, key=lambda text: wording_samples.PAPERS.index(text.paper)))

    def text(self, key: str, day: date | None = None) -> WordingText:
        """Return one text; raise `FormIncomplete` (unknown) where no paper has it on that day."""
        found = next((text for text in self.texts(day) if text.key == key), None)
        if found is None:
            _refuse(_field(key), "unknown")
        return found

    def history(self, key: str) -> tuple[WordingVersion, ...]:
        """Return how a text was changed, the last change first."""
        states = self._states(key)
        found = [self._version(entry, before, own, key) for (_, before), (entry, own) in itertools.pairwise(states)]
        return tuple(reversed(found))

    def may_change(self) -> bool:
        """Return whether who works now may change the wording: an administrator, once anybody has a PIN."""
        officials = self._people.officials()
        if not any(self._people.has_pin(one.id) for one in officials):
            return True
        return any(one.id == self._recorder.actor and one.is_administrator for one in officials)

    def can_go_back(self, key: str) -> bool:
        """Return whether there is a version before the one that stands."""
        return self._before(key) is not None

    def faults(self, key: str, text: str, valid_from: date) -> tuple[Problem, ...]:
        """Return what keeps a text from being recorded."""
        found = list(paper_texts.faults(key, _clean(text)))
        if valid_from < self._today:
            found.append(Problem("valid_from", "before_today"))
        return tuple(found)

    # --- changing -----------------------------------------------------------------------------

    def change(self, key: str, text: str, valid_from: date) -> Settings:
        """Record a text that holds for what is received from a day on; one that says so already writes nothing.

        Raises:
            FormIncomplete: by (not_administrator), paper_texts.<key> (`paper_texts.faults`, unknown), valid_from
                (before_today); nothing was saved.
            ClockError, StoreError: Nothing was saved.
        """
        self._need_administrator()
        standing = self.text(key, valid_from)
        faults = self.faults(key, text, valid_from)
        if faults:
            raise errors.FormIncomplete(problems=faults)
        if _clean(text) == standing.current:
            return self._state.settings
        return self._setup.change({"paper_texts": _with(self._state.settings, key, text, valid_from)})

    def go_back(self, key: str) -> Settings:
        """Record that the version before holds again; once more goes back one further.

        Raises:
            FormIncomplete: by (not_administrator), paper_texts.<key> (nothing_changed: it never said anything else).
            ClockError, StoreError: Nothing was saved.
        """
        self._need_administrator()
        before = self._before(key)
        if before is None:
            _refuse(_field(key), "nothing_changed")
        return self._put(key, before)

    def reset(self, key: str) -> Settings:
        """Record that the shipped text holds again, and every one that the law brings later.

        Raises:
            FormIncomplete: by (not_administrator); nothing was saved.
            ClockError, StoreError: Nothing was saved.
        """
        self._need_administrator()
        return self._put(key, ())

    # --- looking at the paper -----------------------------------------------------------------

    def preview(self, key: str, text: str, valid_from: date) -> bytes:
        """Return an invented paper that says ``text``, marked NHÁP; nothing is written.

        Raises:
            PaperIncomplete: The law of that day has no such paper.
        """
        return self.preview_order(key, text, valid_from).build()

    def preview_order(self, key: str, text: str, valid_from: date) -> SlipOrder | PaperOrder:
        """Return what `preview` is built from: composed on the thread of the database, built on any.

        Raises:
            PaperIncomplete: The law of that day has no such paper.
        """
        settings = self._state.settings
        changed = dataclasses.replace(settings, paper_texts=_with(settings, key, text, valid_from))
        office = Office(
            settings=changed,
            forms=self._state.forms,
            catalogue=self._state.catalogue,
            is_training=self._state.is_training,
        )
        return wording_samples.order(key, valid_from, office)

    # --- inside -------------------------------------------------------------------------------

    @property
    def _today(self) -> date:
        return self._clock.now().date()

    def _text(self, one: paper_texts.EditableText, day: date, settings: Settings) -> WordingText:
        own = sorted(_of_key(settings, one.key))
        return WordingText(
            key=one.key,
            label=one.label,
            paper=wording_samples.PAPER_OF[one.key],
            shipped=one.shipped,
            current=one.current,
            placeholders=one.placeholders,
            needed=KEYS.get(one.key, ()),
            is_own=any(since <= day.isoformat() for since, _key, _text in own),
            planned=tuple((date.fromisoformat(since), text) for since, _key, text in own if since > day.isoformat()),
        )

    def _states(self, key: str) -> list[tuple[Entry, tuple[_Own, ...]]]:
        """Return the entries after which the ward's own texts of a key were others than before, and those texts."""
        found: list[tuple[Entry, tuple[_Own, ...]]] = []
        # Said as the partial index says it: entries of one kind about no dossier are few.
        rows = self._db.rows(
            """select e.text from entry e cross join journal j on j.id = e.journal
               where e.dossier = '' and e.kind = ? and j.is_own = 1 order by e.seq""",
            (str(EntryKind.SETTINGS_CHANGED),),
        )
        for (text,) in rows:
            entry = Entry.from_text(text)
            own = _of_key(Settings.from_record(entry.body["settings"]), key)
            if not found or own != found[-1][1]:
                found.append((entry, own))
        return found

    def _before(self, key: str) -> tuple[_Own, ...] | None:
        """Return the ward's own texts before the last change that was not itself taken back."""
        standing: list[tuple[_Own, ...]] = []
        for _entry, own in self._states(key):
            if len(standing) > 1 and own == standing[-2]:
                standing.pop()
            else:
                standing.append(own)
        return standing[-2] if len(standing) > 1 else None

    def _version(self, entry: Entry, before: tuple[_Own, ...], own: tuple[_Own, ...], key: str) -> WordingVersion:
        new = [text for text in own if text not in before] or list(own)
        since, _key, text = max(new, key=lambda one: one[0]) if new else ("", key, "")
        return WordingVersion(
            changed_at=entry.recorded_at,
            official=self._state.officer_name(entry.actor),
            text=text if since else self._shipped(key, entry.recorded_at.date()),
            valid_from=date.fromisoformat(since) if since else None,
        )

    def _shipped(self, key: str, day: date) -> str:
        texts = paper_texts.editable(day, self._state.forms, self._state.settings)
        return next((one.shipped for one in texts if one.key == key), "")

    def _put(self, key: str, own: tuple[_Own, ...]) -> Settings:
        others = tuple(text for text in self._state.settings.paper_texts if text[1] != key)
        return self._setup.change({"paper_texts": (*others, *own)})

    def _need_administrator(self) -> None:
        if not self.may_change():
            _refuse("by", "not_administrator")


def _with(settings: Settings, key: str, text: str, valid_from: date) -> tuple[_Own, ...]:
    """Return the ward's own texts with one more, in the place of one that began on the same day."""
    since = valid_from.isoformat()
    others = tuple(own for own in settings.paper_texts if own[:2] != (since, key))
    return (*others, (since, key, _clean(text)))


def _of_key(settings: Settings, key: str) -> tuple[_Own, ...]:
    return tuple(own for own in settings.paper_texts if own[1] == key)


def _clean(text: str) -> str:
    """Return a text as it is kept: composed letters, no line without a word."""
    cleaned: str = nfc_value(text)
    return "\n".join(line for line in cleaned.splitlines() if line.strip())


def _field(key: str) -> str:
    return f"paper_texts.{key}"


def _refuse(field: str, cause: str) -> NoReturn:
    raise errors.FormIncomplete(problems=(Problem(field, cause),))
