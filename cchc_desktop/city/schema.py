"""The city's tables. Every one of them carries the ward, so that PostgreSQL can spread them (docs/scale.md).

Kept: who is enrolled, packages, entries, personal texts, answers. Folded from the entries: `dossier`, `dossier_span`,
`step`, `conflict`; `refold` makes them anew.
"""

from __future__ import annotations

from cchc_desktop.city.engine import CityDatabase
from cchc_desktop.domain.dossier_row import COLUMNS
from cchc_desktop.store.engine import APPLICATION_ID

VERSION = 1
PARTITIONS = 16
"""Of each large table, by the hash of the ward."""
_OF_NUMBERS = (
    "desk register_number papers_out reprints was_overdue supplements pauses apologies results results_returned calls "
    "version sets is_imported is_online_procedure is_same_day has_slip_on_request is_time_unreliable scanned_papers "
    "scanned_results last_number fee_dong minutes_left saved_minutes is_foreign"
)
_NUMBERS = frozenset(_OF_NUMBERS.split())
_MAY_BE_EMPTY = frozenset(("fee_dong", "minutes_left", "saved_minutes"))

_KEPT = """
create table city_state (name text primary key, value text not null);
create table ward (
    ward text primary key, name text not null, ward_key text not null, ward_sign_key text not null,
    enrolled_at text not null, successor text not null, successor_on text not null
);
create table desk (
    ward text not null, desk bigint not null, generation bigint not null, no bigint not null unique,
    state text not null, enrolled_at text not null, last_number bigint not null, head text not null,
    manifest_sha256 text not null, primary key (ward, desk, generation)
);
create table desk_key (
    ward text not null, desk bigint not null, generation bigint not null, desk_key text not null, state text not null,
    since text not null, primary key (ward, desk, generation, desk_key)
);
create table waiting_card (
    ward text not null, desk bigint not null, generation bigint not null, card text not null, came_at text not null,
    primary key (ward, desk, generation, card)
);
create table package (
    ward text not null, desk bigint not null, generation bigint not null, day text not null, part bigint not null,
    manifest_sha256 text not null, file_sha256 text not null, state text not null, first bigint not null,
    last bigint not null, counts text not null, totals text not null, taken_at text not null,
    primary key (ward, desk, generation, day, part)
);
create index package_next on package (ward, desk, generation, first);
create table arrival (
    file_sha256 text primary key, ward text not null, desk bigint not null, generation bigint not null,
    day text not null, part bigint not null, verdict text not null, cause text not null, answer text not null,
    at text not null
);
create table alarm (
    ward text not null, desk bigint not null, generation bigint not null, day text not null, part bigint not null,
    kind text not null, file_sha256 text not null, at text not null, primary key (ward, kind, file_sha256)
);
create table question (
    ward text not null, id text not null, desk bigint not null, generation bigint not null, code text not null,
    text text not null, asked_at text not null, asked_by text not null, answered_at text not null,
    answer text not null, primary key (ward, id)
);
create table city_user (
    name text primary key, password_hash text not null, failures bigint not null, wait_until text not null
);
create table session (token_hash text primary key, name text not null, until text not null);
create table year_pack (number bigint primary key, file_sha256 text not null, made_at text not null);
"""
_LARGE = (
    (
        "entry",
        """ward text not null, journal text not null, number bigint not null, dossier text not null,
           kind text not null, state text not null, hash text not null, text text not null""",
        "ward, journal, number",
    ),
    (
        "personal",
        """ward text not null, journal text not null, number bigint not null, field text not null,
           salt text not null, text text not null""",
        "ward, journal, number, field",
    ),
)


def dossier_columns() -> tuple[str, ...]:
    """Return the columns of a dossier's row at the city."""
    return ("ward", "id", "dossier", "code", *COLUMNS)


_DOSSIER = ", ".join(
    f"{name} {'bigint' if name in _NUMBERS else 'text'}{'' if name in _MAY_BE_EMPTY else ' not null'}"
    for name in COLUMNS
)
_FOLDED = (
    (
        "dossier",
        f"ward text not null, id bigint not null, dossier text not null, code text not null, {_DOSSIER}",
        "ward, id",
    ),
    (
        "dossier_span",
        """ward text not null, id bigint not null, seq bigint not null, from_at text not null, until_at text not null,
           state text not null, due_at text not null, promised_at text not null, was_overdue bigint not null""",
        "ward, id, seq",
    ),
    (
        "step",
        """ward text not null, seq bigint not null, id bigint not null, kind text not null, happened_at text not null,
           known_at text not null, actor text not null, approver text not null, is_undone bigint not null,
           undone_at text not null""",
        "ward, id, seq",
    ),
    (
        "conflict",
        """ward text not null, id bigint not null, journal text not null, number bigint not null,
           other_journal text not null, other_number bigint not null, reason text not null""",
        "ward, id, journal, number",
    ),
)
FOLDED = tuple(name for name, _columns, _key in _FOLDED)
_INDEXES = """
create index entry_dossier on entry (ward, dossier);
create index entry_held on entry (ward, state) where state <> '';
create index dossier_code on dossier (ward, code);
create index dossier_received on dossier (ward, received_at);
create index dossier_open on dossier (received_at) where finished_at = '';
create index step_kind on step (kind, happened_at);
"""


def create(db: CityDatabase) -> None:
    """Make the tables where there are none; the caller owns the transaction."""
    if not db.is_postgres:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
    for statement in _KEPT.split(";\n"):
        if statement.strip():
            _make(db, statement)
    for name, columns, key in (*_LARGE, *_FOLDED):
        _make_large(db, name, columns, key)
    for statement in _INDEXES.split(";\n"):
        if statement.strip():
            _make(db, statement)
    db.execute("insert into city_state values ('version', ?)", (str(VERSION),))


def exists(db: CityDatabase) -> bool:
    """Return whether the tables were made."""
    sql = (
        "select to_regclass('city_state')"
        if db.is_postgres
        else "select name from sqlite_master where name = 'city_state'"
    )
    return db.value(sql) is not None


def _make_large(db: CityDatabase, name: str, columns: str, key: str) -> None:
    spread = " partition by hash (ward)" if db.is_postgres else ""
    _make(db, f"create table {name} ({columns}, primary key ({key})){spread}")
    if db.is_postgres:
        for part in range(PARTITIONS):
            values = f"for values with (modulus {PARTITIONS}, remainder {part})"
            db.execute(f"create table {name}_{part} partition of {name} {values}")


def _make(db: CityDatabase, statement: str) -> None:
    """Run a statement of the schema; PostgreSQL compares texts by their bytes, as SQLite does."""
    if db.is_postgres and statement.strip().startswith("create table"):
        statement = statement.replace(" text not null", ' text collate "C" not null').replace(
            " text primary key", ' text collate "C" primary key'
        )
    db.execute(statement)
