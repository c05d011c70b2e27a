"""A progress bar for the long stages: on a terminal it moves, elsewhere it is silent."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from dengbao.results.visible import clip, one_line


class Progress:
    """Shows how far one stage is; use it in a ``with`` block, from one thread.

    It is drawn on standard error, so that what a command prints stays clean.
    """

    def __init__(self, title: str, total: int, *, console: Console | None = None) -> None:
        """Name the stage (Chinese, such as 检查) and say how many hosts it has."""
        drawn_on = console or Console(stderr=True)
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[host]}", style="dim"),
            console=drawn_on,
            disable=not drawn_on.is_terminal,
        )
        self._task = self._bar.add_task(title, total=total, host="")

    def __enter__(self) -> Self:
        """Start drawing."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop drawing, and leave the last state on the screen."""
        self._bar.stop()

    def advance(self, host: str = "") -> None:
        """Say that one more host is done, and which."""
        self._bar.update(self._task, advance=1, host=escape(clip(one_line(host), 40)))

    @property
    def done(self) -> int:
        """How many hosts are done."""
        return int(self._bar.tasks[self._task].completed)
