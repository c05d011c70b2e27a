"""The proof of what was sent: every line that any device received, as JSON lines."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TextIO


class Journal:
    """Appends one record a line: ``time``, ``host``, ``session``, ``event``, ``mode`` and ``line``.

    ``event`` is ``login`` (``line`` is the user, ``accepted`` the outcome), ``line`` (typed into a shell), ``key``
    (pressed at the pager), ``password`` (a line typed at a password prompt; its text is never kept), or ``request``
    (anything asked of SSH itself other than a shell: a command to run, a subsystem such as sftp).
    ``mode`` is ``user``, ``privileged`` (also where a platform knows no enable) or ``config``.
    """

    def __init__(self, path: Path) -> None:
        """Open the file for appending, readable by its owner only."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._file: TextIO = os.fdopen(handle, "w", encoding="utf-8", buffering=1)

    def write(self, host: str, session: int, event: str, line: str, **more: str | bool) -> None:
        """Add one record."""
        record = {"time": round(time.time(), 3), "host": host, "session": session, "event": event, "line": line, **more}
        self._file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()
