"""Officials, their PINs, who stands in for whom, and who approves."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from secrets import choice

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.people import (
    CODE_GROUP_LENGTH,
    CODE_GROUPS,
    CODE_SIGNS,
    RECOVERY,
    Delegation,
    Official,
    Role,
    pin_faults,
    plain_code,
)
from cchc_desktop.rules import approvals
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.people_checks import known_roles, official_faults, refuse, refuse_all, text_faults
from cchc_desktop.services.pin_tries import PinTries
from cchc_desktop.services.recording import OFFICER, Recorder
from cchc_desktop.store import local, records, secrets
from cchc_desktop.store.engine import Database
from cchc_desktop.store.secrets import Hashing
from cchc_desktop.store.transaction import writing
from cchc_desktop.text import nfc

_HASHING = Hashing()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A step was approved: by whom, and by what right."""

    approver: Official
    is_self: bool
    """"Tự duyệt": the unit's only official drafted it too; listed for the city."""
    delegation: Delegation | None = None
    """By which a deputy approved; ``None`` for a leader."""


class PeopleDesk:
    """The desk's officials. Writes its own transactions: nothing of it is called inside another one."""

    def __init__(
        self, db: Database, state: DeskState, recorder: Recorder, clock: Clock, *, hashing: Hashing = _HASHING
    ) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._hashing = hashing
        self._tries = PinTries(db, recorder, clock, hashing)

    # --- officials ----------------------------------------------------------------------------

    def officials(self) -> tuple[Official, ...]:
        """Return everybody who was ever named at this desk, in the order they were first named."""
        found = (Official.from_record(record) for record in records.officer_records(self._db).values())
        return tuple(sorted(found, key=lambda one: (len(one.id), one.id)))

    def official(self, officer: str) -> Official:
        """Return one official; raise `FormIncomplete` (officer: unknown) where there is none."""
        return self._known(officer, "officer")

    def name_official(
        self, name: str, roles: Iterable[Role | str] = (Role.CLERK,), title: str = "", capacity: str = ""
    ) -> Official:
        """Record a new official; only an administrator does that.

        Raises:
            FormIncomplete: officer_name (missing, wrong_encoding, same_name), roles (missing, unknown), title and
                capacity (wrong_encoding), by (not_administrator); nothing was saved.
        """
        self._need_administrator(self._recorder.actor)
        new = Official(
            id=f"u{len(self.officials()) + 1}",
            name=nfc(name),
            roles=known_roles(roles),
            title=nfc(title),
            capacity=nfc(capacity),
        )
        self._write(new)
        return new

    def change_official(
        self,
        officer: str,
        *,
        name: str | None = None,
        roles: Iterable[Role | str] | None = None,
        title: str | None = None,
        capacity: str | None = None,
        is_active: bool | None = None,
    ) -> Official:
        """Record what changed of an official; what is not given stays, and where nothing differs nothing is written.

        Raises:
            FormIncomplete: As `name_official`; roles or is_active (last_administrator), is_active (working_now).
        """
        self._need_administrator(self._recorder.actor)
        was = self.official(officer)
        changed = dataclasses.replace(
            was,
            name=was.name if name is None else nfc(name),
            roles=was.roles if roles is None else known_roles(roles),
            title=was.title if title is None else nfc(title),
            capacity=was.capacity if capacity is None else nfc(capacity),
            is_active=was.is_active if is_active is None else is_active,
        )
        if was.is_administrator and not changed.is_administrator and self._is_last_administrator(officer):
            refuse("roles" if changed.is_active else "is_active", "last_administrator")
        if was.is_active and not changed.is_active and officer == self._recorder.actor:
            refuse("is_active", "working_now")
        if changed != was:
            self._write(changed)
        return changed

    def deactivate(self, officer: str) -> Official:
        """Record that an official no longer works here; what was signed stays, and so does the name.

        Raises:
            FormIncomplete: See `change_official`.
        """
        return self.change_official(officer, is_active=False)

    def switch_to(self, officer: str, pin: str = "") -> Official:
        """Let the following entries be this official's, after the program ended as well.

        Raises:
            FormIncomplete, PinWrong, PinWait: See `check_entry`; somebody else goes on working.
        """
        found = self.check_entry(officer, pin)
        with writing(self._db):
            local.keep_note(self._db, OFFICER, officer)
        self._recorder.actor = officer
        return found

    def check_entry(self, officer: str, pin: str) -> Official:
        """Return the official, where whoever typed ``pin`` may work under that name.

        Who has a PIN is always asked for it. Who has none is entered without only while the desk asks for no PINs:
        else anybody could enter a leader who has none yet, and make up the PIN that approves.

        Raises:
            FormIncomplete: officer (unknown, inactive, first_pin), pin (missing).
            PinWrong, PinWait: The name stays closed.
        """
        found = self._active(officer, "officer")
        if self.has_pin(officer):
            self.check_pin(officer, pin)
        elif officer != self._recorder.actor and self.asks_for_pins():
            refuse("officer", "first_pin")
        return found

    # --- PINs ---------------------------------------------------------------------------------

    def asks_for_pins(self) -> bool:
        """Return whether nobody is entered without a PIN: so it is from an administrator's first one on.

        An administrator who has a PIN can always be entered to give the others theirs, so nobody is shut out for good.
        """
        return any(one.is_administrator and self.has_pin(one.id) for one in self.officials())

    def may_set_own_pin(self, officer: str) -> bool:
        """Return whether an official needs nobody's help: to change the own PIN, or to set the desk's first one."""
        return self.has_pin(officer) or (self.official(officer).is_administrator and not self.asks_for_pins())

    def has_pin(self, officer: str) -> bool:
        """Return whether this official is asked for a PIN."""
        return secrets.find(self._db, officer) is not None

    def set_pin(self, officer: str, pin: str, by: str, *, old: str = "") -> None:
        """Give an official a PIN: the first one with an administrator at the desk, later ones by one's own hand.

        The desk's first PIN is an administrator's own. A PIN that stands is changed only by who knows it (``old``);
        a forgotten one is reset first.

        Raises:
            FormIncomplete: pin (missing, pin_not_digits, pin_too_short, pin_too_long, pin_all_same, pin_in_order,
                pin_stands, first_pin, administrator_first), old_pin (missing), officer (unknown, inactive), by
                (not_administrator, not_at_desk).
            PinWrong, PinWait: The old one was wrong.
        """
        refuse_all(pin_faults(pin))
        self._active(officer, "officer")
        if self.has_pin(officer):
            self._check_old_pin(officer, by, old)
        else:
            self._check_first_pin(officer, by)
        pin_hash = self._hashing.hashed(pin)
        with self._recorder.recording() as record:
            record.add(EntryKind.PIN_SET, {"officer": officer, "by": by})
            secrets.keep(self._db, officer, pin_hash, record.now)

    def check_pin(self, officer: str, pin: str) -> None:
        """Return where ``pin`` is this official's; a right one makes the wrong ones before it forgotten.

        Raises:
            PinMissing: The official has none.
            FormIncomplete: pin (missing); not counted as a try.
            PinWrong: The try was counted and entered.
            PinWait: Too many wrong ones; this one was not looked at, or was the last of them.
        """
        if not self.has_pin(officer):
            raise errors.PinMissing(officer=officer)
        if not pin:
            refuse("pin", "missing")
        self._tries.judge(officer, pin, errors.PinWrong)

    def reset_pin(self, officer: str, by: str) -> None:
        """Forget an official's PIN at an administrator's hand, where the official types a new one (`set_pin`).

        Raises:
            FormIncomplete: officer (unknown), by (not_administrator, not_at_desk, own_pin: an administrator's own is
                changed with the old one, or by the sealed code).
        """
        self._known(officer, "officer")
        self._need_administrator(by)
        if by == officer:
            refuse("by", "own_pin")
        if not self.has_pin(officer):
            return
        with self._recorder.recording() as record:
            record.add(EntryKind.PIN_FORGOTTEN, {"officer": officer, "by": by})
            secrets.drop(self._db, officer)

    def has_recovery_code(self) -> bool:
        """Return whether a sealed code was made and is not used up."""
        return secrets.find(self._db, RECOVERY) is not None

    def make_recovery_code(self, by: str) -> str:
        """Return a new sealed code, shown this once; the one before is no good any more.

        Its making is entered as a PIN set for "recovery".

        Raises:
            FormIncomplete: by (not_administrator, not_at_desk).
        """
        self._need_administrator(by)
        groups = ["".join(choice(CODE_SIGNS) for _ in range(CODE_GROUP_LENGTH)) for _ in range(CODE_GROUPS)]
        pin_hash = self._hashing.hashed("".join(groups))
        with self._recorder.recording() as record:
            record.add(EntryKind.PIN_SET, {"officer": RECOVERY, "by": by})
            secrets.keep(self._db, RECOVERY, pin_hash, record.now)
        return "-".join(groups)

    def use_recovery(self, code: str, officer: str, new_pin: str) -> None:
        """Give an administrator a new PIN by the sealed code, which is used up.

        Raises:
            FormIncomplete: pin (see `set_pin`), officer (unknown, inactive, not_administrator), recovery_code (missing,
                no_recovery_code); the code is still good.
            RecoveryCodeWrong, PinWait: As with a PIN.
        """
        refuse_all(pin_faults(new_pin))
        if not self._active(officer, "officer").is_administrator:
            refuse("officer", "not_administrator")
        if not self.has_recovery_code():
            refuse("recovery_code", "no_recovery_code")
        if not plain_code(code):
            refuse("recovery_code", "missing")
        self._tries.judge(RECOVERY, plain_code(code), errors.RecoveryCodeWrong)
        pin_hash = self._hashing.hashed(new_pin)
        with self._recorder.recording() as record:
            record.add(EntryKind.PIN_FORGOTTEN, {"officer": officer})
            record.add(EntryKind.PIN_SET, {"officer": officer, "by": RECOVERY})
            secrets.keep(self._db, officer, pin_hash, record.now)
            secrets.drop(self._db, RECOVERY)

    # --- approving ----------------------------------------------------------------------------

    def approvers(self) -> tuple[Official, ...]:
        """Return who may approve today."""
        return approvals.approvers(self.officials(), self.delegations(), self._clock.now().date())

    def approve_as(self, approver: str, pin: str, drafter: str) -> Approval:
        """Return the approval of a draft, where ``approver`` may give it and knows the PIN.

        Raises:
            FormIncomplete: approver (unknown, inactive, own_draft, no_right, delegation_over), pin (missing).
            PinMissing: The approver has no PIN yet; only a unit's only official approves without.
            PinWrong, PinWait: Not approved.
        """
        officials, delegations = self.officials(), self.delegations()
        today, desks = self._clock.now().date(), self._state.settings.desk_count
        faults = approvals.approval_faults(
            drafter=drafter, approver=approver, officials=officials, delegations=delegations, day=today, desks=desks
        )
        refuse_all(faults)
        is_self = approvals.is_self_approved(drafter=drafter, approver=approver, officials=officials, desks=desks)
        if self.has_pin(approver) or not is_self:
            self.check_pin(approver, pin)
        found = self.official(approver)
        by = next((one for one in delegations if one.deputy == approver and one.is_in_force(today)), None)
        return Approval(approver=found, is_self=is_self, delegation=None if is_self or found.is_leader else by)

    def delegations(self) -> tuple[Delegation, ...]:
        """Return the delegations that were not ended, those of other days included."""
        return tuple(Delegation.from_record(record) for record in records.delegations(self._db))

    def delegate(self, leader: str, deputy: str, from_on: date, until_on: date, decision: str) -> Delegation:
        """Record that a deputy approves in a leader's place on certain days.

        Raises:
            FormIncomplete: leader (unknown, inactive, not_leader), deputy (unknown, inactive, same_person), until_on
                (ends_before_start), decision (missing, wrong_encoding), by (not_administrator, nor the leader).
        """
        if self._recorder.actor != leader:
            self._need_administrator(self._recorder.actor)
        faults = approvals.delegation_faults(
            leader=leader, deputy=deputy, from_on=from_on, until_on=until_on, officials=self.officials()
        )
        refuse_all((*faults, *text_faults("decision", nfc(decision), is_needed=True)))
        with self._recorder.recording() as record:
            given = Delegation(
                id=f"d{records.delegations_given(self._db) + 1}",
                leader=leader,
                deputy=deputy,
                from_on=from_on,
                until_on=until_on,
                decision=nfc(decision),
            )
            record.add(EntryKind.DELEGATION_GIVEN, given.to_record())
        return given

    def end_delegation(self, delegation: str) -> None:
        """Record that a delegation ends now.

        Raises:
            FormIncomplete: delegation (unknown: never given, or ended), by (not_administrator, nor the leader).
        """
        found = next((one for one in self.delegations() if one.id == delegation), None)
        if found is None:
            refuse("delegation", "unknown")
        if self._recorder.actor != found.leader:
            self._need_administrator(self._recorder.actor)
        with self._recorder.recording() as record:
            record.add(EntryKind.DELEGATION_ENDED, {"id": delegation})

    # --- inside -------------------------------------------------------------------------------

    def _write(self, official: Official) -> None:
        refuse_all(official_faults(official, self.officials()))
        with self._recorder.recording() as record:
            record.add(EntryKind.OFFICER_NAMED, official.to_record())
        self._state.reload()

    def _known(self, officer: str, field: str) -> Official:
        record = records.officer_records(self._db).get(officer)
        if record is None:
            refuse(field, "unknown")
        return Official.from_record(record)

    def _active(self, officer: str, field: str) -> Official:
        found = self._known(officer, field)
        if not found.is_active:
            refuse(field, "inactive")
        return found

    def _need_administrator(self, by: str) -> None:
        """Refuse whoever is no administrator, or is not the one who works at the desk now."""
        if not self._known(by, "by").is_administrator:
            refuse("by", "not_administrator")
        if by != self._recorder.actor:
            refuse("by", "not_at_desk")

    def _check_old_pin(self, officer: str, by: str, old: str) -> None:
        if by != officer:
            self._need_administrator(by)
            refuse("pin", "pin_stands")
        if not old:
            refuse("old_pin", "missing")
        self.check_pin(officer, old)

    def _check_first_pin(self, officer: str, by: str) -> None:
        if by == officer and not self.may_set_own_pin(officer):
            refuse("pin", "first_pin")
        self._need_administrator(by)
        if by != officer and not self.has_pin(by):
            refuse("pin", "administrator_first")  # without it anybody enters the administrator, and gives PINs

    def _is_last_administrator(self, officer: str) -> bool:
        """Return whether no other administrator is left; where this one has a PIN, none who has one too."""
        others = [one for one in self.officials() if one.is_administrator and one.id != officer]
        return not any(self.has_pin(one.id) or not self.has_pin(officer) for one in others)
