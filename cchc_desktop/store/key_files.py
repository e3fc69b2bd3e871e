"""Keys of a desk, each in a file of its own in the desk's folder that only its user reads. Never in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.store.attachments import write_whole

KEYS = "keys"


def write(folder: Path, name: str, record: Mapping[str, Any]) -> None:
    """Keep a record under a name, whole or not at all, readable by nobody else.

    Raises:
        DiskFull, FolderReadOnly: It could not be written; what was there before is untouched.
    """
    write_whole(json.dumps(dict(record), ensure_ascii=False, indent=1).encode(), folder / KEYS / name)


def read(folder: Path, name: str) -> dict[str, Any] | None:
    """Return a record; ``None`` where there is none.

    Raises:
        DatabaseDamaged: There is one and it cannot be read.
    """
    path = folder / KEYS / name
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise errors.DatabaseDamaged(file=path.name) from error
    if not isinstance(found, dict):
        raise errors.DatabaseDamaged(file=path.name)
    return found
