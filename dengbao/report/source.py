"""What a renderer reads: the folder of one run, its frame, and its results as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dengbao.results.record import Result
from dengbao.results.run import Run
from dengbao.results.store import read_results, read_run


class Clause(Protocol):
    """What reports say of a clause of the catalogue."""

    @property
    def domain(self) -> str:
        """Its domain, such as 安全区域边界."""

    @property
    def title(self) -> str:
        """Its control point, such as 访问控制."""


ClauseOf = Callable[[int, str], Clause]
"""Looks a clause up by level and id."""


def catalogue_clause(level: int, clause: str) -> Clause:
    """Look a clause up in the project's catalogue."""
    from dengbao.catalogue import load  # noqa: PLC0415 - reports that name no clause do not pay for it

    return load(level).clause(clause)


@dataclass(frozen=True)
class Source:
    """One run on disk; reports are written into the same ``folder``."""

    folder: Path
    run: Run
    clause_of: ClauseOf = catalogue_clause

    @classmethod
    def open(cls, folder: Path) -> Source:
        """Open the folder of a run.

        Raises:
            UserError: there is no readable ``run.json`` in it.
        """
        return cls(folder, read_run(folder))

    def results(self) -> Iterator[Result]:
        """Read the results, from the start."""
        return read_results(self.folder)
