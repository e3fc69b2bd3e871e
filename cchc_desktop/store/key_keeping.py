"""Where a desk's private keys lie: each in a file that only its user reads, or in the system's own store of secrets.

A record in the system's store leaves a file behind that says so; whoever reads a record need not know where it lies.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.store import key_files
from cchc_desktop.store.system_keys import SystemKeys

_KEPT_BY = "kept_by"
_SYSTEM = "system"


class KeyKeeping:
    """The private keys of one desk's folder."""

    def __init__(self, folder: Path, folder_id: str, system: SystemKeys) -> None:
        """Take the folder, its id (two folders of one user do not meet in the system's store) and that store."""
        self._folder = folder
        self._folder_id = folder_id
        self._system = system

    def read(self, name: str) -> dict[str, Any] | None:
        """Return a record; ``None`` where there is none.

        Raises:
            KeyStoreSilent: It lies in the system's store, which does not answer or has lost it.
            DatabaseDamaged: Its file cannot be read.
        """
        found = key_files.read(self._folder, name)
        if found is None or found.get(_KEPT_BY) != _SYSTEM:
            return found
        secret = self._system.read(self._secret(name))
        if secret is None:
            raise errors.KeyStoreSilent(cause="key_missing")
        return dict(json.loads(secret))

    def write(self, name: str, record: Mapping[str, Any]) -> None:
        """Keep a record where the desk's keys lie.

        Raises:
            KeyStoreSilent, DiskFull, FolderReadOnly: It was not kept; what was there before is untouched.
        """
        if self.is_by_system:
            self._to_system(name, record)
        else:
            key_files.write(self._folder, name, record)

    @property
    def is_by_system(self) -> bool:
        """Return whether the desk's keys lie in the system's store."""
        return any((key_files.read(self._folder, name) or {}).get(_KEPT_BY) == _SYSTEM for name in self.names())

    def names(self) -> list[str]:
        """Return the names of all records, sorted."""
        return sorted(path.name for path in (self._folder / key_files.KEYS).glob("*.json"))

    def move_to_system(self, names: list[str]) -> None:
        """Move records from their files into the system's store.

        Raises:
            KeyStoreSilent: It does not keep them; those that were not moved yet are still in their files.
        """
        for name in names:
            record = self.read(name)
            if record is not None:
                self._to_system(name, record)

    def move_to_files(self, names: list[str]) -> None:
        """Move records from the system's store into files; a store that does not forget them does no harm.

        Raises:
            KeyStoreSilent: It does not give them; nothing is lost by it.
        """
        for name in names:
            record = self.read(name)
            if record is None or key_files.read(self._folder, name) == record:
                continue
            key_files.write(self._folder, name, record)
            try:
                self._system.drop(self._secret(name))
            except errors.KeyStoreSilent:
                continue

    def _to_system(self, name: str, record: Mapping[str, Any]) -> None:
        # First there, then the file: a kill in between leaves the key in both places, never in none.
        self._system.write(self._secret(name), json.dumps(dict(record), ensure_ascii=False, sort_keys=True))
        key_files.write(self._folder, name, {_KEPT_BY: _SYSTEM})

    def _secret(self, name: str) -> str:
        return f"{self._folder_id}/{name}"
