"""Paging: print what fits, ask, go on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from dengbao.lab.dialect import Pager
from dengbao.lab.terminal import CR, LF, Terminal

_QUIT = frozenset(b"qQ\x03")
_NEXT_PAGE = ord(" ")


class Paging:
    """Shows output page by page: a space asks for the next page, Return for the next line, ``q`` or Ctrl-C ends it."""

    def __init__(self, pager: Pager, rows: int, terminal: Terminal, pressed: Callable[[int], None]) -> None:
        """Take the way of a platform.

        Args:
            pager: its prompts.
            rows: of its screen, the pager's own line included.
            terminal: where the keys come from.
            pressed: is told every key.
        """
        self._pager, self._rows, self._terminal, self._pressed = pager, rows, terminal, pressed

    async def show(self, data: bytes, write: Callable[[bytes], Awaitable[None]]) -> None:
        """Print output, stopping after each page.

        Args:
            data: what to print, without the last line end.
            write: prints a piece of it.
        """
        lines = data.split(b"\n")
        at = min(self._rows - 1, len(lines)) if len(lines) >= self._rows or self._pager.end else len(lines)
        await write(b"\n".join(lines[:at]) + b"\n")
        while at < len(lines) or self._pager.end:
            over = at == len(lines)
            ask = self._pager.end if over else self._pager.prompt
            await self._terminal.text(ask.format(percent=100 * at // len(lines), last=at))
            key = await self._wanted_key(_QUIT if over else _QUIT | {CR, LF, _NEXT_PAGE})
            await self._terminal.text(self._pager.erase)
            if key in _QUIT:
                return
            last = min(at + (self._rows - 1 if key == _NEXT_PAGE else 1), len(lines))
            await write(b"\n".join(lines[at:last]) + b"\n")
            at = last

    async def _wanted_key(self, wanted: frozenset[int]) -> int:
        """Wait for a key that the pager knows; others do nothing."""
        while True:
            key = await self._terminal.key()
            self._pressed(key)
            if key in wanted:
                return key
