"""The rows that are about the desk itself: settings, officials, delegations, advice without a dossier, online cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cchc_desktop.domain.entry import EntryKind, canonical
from cchc_desktop.store import journal
from cchc_desktop.store.engine import Database


def apply(db: Database, written: journal.Written) -> None:
    """Bring the tables in step with an entry that belongs to no dossier."""
    project = _PROJECTED.get(written.entry.kind)
    if project and (written.entry.kind in _EVER or not _came_too_late(db, written)):
        project(db, written)


def apply_foreign(db: Database, written: journal.Written) -> None:
    """Keep the settings of another desk: papers about its dossiers quote them."""
    entry = written.entry
    if entry.kind == EntryKind.SETTINGS_CHANGED:
        row = (journal.desk_of(entry.journal), entry.body["version"], canonical(entry.body["settings"]))
        db.execute("insert or replace into foreign_settings values (?, ?, ?)", row)


def _came_too_late(db: Database, written: journal.Written) -> bool:
    """Return whether an entry of an earlier generation came back after the next one had begun without it.

    What the desk is (settings, officials) went on from what was known then.
    """
    generation = int(written.entry.journal.rpartition("/")[2])
    sql = """select 1 from journal j join entry e on e.journal = j.id and e.number = 1
             where j.is_own = 1 and j.generation > ? and e.seq < ?"""
    return db.value(sql, (generation, written.seq)) is not None


def _settings(db: Database, written: journal.Written) -> None:
    body = written.entry.body
    row = (body["version"], written.entry.happened_at.isoformat(), canonical(body["settings"]))
    db.execute("insert into settings_version values (?, ?, ?)", row)


def _officer(db: Database, written: journal.Written) -> None:
    """Write an official anew; the order in which they were first named stays."""
    body = written.entry.body
    row = (body["id"], body["name"], written.entry.happened_at.isoformat(), canonical(body))
    db.execute(
        """insert into officer values (?, ?, ?, ?)
           on conflict (id) do update set name = excluded.name, record = excluded.record""",
        row,
    )


def _delegation(db: Database, written: journal.Written) -> None:
    body = written.entry.body
    row = (body["id"], body["from_on"], body["until_on"], canonical(body))
    db.execute("insert into delegation values (?, ?, ?, ?)", row)


def _delegation_ended(db: Database, written: journal.Written) -> None:
    db.execute("delete from delegation where id = ?", (written.entry.body["id"],))


def _advice(db: Database, written: journal.Written) -> None:
    entry, body = written.entry, written.entry.body
    row = (
        written.seq,
        str(entry.kind),
        body["number"],
        body["procedure_code"],
        body["procedure_name"],
        entry.happened_at.isoformat(),
        entry.actor,
    )
    db.execute("insert into advice values (?, ?, ?, ?, ?, ?, ?)", row)


def _online_filed(db: Database, written: journal.Written) -> None:
    body = written.entry.body
    row = (
        written.seq,
        body["portal_code"],
        body["procedure_code"],
        body["procedure_name"],
        body["received_at"],
        body["noticed_at"],
        body["act_by"],
        "waiting",
        "",
    )
    db.execute("insert into online_case values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _online_answered(db: Database, written: journal.Written) -> None:
    entry = written.entry
    db.execute(
        "update online_case set state = ?, answered_at = ? where portal_code = ?",
        (entry.body["answer"], entry.happened_at.isoformat(), entry.body["portal_code"]),
    )


def _paper_out(db: Database, written: journal.Written) -> None:
    """Write that a paper without a dossier came out; 0 stands where others name theirs."""
    body = written.entry.body
    row = (written.seq, 0, body["kind"], body["reprint"], body["way"], body["sha256"], body["out_at"])
    db.execute("insert into paper_out values (?, ?, ?, ?, ?, ?, ?)", row)


def _logbook(db: Database, written: journal.Written) -> None:
    entry, body = written.entry, written.entry.body
    row = (written.seq, body["sha256"], body["name"], body["officer"], entry.happened_at.isoformat(), canonical(body))
    db.execute("insert into logbook values (?, ?, ?, ?, ?, ?)", row)


def _typed_figure(db: Database, written: journal.Written) -> None:
    entry, body = written.entry, written.entry.body
    row = (body["period"], body["name"], body["value"], entry.recorded_at.isoformat(), entry.actor, written.seq)
    db.execute("insert into typed_figure values (?, ?, ?, ?, ?, ?)", row)


def _evaluation_counted(db: Database, written: journal.Written) -> None:
    entry, body = written.entry, written.entry.body
    at = entry.recorded_at.isoformat()
    db.execute_many(
        "insert into evaluation_count values (?, ?, ?, ?, ?, ?)",
        ((body["period"], one["question"], one["scale"], one["answers"], at, written.seq) for one in body["counts"]),
    )


def _report_sent(db: Database, written: journal.Written) -> None:
    entry, body = written.entry, written.entry.body
    row = (
        written.seq,
        body["report"],
        body["period"],
        body["as_of"],
        body["known_at"],
        entry.happened_at.isoformat(),
        entry.actor,
        canonical(body),
    )
    db.execute("insert into report_sent values (?, ?, ?, ?, ?, ?, ?, ?)", row)


_EVER = frozenset({EntryKind.GUIDANCE_GIVEN, EntryKind.INTAKE_REFUSED, EntryKind.PAPER_OUT})
"""What happened whenever it is told."""

_PROJECTED: Mapping[str, Callable[[Database, journal.Written], None]] = {
    EntryKind.SETTINGS_CHANGED: _settings,
    EntryKind.OFFICER_NAMED: _officer,
    EntryKind.DELEGATION_GIVEN: _delegation,
    EntryKind.DELEGATION_ENDED: _delegation_ended,
    EntryKind.GUIDANCE_GIVEN: _advice,
    EntryKind.INTAKE_REFUSED: _advice,
    EntryKind.PAPER_OUT: _paper_out,
    EntryKind.ONLINE_FILED: _online_filed,
    EntryKind.ONLINE_ANSWERED: _online_answered,
    EntryKind.LOGBOOK_IMPORTED: _logbook,
    EntryKind.FIGURE_TYPED: _typed_figure,
    EntryKind.EVALUATION_COUNTED: _evaluation_counted,
    EntryKind.REPORT_SENT: _report_sent,
}
