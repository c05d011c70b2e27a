"""Paging: print what fits, ask, go on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from dengbao.lab.dialect import Pager
from dengbao.lab.terminal import CR, LF, Terminal

_QUIT = frozenset(b"qQ\x03")
_NEXT_PAGE = ord(" ")


async def show(
    terminal: Terminal,
    pager: Pager | None,
    data: bytes,
    *,
    rows: int,
    write: Callable[[bytes], Awaitable[None]],
    pressed: Callable[[int], None],
) -> None:
    """Print output, stopping after each page.

    A space shows the next page, Return the next line, ``q`` and Ctrl-C end the output; other keys do nothing.

    Args:
        terminal: where the keys come from and the pager's own text goes.
        pager: the platform's, or None to print without stopping.
        data: what to print, without the last line end.
        rows: of the screen, the pager's own line included.
        write: prints output.
        pressed: is told every key.
    """
    lines = data.split(b"\n")
    at = rows - 1
    if pager is None or (len(lines) < rows and not pager.end):
        await write(data + b"\n")
        return
    await write(b"\n".join(lines[:at]) + b"\n")
    while at < len(lines) or pager.end:
        last = min(at, len(lines))
        ask = pager.end if at >= len(lines) else pager.prompt
        await terminal.text(ask.format(percent=100 * last // len(lines), last=last))
        key = await _wanted_key(terminal, pressed, only_quit=at >= len(lines))
        await terminal.text(pager.erase)
        if key in _QUIT:
            return
        step = 1 if key in (CR, LF) else rows - 1
        await write(b"\n".join(lines[at : at + step]) + b"\n")
        at += step


async def _wanted_key(terminal: Terminal, pressed: Callable[[int], None], *, only_quit: bool) -> int:
    """Wait for a key that the pager knows."""
    while True:
        key = await terminal.key()
        pressed(key)
        if key in _QUIT or (not only_quit and key in (CR, LF, _NEXT_PAGE)):
            return key
