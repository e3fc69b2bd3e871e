"""The shape of the tables that are read from the journal."""

from __future__ import annotations

VERSION = 11
"""Raised whenever a table below changes its shape or its meaning; an older file is folded again."""

_DOSSIER = """
    id integer primary key, dossier text not null unique, code text not null unique, state text not null,
    procedure_code text not null, procedure_name text not null, received_at text not null, due_at text not null,
    due_ground text not null, officer text not null, desk integer not null, channel text not null,
    slip_number text not null, register_volume text not null, register_number integer not null, fee_dong integer,
    fee_state text not null, papers_out integer not null, reprints integer not null,
    service_field text not null, promised_at text not null, finished_at text not null,
    returned_at text not null, outcome text not null, was_overdue integer not null, supplements integer not null,
    pauses integer not null, apologies integer not null, waiting_since text not null, closes_on text not null,
    paused_since text not null, minutes_left integer, holder text not null, shelf text not null,
    results integer not null, results_returned integer not null, calls integer not null,
    emergency_number text not null, version integer not null, sets integer not null, return_way text not null,
    voided_at text not null, known_at text not null, is_imported integer not null, is_online_procedure integer not null,
    is_same_day integer not null, has_slip_on_request integer not null, priority text not null,
    started_at text not null, appointment_at text not null, is_time_unreliable integer not null, saved_minutes integer,
    overdue_cause text not null, responsible_unit text not null, scanned_papers integer not null,
    scanned_results integer not null,
    last_journal text not null, last_number integer not null, held_by text not null
"""
TABLES = (
    f"create table dossier ({_DOSSIER}) strict;\ncreate table foreign_dossier ({_DOSSIER}) strict;\n"
    + """
create index dossier_received on dossier (received_at);
create index dossier_due on dossier (state, promised_at);
create index dossier_emergency on dossier (emergency_number) where emergency_number <> '';
create index dossier_given on dossier (due_ground, due_at) where due_ground <> 'rule';
create index dossier_procedure on dossier (procedure_code, received_at);
create index dossier_open on dossier (received_at) where finished_at = '';
create index dossier_supplemented on dossier (supplements desc) where supplements > 0 and finished_at = '';
create index dossier_waiting on dossier (state, waiting_since) where state = 'supplement_waiting';
create index dossier_paused on dossier (state, paused_since) where state = 'paused';
create index dossier_uncollected on dossier (state, finished_at) where state = 'result_ready';
create index dossier_same_day on dossier (received_at) where is_same_day = 1;
create index dossier_same_day_waiting on dossier (received_at)
    where is_same_day = 1 and appointment_at = '' and returned_at = '' and state in ('processing', 'result_ready');
create index dossier_known on dossier (known_at) where known_at <> received_at;
create index dossier_from_emergency on dossier (received_at) where emergency_number <> '';
create table person (
    id integer primary key, name text not null, personal_id text not null, phone text not null, words text not null
) strict;
create index person_number on person (personal_id) where personal_id <> '';
create table typed_paper (
    id integer not null, seq integer not null, procedure_code text not null, name text not null, primary key (id, seq)
) strict, without rowid;
create index typed_paper_procedure on typed_paper (procedure_code);
create table dossier_span (
    id integer not null, seq integer not null, from_at text not null, until_at text not null, state text not null,
    due_at text not null, promised_at text not null, was_overdue integer not null, primary key (id, seq)
) strict, without rowid;
create table same_day_tally (
    day text not null, saved_minutes integer not null, dossiers integer not null, primary key (day, saved_minutes)
) strict, without rowid;
create table step (
    seq integer primary key, id integer not null, kind text not null, happened_at text not null,
    known_at text not null, actor text not null, approver text not null, is_undone integer not null,
    undone_at text not null
) strict;
create index step_kind on step (kind, happened_at);
create index step_dossier on step (id);
create index step_late_known on step (known_at) where known_at <> happened_at;
create index step_self_approved on step (happened_at)
    where approver <> '' and actor = approver and is_undone = 0;
create table step_draft (
    seq integer primary key, id integer not null, step text not null, actor text not null, drafted_at text not null,
    state text not null
) strict;
create index step_draft_open on step_draft (id) where state = 'open';
create table advice (
    seq integer primary key, kind text not null, number text not null, procedure_code text not null,
    procedure_name text not null, given_at text not null, actor text not null
) strict;
create index advice_given on advice (kind, given_at);
create table online_case (
    seq integer primary key, portal_code text not null unique, procedure_code text not null,
    procedure_name text not null, received_at text not null, noticed_at text not null, act_by text not null,
    state text not null, answered_at text not null
) strict;
create index online_case_waiting on online_case (act_by) where state = 'waiting';
create table paper_out (
    seq integer primary key, id integer not null, kind text not null, reprint integer not null,
    way text not null, sha256 text not null, out_at text not null
) strict;
create index paper_out_dossier on paper_out (id);
create table settings_version (version integer primary key, from_at text not null, record text not null) strict;
create table officer (id text primary key, name text not null, from_at text not null, record text not null) strict;
create table delegation (
    id text primary key, from_on text not null, until_on text not null, record text not null
) strict;
create table logbook (
    seq integer primary key, file_sha256 text not null, name text not null, officer text not null,
    imported_at text not null, record text not null
) strict;
create table typed_figure (
    period text not null, name text not null, value integer not null, typed_at text not null, actor text not null,
    seq integer not null, primary key (period, name, seq)
) strict, without rowid;
create table evaluation_count (
    period text not null, question text not null, scale text not null, answers integer not null,
    counted_at text not null, seq integer not null, primary key (period, question, scale, seq)
) strict, without rowid;
create table report_sent (
    seq integer primary key, report text not null, period text not null, as_of text not null, known_at text not null,
    sent_at text not null, actor text not null, record text not null
) strict;
create table city_question (
    id text primary key, seq integer not null, code text not null, asked_at text not null, answered_at text not null
) strict, without rowid;
create table foreign_settings (
    desk text not null, version integer not null, record text not null, primary key (desk, version)
) strict, without rowid;
create table conflict (
    id integer not null, journal text not null, number integer not null, other_journal text not null,
    other_number integer not null, reason text not null, primary key (id, journal, number)
) strict, without rowid;
create virtual table dossier_words using fts5 (
    words, content='person', content_rowid='id', detail='none', prefix='1 2 3 4 5 6 7', tokenize='unicode61'
);
"""
)
"""Of `foreign_dossier` are the dossiers of other desks: found and worked on here, counted and listed there."""
NAMES = (
    "dossier", "person", "typed_paper", "dossier_span", "same_day_tally", "step", "step_draft", "advice", "online_case",
    "paper_out", "settings_version", "officer", "delegation", "logbook", "typed_figure", "evaluation_count",
    "report_sent", "city_question", "foreign_dossier", "foreign_settings", "conflict", "dossier_words",
)  # fmt: skip
COMPARED, INDEX = NAMES[:-1], NAMES[-1]
"""The tables whose rows `verify` compares, and the index of words, which is asked to check itself."""
