"""A Linux host of the lab: it takes the collector on standard input, and answers with its own document."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import asyncssh

from dengbao.lab.device import Device

COMMAND = "sh -s"
FILE = "linux.json"
_TAKEN = re.compile(r'"started": "(\d{4}-\d{2}-\d{2})T')
_CHANGED = re.compile(r'(?m)^("[\w.-]+:[^:"]*:)(\d{5})(?=(?::\d*){5}:")')  # shadow: days since 1970
_LOGIN = re.compile(r"\b\w{3} \w{3} [ \d]\d (\d\d:\d\d:\d\d \+0000) \d{4}")
_INSTALLED = re.compile(r'(?m)^"(\d{10})(?= )')
_BUILT = re.compile(r"(?<=ClamAV-VDB:)\d{1,2} \w{3} \d{4}")
_DAY_SECONDS = 86400


def answer(device: Device, today: date | None = None) -> str:
    """Give a host's document as it would be today.

    It was taken on the day that ``started`` says; passwords, logins, packages and definitions stay as old as they were
    then, so that a lab that is served years later shows the same ages.
    """
    text = (device.folder / FILE).read_text(encoding="utf-8")
    taken = date.fromisoformat(_TAKEN.findall(text)[0])
    later = (today or datetime.now(UTC).date()) - taken

    def login(match: re.Match[str]) -> str:
        words = match[0].split()
        moved = _day(" ".join((words[2], words[1], words[5])), later)
        return f"{moved:%a %b} {moved.day:2} {match[1]} {moved.year}"

    text = _CHANGED.sub(lambda match: f"{match[1]}{int(match[2]) + later.days}", text)
    text = _LOGIN.sub(login, text)
    text = _INSTALLED.sub(lambda match: f'"{int(match[1]) + later.days * _DAY_SECONDS}', text)
    text = _BUILT.sub(lambda match: f"{_day(match[0], later):%d %b %Y}", text)
    return text.replace(f'"{taken}T', f'"{taken + later}T')


def _day(text: str, later: timedelta) -> date:
    return datetime.strptime(text, "%d %b %Y").replace(tzinfo=UTC).date() + later


class LinuxSession(asyncssh.SSHServerSession[bytes]):
    """One channel: a script that is run, or a refusal that leaves a trace."""

    def __init__(self, device: Device, note: Callable[[str, str], None], abort: Callable[[], None]) -> None:
        """Take the host, its journal, and what breaks the whole connection off."""
        self._device, self._note, self._abort = device, note, abort
        self._script = bytearray()
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Keep the channel."""
        self._channel = chan

    def exec_requested(self, command: str) -> bool:
        """Take the one command that the collector is sent by; everything else is refused."""
        taken = command == COMMAND
        self._note("line" if taken else "request", command if taken else f"exec {command}")
        return taken

    def subsystem_requested(self, subsystem: str) -> bool:
        """Refuse a subsystem such as sftp, and keep its name."""
        self._note("request", f"subsystem {subsystem}")
        return False

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:  # noqa: ARG002
        """Collect the script."""
        self._script += data

    def eof_received(self) -> bool:
        """Run the script, as far as the lab goes: note its reads, and print the document."""
        self._task = asyncio.create_task(self._run())
        return True

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """End with the client."""
        if self._task:
            self._task.cancel()

    async def _run(self) -> None:
        for line in self._script.decode("ascii", "replace").splitlines():
            if line.startswith("take "):
                self._note("line", shlex.split(line)[-1])
        faults = self._device.faults
        if faults.hang:
            return
        await asyncio.sleep(faults.latency)
        printed = answer(self._device).encode(faults.encoding, "replace")
        self._channel.write(printed[: faults.cut_after or None])
        if faults.cut_after and faults.cut_connection:
            self._abort()
        elif faults.cut_after:
            self._channel.close()
        else:
            self._channel.exit(0)
