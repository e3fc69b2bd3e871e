"""The city's office: what its service and its terminal ask. Every call has a connection of its own."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.city import completeness, desks, figures, folding, schema, taking
from cchc_desktop.city.board import AskedBack, DeskStanding, WardCount
from cchc_desktop.city.engine import CityDatabase, Connections, put
from cchc_desktop.city.place import CityPlace, read
from cchc_desktop.clock import Clock, SystemClock
from cchc_desktop.domain.acknowledgement import Acknowledgement, Verdict
from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.day_package import PackageId
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import BehindLine, ResultsReport, TimeSaved, WardReport
from cchc_desktop.errors import PackageRefused
from cchc_desktop.store.attachments import write_whole
from cchc_desktop.sync import acknowledgement, cards, package
from cchc_desktop.sync.cards import DeskCard

YEAR_PACK = "year-pack.cchc-nam"
_ALARMS = frozenset(("other_content", "overlaps", "other_previous", "broken_chain"))
"""Causes that somebody has to look into: the same numbers twice, or a journal that was rewritten."""


class City:
    """A city's office. It may be asked from several threads at once."""

    def __init__(self, place: CityPlace, calendar: WorkingCalendar, *, clock: Clock | None = None) -> None:
        self.place = place
        self._calendar = calendar
        self._clock = clock or SystemClock()
        # One package at a time: what follows it sees what came before it, whichever engine keeps the record.
        self._taking = threading.Lock()
        self._connections = Connections(place.url)
        self._database = self._connections.lent
        with self._database() as db:
            if not schema.exists(db):
                with db.writing():
                    schema.create(db)
            self._fold_what_is_known_now(db)

    @property
    def name(self) -> str:
        """Return the city's name."""
        return self.place.name

    def close(self) -> None:
        """Give back what is held of the database; whoever asks afterwards opens it anew."""
        self._connections.close()

    def take(self, file: bytes) -> bytes:
        """Return the signed answer to a package's file, whatever became of it.

        Raises:
            PackageRefused: It is nothing that can be answered: no package, or of a desk that nobody enrolled.
            StoreError: Nothing was taken; the same file can be sent again.
        """
        sha256 = hashlib.sha256(file).hexdigest()
        try:
            package_id = package.look(file).id
        except PackageRefused as refused:
            return self._signed(self._damaged(file, sha256, refused))
        with self._taking, self._database() as db:
            desk = desks.head(db, package_id)
            if desk is None:
                raise PackageRefused(cause="unknown_desk")
            found = self._answered(db, sha256)
            if found is not None and found.verdict is Verdict.ACCEPTED:
                return self._signed(found)
            answer = self._take(db, file, package_id, sha256, last_number=desk.last_number)
            while answer.verdict is Verdict.ACCEPTED:
                following = taking.next_kept_aside(db, package_id)
                if not following:
                    break
                self._take_kept_aside(db, package_id, following)
            return self._signed(answer)

    def _damaged(self, file: bytes, sha256: str, refused: PackageRefused) -> Acknowledgement:
        """Return the answer to a file that is not whole but still says of which desk it is; raise ``refused`` else."""
        label = package.label(file)
        if label is None:
            raise refused
        with self._taking, self._database() as db:
            if desks.head(db, label) is None:
                raise refused
            answer = taking.refusal(label, sha256, refused, self._clock.now())
            with db.writing():
                self._note(db, answer)
        return answer

    def _take(
        self, db: CityDatabase, file: bytes, package_id: PackageId, sha256: str, *, last_number: int = 0
    ) -> Acknowledgement:
        """Take one file; its answer is noted in the same transaction.

        Args:
            db: The database.
            file: The package.
            package_id: Which it says it is.
            sha256: Of the file.
            last_number: Until where the city has that journal; 0 where the file is kept in any case.
        """
        now = self._clock.now()
        try:
            keys = desks.good_keys(db, package_id)
            whole = taking.opened(file, identity=self.place.identity, desk_keys=keys, now=now)
            path = taking.kept_file(self.place.folder, sha256)
            if whole.manifest.first > last_number + 1 and not path.exists():
                # Before the transaction that may need it: a file without a row is harmless, a row without one is not.
                write_whole(file, path)
            with db.writing():
                answer = taking.take(db, whole, now)
                self._note(db, answer)
        except PackageRefused as error:
            taking.keep_refused(self.place.folder, file, sha256)
            answer = taking.refusal(package_id, sha256, error, now)
            with db.writing():
                self._note(db, answer)
                self._shout(db, answer)
        return answer

    def _take_kept_aside(self, db: CityDatabase, package_id: PackageId, sha256: str) -> None:
        path = taking.kept_file(self.place.folder, sha256)
        try:
            file = path.read_bytes()
        except OSError:
            file = b""  # lost at the city: it is forgotten here, and asked for again
        if hashlib.sha256(file).hexdigest() == sha256:
            answer = self._take(db, file, package_id, sha256)
            if answer.verdict is Verdict.ACCEPTED:
                path.unlink(missing_ok=True)
                return
        with db.writing():
            taking.drop_kept_aside(db, sha256)

    def _note(self, db: CityDatabase, answer: Acknowledgement) -> None:
        """Keep an answer: the same file is answered the same way; the caller owns the transaction."""
        one = answer.package
        columns = (
            "file_sha256", "ward", "desk", "generation", "day", "part", "verdict", "cause", "answer", "at",
        )  # fmt: skip
        row = (
            answer.file_sha256, one.ward, one.desk, one.generation, one.day.isoformat(), one.part,
            str(answer.verdict), answer.cause, answer.to_text(), answer.answered_at.isoformat(),
        )  # fmt: skip
        put(db, "arrival", ("file_sha256",), columns, row)

    def _shout(self, db: CityDatabase, answer: Acknowledgement) -> None:
        if answer.cause not in _ALARMS:
            return
        one = answer.package
        place = (one.ward, answer.cause, answer.file_sha256)
        if db.row("select 1 from alarm where ward = ? and kind = ? and file_sha256 = ?", place) is None:
            columns = ("ward", "desk", "generation", "day", "part", "kind", "file_sha256", "at")
            row = (one.ward, one.desk, one.generation, one.day.isoformat(), one.part, *place[1:])
            db.insert("alarm", columns, [(*row, answer.answered_at.isoformat())])

    def _answered(self, db: CityDatabase, sha256: str) -> Acknowledgement | None:
        text = db.value("select answer from arrival where file_sha256 = ?", (sha256,))
        return Acknowledgement.from_text(str(text)) if text else None

    def _signed(self, answer: Acknowledgement) -> bytes:
        return acknowledgement.signed(answer, self.place.signing_key)

    def answer(self, sha256: str) -> bytes | None:
        """Return the newest answer to the file of this hash, or ``None``."""
        with self._database() as db:
            found = self._answered(db, sha256)
        return self._signed(found) if found else None

    def take_folder(self, folder: Path) -> list[Path]:
        """Take every package that lies in a folder (a stick, where SFTP puts them); return the answers' files.

        Each answer lies beside its package; a file that cannot be answered never holds up the others.
        """
        written = []
        for file in sorted(folder.glob("**/*.cchc")):
            with contextlib.suppress(PackageRefused):
                written.append(self.take_file(file))
        return written

    def take_file(self, file: Path) -> Path:
        """Take a package and return the file of the answer, which lies beside it: whole, or as it was before.

        Raises:
            PackageRefused, StoreError: See `take`.
        """
        answer, path = self.take(file.read_bytes()), file.with_name(file.name + acknowledgement.SUFFIX)
        if not path.exists() or path.read_bytes() != answer:
            write_whole(answer, path)
        return path

    def card(self) -> str:
        """Return the city's card as a text."""
        return self.place.card().to_text()

    def enrol(self, text: str, *, by_hand: bool = False) -> bool:
        """Take a desk's card; return whether it is enrolled, or else waits for the city's administrator.

        Args:
            text: The card.
            by_hand: The city's administrator enrols it, having asked the ward.

        Raises:
            CardRefused: It is none of a desk.
        """
        card = cards.read_card(text)
        if not isinstance(card, DeskCard):
            raise errors.CardRefused(cause="not_a_card")
        now = self._clock.now()
        with self._database() as db, db.writing():
            is_enrolled = by_hand or desks.is_vouched(db, card)
            if is_enrolled:
                desks.enrol(db, card, now)
            else:
                desks.keep_waiting(db, card, text, now)
        return is_enrolled

    def waiting_cards(self) -> tuple[DeskCard, ...]:
        """Return the cards that nobody the city knows stands for."""
        with self._database() as db:
            rows = db.rows("select card from waiting_card order by came_at, ward, desk")
        found = [cards.read_card(row[0]) for row in rows]
        return tuple(card for card in found if isinstance(card, DeskCard))

    def revoke(self, ward: str, desk: int, desk_key: str = "") -> int:
        """Revoke a desk's key, or all of them; return how many. What was taken before stays."""
        with self._database() as db, db.writing():
            return desks.revoke(db, ward, desk, desk_key)

    def year_pack(self) -> bytes | None:
        """Return the newest signed year-pack, or ``None``."""
        path = self.place.folder / YEAR_PACK
        return path.read_bytes() if path.exists() else None

    def publish(self, year_pack: bytes) -> None:
        """Put a signed year-pack where desks fetch it."""
        write_whole(year_pack, self.place.folder / YEAR_PACK)

    def desks(self) -> tuple[DeskStanding, ...]:
        """Return every enrolled desk, by ward and desk, with what is missing of it."""
        with self._database() as db:
            return completeness.standings(db, self._calendar, self._clock.now())

    def results(self, period: Period, ward: str = "") -> ResultsReport:
        """Return Biểu II.06a of one ward, or of all."""
        with self._database() as db:
            return figures.results(db, self._asked(period), ward)

    def ratios(self, period: Period) -> WardReport:
        """Return the ratios over all wards."""
        with self._database() as db:
            return figures.ratios(db, self._asked(period))

    def time_saved(self, period: Period) -> TimeSaved:
        """Return the tally of không giấy hẹn over all wards."""
        with self._database() as db:
            return figures.time_saved(db, self._asked(period))

    def wards(self, period: Period, figure: str, row: str = "") -> tuple[WardCount, ...]:
        """Return each ward's part of a figure, those with none left out."""
        with self._database() as db:
            return figures.wards(db, self._asked(period), figure, row)

    def behind(self, period: Period, ward: str, figure: str, row: str = "") -> tuple[BehindLine, ...]:
        """Return one ward's dossiers behind a figure, as many as `wards` counts."""
        with self._database() as db:
            return figures.behind_ward(db, self._asked(period), ward, figure, row)

    def _asked(self, period: Period) -> figures.CityAsked:
        return figures.CityAsked(period=period, now=self._clock.now(), city=self.place.name)

    def asked_back(self, ward: str = "", code: str = "") -> tuple[AskedBack, ...]:
        """Return what was asked back, of one ward or dossier where it is named, the newest first."""
        sql = """select ward, code, text, asked_at, asked_by, answered_at, answer from question
                 where (? = '' or ward = ?) and (? = '' or code = ?) order by asked_at desc, id"""
        with self._database() as db:
            rows = db.rows(sql, (ward, ward, code, code))
        return tuple(
            AskedBack(
                ward=home,
                code=of,
                text=text,
                asked_at=datetime.fromisoformat(asked_at),
                asked_by=by,
                answered_at=datetime.fromisoformat(answered_at) if answered_at else None,
                answer=answer,
            )
            for home, of, text, asked_at, by, answered_at, answer in rows
        )

    def ask(self, ward: str, code: str, text: str, *, by: str) -> None:
        """Ask the ward back about a dossier, in the next answer to its desk.

        Raises:
            DossierNotFound: The ward sent none of this code.
        """
        now = self._clock.now().isoformat()
        with self._database() as db, db.writing():
            found = db.value("select dossier from dossier where ward = ? and code = ?", (ward, code))
            if not found:
                raise errors.DossierNotFound(code=code)
            home, desk, generation = str(found).partition("#")[0].split("/")
            columns = (
                "ward", "id", "desk", "generation", "code", "text", "asked_at", "asked_by", "answered_at", "answer",
            )  # fmt: skip
            row = (home, secrets.token_hex(8), int(desk), int(generation), code, text, now, by, "", "")
            db.insert("question", columns, [row])

    def rebuild(self) -> int:
        """Fold every dossier anew from the kept entries, ward by ward; return how many."""
        count = 0
        with self._taking, self._database() as db:
            for (ward,) in db.rows("select ward from ward order by ward"):
                with db.writing():
                    for name in schema.FOLDED:
                        db.execute(f"delete from {name} where ward = ?", (ward,))
                    count += self._refold(db, list(folding.all_dossiers(db, ward)), is_new=True)
        return count

    def _refold(self, db: CityDatabase, dossiers: Sequence[str], *, is_new: bool) -> int:
        for start in range(0, len(dossiers), 1000):
            some = dossiers[start : start + 1000]
            folding.refold(db, folding.entries_of(db, some), frozenset(some) if is_new else frozenset())
        return len(dossiers)

    def _fold_what_is_known_now(self, db: CityDatabase) -> None:
        """Fold dossiers with entries of a kind that an older program did not know."""
        rows = db.rows("select ward, journal, number, kind, dossier from entry where state = 'unknown_kind'")
        known = [row for row in rows if row[3] in folding.KNOWN_KINDS]
        if not known:
            return
        with db.writing():
            for ward, journal, number, _kind, _dossier in known:
                sql = "update entry set state = '' where ward = ? and journal = ? and number = ?"
                db.execute(sql, (ward, journal, number))
            self._refold(db, sorted({row[4] for row in known if row[4]}), is_new=False)


def open_city(folder: Path, calendar: WorkingCalendar, *, clock: Clock | None = None) -> City:
    """Open the city of a folder.

    Raises:
        FolderNotPrepared: There is none.
        StoreError: Its database cannot be opened.
    """
    return City(read(folder), calendar, clock=clock)
