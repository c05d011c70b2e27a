"""What a renderer reads: the folder of one run, its frame, and its results as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from dengbao.errors import UserError
from dengbao.results.atlas import Atlas, read_atlas
from dengbao.results.diff import Diff, compare
from dengbao.results.record import Result
from dengbao.results.run import Run, Totals
from dengbao.results.store import RESULTS, read_results, read_run


class Clause(Protocol):
    """What reports say of a clause."""

    @property
    def id(self) -> str:
        """Its id, such as 8.1.3.2.a."""

    @property
    def domain(self) -> str:
        """Its domain, such as 安全区域边界."""

    @property
    def title(self) -> str:
        """Its control point, such as 访问控制."""

    @property
    def summary(self) -> str:
        """What it asks, in the project's own words."""

    @property
    def unit(self) -> str:
        """Its test unit, such as L3-ABS1-05."""

    @property
    def document(self) -> str:
        """What a person has to show for it; "" where nothing is asked for."""


class Catalogue(Protocol):
    """One level of the standard, as far as reports need it."""

    @property
    def items(self) -> Sequence[Clause]:
        """All clauses of the level, in the standard's order."""

    def clause(self, id_: str, /) -> Clause:
        """Give the clause of that id; KeyError when the level has none."""


def standard(level: int) -> Catalogue:
    """Give one level of the project's catalogue."""
    from dengbao.catalogue import load  # noqa: PLC0415 - what names no clause does not pay for reading it

    return load(level)


@dataclass(frozen=True)
class Source:
    """One run on disk; reports are written into the same ``folder``. ``previous`` is the run to compare with."""

    folder: Path
    run: Run
    catalogue: Callable[[int], Catalogue] = standard
    previous: Path | None = None

    @classmethod
    def open(cls, folder: Path, previous: Path | None = None) -> Source:
        """Open the folder of a run, and name the one before it.

        Raises:
            UserError: there is no readable ``run.json`` in it.
        """
        return cls(folder, read_run(folder), previous=previous)

    def clause(self, level: int, id_: str) -> Clause:
        """Give a clause that a result names.

        Raises:
            UserError: the catalogue has no such clause: the results are another version's.
        """
        try:
            return self.catalogue(level).clause(id_)
        except KeyError:
            raise UserError(
                f"{level} 级条款目录中没有 {id_}", file=self.folder / RESULTS, mend="请用本版本重新运行 dengbao check"
            ) from None

    def agree(self, totals: Totals) -> None:
        """Hold what was read against the run record: no report tells other totals.

        Raises:
            UserError: they differ.
        """
        if totals != self.run.totals:
            raise UserError(
                f"结果数({totals.total})与运行记录({self.run.totals.total})不一致",
                file=self.folder / RESULTS,
                mend="请重新运行 dengbao check",
            )

    @cached_property
    def atlas(self) -> Atlas | None:
        """The map of the site; None when the run left none.

        Raises:
            UserError: it cannot be read.
        """
        return read_atlas(self.folder)

    @cached_property
    def changes(self) -> Diff | None:
        """What changed since the run before; None when none was named.

        Raises:
            UserError: there are no results in its folder, or it is the same one.
        """
        if self.previous is None:
            return None
        if self.previous.resolve() == self.folder.resolve():
            raise UserError("上一次与本次是同一个文件夹", key="--previous", mend="写上一次的结果文件夹")
        return compare(self.previous, self.folder)

    def results(self) -> Iterator[Result]:
        """Read the results, from the start."""
        return read_results(self.folder)
