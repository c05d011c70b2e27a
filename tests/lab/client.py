"""Clients for the tests: a bare SSH terminal, netmiko, and what a screen would show."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import asyncssh
import netmiko

from dengbao.lab import Lab
from tests.lab.conftest import PASSWORD, SECRET, USER

_STEP = re.compile(r"\x1b\[(\d*)([A-Za-z])|([\x00-\x1f])|([^\x00-\x1f]+)")
_MORE = rb"(?:-+ ?More ?-+>? ?|---\(more \d+%\)---|lines 1-\S+ ?(?:\(END\))?)(?:\x1b\[27m)?(?:\x1b\[K)?"
_Result = TypeVar("_Result")


def netmiko_session(lab: Lab, host: str, platform: str, **options: object) -> AbstractContextManager[Any]:
    """Log in as netmiko does, strict about host keys."""
    where = lab.hosts[host]
    return netmiko.ConnectHandler(
        device_type=platform,
        host=where.address,
        port=where.port,
        username=USER,
        password=PASSWORD,
        secret=SECRET,
        ssh_strict=True,
        alt_host_keys=True,
        alt_key_file=str(lab.known_hosts),
        **options,
    )


class Terminal:
    """A bare terminal: what comes in is kept, byte for byte."""

    def __init__(self, process: asyncssh.SSHClientProcess[bytes]) -> None:
        self.process = process
        self.seen = self._unread = b""

    def send(self, text: str) -> None:
        self.process.stdin.write(text.encode())

    async def until(self, pattern: bytes, seconds: float = 5) -> bytes:
        """Read to the first place that matches; what is read is handed out and kept."""
        async with asyncio.timeout(seconds):
            while not (found := re.search(pattern, self._unread)):
                piece = await self.process.stdout.read(65536)
                if not piece:
                    raise EOFError(self._unread)
                self._unread += piece
        got, self._unread = self._unread[: found.end()], self._unread[found.end() :]
        self.seen += got
        return got

    async def paged(self, prompt: bytes) -> tuple[bytes, int]:
        """Answer the pager with a space until the prompt comes; the number of its questions comes along."""
        got, pages = b"", 0
        while True:
            piece = await self.until(rb"(?:" + prompt + b"|" + _MORE + b")")
            got += piece
            if not re.search(_MORE + rb"\Z", piece):
                return got, pages
            pages += 1
            self.send("q" if b"(END)" in piece else " ")


def talk(lab: Lab, host: str, act: Callable[[Terminal], Awaitable[_Result]], **options: object) -> _Result:
    """Log in with a terminal and do something."""

    async def run() -> _Result:
        where = lab.hosts[host]
        login = {"username": USER, "password": PASSWORD, "known_hosts": str(lab.known_hosts)} | options
        async with (
            asyncssh.connect(where.address, where.port, client_keys=None, **login) as connection,
            connection.create_process(term_type="vt100", encoding=None) as process,
        ):
            return await act(Terminal(process))

    return asyncio.run(run())


def screen(data: bytes, encoding: str = "utf-8") -> str:
    """Show text as a terminal would: cursor movements, erasures and colours done."""
    lines: list[list[str]] = [[]]
    column = 0
    for count, verb, control, text in _STEP.findall(data.decode(encoding)):
        line = lines[-1]
        if control == "\n":
            lines.append([])
            column = 0
        elif control == "\r":
            column = 0
        elif control == "\b":
            column -= 1
        elif verb == "D":
            column = max(0, column - int(count or 1))
        elif verb == "K":
            del line[column:]
        elif text:
            line.extend(" " * (column - len(line)))
            line[column : column + len(text)] = text
            column += len(text)
    return "\n".join("".join(line).rstrip() for line in lines)


def received(lab: Lab, host: str, event: str = "line") -> list[str]:
    """What a device received."""
    records = [json.loads(line) for line in lab.log.read_text(encoding="utf-8").splitlines()]
    return [record["line"] for record in records if record["host"] == host and record["event"] == event]
