"""Reads what a device prints until its prompt is back; turns pages on the way, and notices a closed channel at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import paramiko

_MORE = re.compile(r"(?:-{2,} ?\(?more(?: \d+%)?\)? ?-{2,}>?|lines \d+-\d+) *\Z", re.IGNORECASE)
_LESS_END = re.compile(r"\(END\) *\Z")
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00\x07]")
_SETTLE_SECONDS = 0.01
"""How long nothing must come after a prompt before it counts as one: a prompt's text can stand inside an output."""

_PIECE = 65536


class CutOff(Exception):  # noqa: N818 - what the device did
    """The device closed the channel; ``received`` is what came before."""

    def __init__(self, received: bytes) -> None:
        """Keep what came."""
        super().__init__()
        self.received = received


class Silent(Exception):  # noqa: N818 - what the device did
    """Nothing came for too long, or output went on beyond all measure; ``received`` is what came before."""

    def __init__(self, received: bytes, seconds: float) -> None:
        """Keep what came, and how long was waited."""
        super().__init__()
        self.received, self.seconds = received, seconds


class Reader:
    """Reads one channel."""

    def __init__(self, channel: paramiko.Channel, press: Callable[[str], None]) -> None:
        """Take the channel, and what presses a key at the pager (it passes the guard)."""
        self._channel, self._press = channel, press

    def until(self, done: Callable[[str], bool], *, silence: float, total: float) -> bytes:
        """Read until the last line shows that the device waits.

        Args:
            done: is asked about the last line, without colours and blanks around it.
            silence: seconds without a byte after which to give up.
            total: seconds after which to give up, whatever comes.

        Returns:
            Every byte that came, pager stops included.

        Raises:
            CutOff: the device closed the channel.
            Silent: it fell silent, or did not end.
        """
        got = bytearray()
        turned = 0  # everything before it was answered already
        deadline = time.monotonic() + total
        while True:
            last = self._last_line(got, turned)
            waiting = bool(last) and done(last)
            piece = self._receive(_SETTLE_SECONDS if waiting else min(silence, deadline - time.monotonic()))
            if piece == b"":
                raise CutOff(bytes(got))
            if piece is None:
                if waiting:
                    return bytes(got)
                raise Silent(bytes(got), silence if time.monotonic() < deadline else total)
            got += piece
            last = self._last_line(got, turned)
            if key := "q" if _LESS_END.search(last) else " " if _MORE.search(last) else "":
                turned = len(got)
                self._press(key)

    def closes(self, seconds: float) -> bool:
        """Wait for the device to close the channel; tell whether it did."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._receive(left) == b"":
                return True
        return False

    def _receive(self, seconds: float) -> bytes | None:
        """Receive a piece; empty bytes when the channel is closed, None when nothing came in time."""
        if seconds <= 0:
            return None
        self._channel.settimeout(seconds)
        try:
            return bytes(self._channel.recv(_PIECE))
        except TimeoutError:
            return None

    @staticmethod
    def _last_line(got: bytearray, turned: int) -> str:
        """Give the last line, of what came since a page was turned."""
        start = max(got.rfind(b"\n") + 1, turned)
        return _COLOUR.sub("", got[start:].decode("latin-1")).rpartition("\r")[2].strip()
