"""The process that a lab belongs to: whose end is the lab's end."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

_START_TIME = 19  # field 22 of /proc/PID/stat, counted from the one after the name


@dataclass(frozen=True, slots=True)
class Process:
    """A process, told apart from later ones that get the same number.

    Attributes:
        pid: its number.
        started: when it started, in clock ticks since boot (proc(5), field 22 of ``stat``).
    """

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> Process:
        """Look at a running process.

        Raises:
            ProcessLookupError: when there is none of that number.
        """
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except FileNotFoundError as error:
            raise ProcessLookupError(pid) from error
        return cls(pid, int(fields[_START_TIME]))

    def open(self) -> int | None:
        """Get a descriptor that becomes readable when the process ends; None when it has ended."""
        try:
            handle = os.pidfd_open(self.pid)
        except ProcessLookupError:
            return None
        with contextlib.suppress(ProcessLookupError):
            if Process.of(self.pid) == self:
                return handle
        os.close(handle)
        return None
