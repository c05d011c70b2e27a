"""The device's side of a terminal: keys in, bytes out."""

from __future__ import annotations

import asyncio
from typing import Protocol

CR, LF, BACKSPACE, DELETE, CTRL_C, CTRL_Z = 13, 10, 8, 127, 3, 26
_SPLIT_PAUSE = 0.0005  # long enough for a client to read one piece before the next comes


class CutOff(Exception):  # noqa: N818  # a state of the line, not a mistake
    """The session was cut off on purpose."""


class Channel(Protocol):
    """The part of an SSH channel that a terminal writes to."""

    def write(self, data: bytes) -> None:
        """Send bytes to the client."""


class Terminal:
    """Reads lines as a device's line editor does, and writes with the device's faults.

    A line is echoed when the device reads it, not when its bytes arrive: a command that was typed ahead shows up after
    the prompt that it answers. Echoing at once made clients learn a doubled prompt on a busy machine.
    """

    def __init__(self, channel: Channel, *, encoding: str, chunk: int, echo_early: bool) -> None:
        """Take the channel and the way in which the device writes to it."""
        self._channel, self._encoding, self._chunk, self._echo_early = channel, encoding, chunk, echo_early
        self._input = bytearray()
        self._arrived = asyncio.Event()
        self._after_cr = False
        self._quiet = False

    def feed(self, data: bytes) -> None:
        """Take what the client sent."""
        if self._echo_early and not self._quiet:
            self._channel.write(data.replace(b"\r", b"").replace(b"\n", b"\r\n"))
        self._input += data
        self._arrived.set()

    async def key(self) -> int:
        """Wait for the next key; it is not echoed."""
        self._quiet = True
        while not self._input:
            await self._more()
        self._quiet = False
        return self._input.pop(0)

    async def line(self, *, echo: bool = True) -> str:
        """Wait for a line, echoing what is read unless it is a password."""
        self._quiet = not echo
        typed = bytearray()
        done = False
        while not done:
            while not self._input:
                await self._more()
            shown = bytearray()
            while self._input and not done:
                done = self._edit(self._input.pop(0), typed, shown)
            if done:
                shown = (shown if echo else bytearray()) + b"\r\n"
            if not self._echo_early and (echo or done):
                self._channel.write(bytes(shown))
        self._quiet = False
        return typed.decode(self._encoding, "replace")

    async def _more(self) -> None:
        """Wait until the client sends something."""
        self._arrived.clear()
        await self._arrived.wait()

    def _edit(self, key: int, typed: bytearray, shown: bytearray) -> bool:
        """Let one key act on the line, and say whether it ends it."""
        after_cr, self._after_cr = self._after_cr, key == CR
        if key == LF and after_cr:
            return False
        if key in (CR, LF):
            return True
        if key in (CTRL_C, CTRL_Z):
            typed.clear()
            return True
        if key not in (BACKSPACE, DELETE):
            typed.append(key)
            shown.append(key)
        elif typed:
            typed.pop()
            shown += b"\b \b"
        return False

    async def text(self, text: str) -> None:
        """Print text in the device's encoding; a newline goes out as CR LF."""
        await self.bytes(text.encode(self._encoding, "replace"))

    async def bytes(self, data: bytes) -> None:
        """Print bytes as they are, but for the line ends."""
        data = data.replace(b"\n", b"\r\n")
        if not self._chunk:
            if data:
                self._channel.write(data)
            return
        for start in range(0, len(data), self._chunk):
            self._channel.write(data[start : start + self._chunk])
            await asyncio.sleep(_SPLIT_PAUSE)
