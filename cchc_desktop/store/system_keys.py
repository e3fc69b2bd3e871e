"""The system's own store of secrets (Secret Service, KWallet, Windows Credential Manager, Keychain), where one answers.

It may be missing, locked, or wait for a password that nobody types; it is asked on a thread of its own, and after a few
seconds the answer counts as none, so that no desk ever waits for it.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from cchc_desktop import errors

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "cchc-desktop"
PATIENCE_SECONDS = 4.0

Find = Callable[[], "KeyringBackend"]


class SystemKeys:
    """Secrets under names, kept by the system for its user."""

    def __init__(self, find: Find | None = None, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Take what finds the store; without it the one is used that `keyring` finds best on this machine."""
        self._find = find or _best
        self._patience = patience_seconds

    def read(self, name: str) -> str | None:
        """Return a secret; ``None`` where there is none.

        Raises:
            KeyStoreSilent: There is no store, it is locked, or it did not answer in time.
        """
        return self._asked(lambda store: store.get_password(SERVICE, name))

    def write(self, name: str, secret: str) -> None:
        """Keep a secret; when this returns, the store gave it back as it was.

        Raises:
            KeyStoreSilent: As `read`; nothing may be taken as kept.
        """
        self._asked(lambda store: store.set_password(SERVICE, name, secret))
        if self.read(name) != secret:
            raise errors.KeyStoreSilent(cause="not_kept")

    def drop(self, name: str) -> None:
        """Forget a secret.

        Raises:
            KeyStoreSilent: As `read`.
        """
        self._asked(lambda store: store.delete_password(SERVICE, name))

    def _asked(self, ask: Callable[[KeyringBackend], str | None]) -> str | None:
        answers: queue.Queue[tuple[str | None, str]] = queue.Queue()

        def work() -> None:
            try:
                answers.put((ask(self._find()), ""))
            except Exception as error:  # noqa: BLE001 - every store fails in errors of its own library
                answers.put((None, type(error).__name__))

        # A daemon: one that waits for a password for ever does not keep the program from ending.
        threading.Thread(target=work, name="key-store", daemon=True).start()
        try:
            found, failure = answers.get(timeout=self._patience)
        except queue.Empty:
            raise errors.KeyStoreSilent(cause="no_answer") from None
        if failure:
            raise errors.KeyStoreSilent(cause=failure)
        return found


def _best() -> KeyringBackend:
    import keyring  # only a desk that keeps its keys there pays for it

    return keyring.get_keyring()
