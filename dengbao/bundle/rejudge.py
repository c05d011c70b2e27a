"""Judges a bundle's evidence again, as of its own date, and holds the outcome against what was packed, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dengbao.bundle.manifest import INVENTORY, RESULTS, SNAPSHOT
from dengbao.engine.run import begin
from dengbao.engine.write import frame
from dengbao.errors import UserError
from dengbao.inventory import load
from dengbao.results.record import Result
from dengbao.results.run import Run, Totals
from dengbao.results.store import RESULTS as LINES
from dengbao.results.store import encoded, read_run
from dengbao.results.visible import clip, one_line
from dengbao.snapshot import open_folder

_UNLIKE = ("started", "finished", "tool", "catalogue")
"""What two runs over the same evidence may differ in; tool and catalogue are told apart by who asks."""


def rejudge(root: Path) -> Iterator[str]:
    """Judge again.

    Args:
        root: an unpacked bundle.

    Yields:
        A Chinese line for each result, and each part of the run record, that comes out otherwise.
    """
    try:
        run = read_run(root / RESULTS)
        inventory = load(root / INVENTORY)
        folder = open_folder(root / SNAPSHOT / run.snapshot, key=bytes(32))  # all is masked: no key is used
        judging = begin(inventory, folder, expression=run.select, as_of=run.as_of, level=run.at_level)
        totals = Totals()
        with (root / RESULTS / LINES).open("rb") as packed:
            for line, result in zip_longest(packed, judging.results()):
                if result:
                    totals.add(result)
                if not (result and line == encoded(result) + b"\n"):
                    yield _difference(line, result)
        again = frame(judging, judging.plan, totals)
    except UserError as error:
        yield str(error)
        return
    again = replace(again, **{name: getattr(run, name) for name in _UNLIKE})
    yield from (
        f"run.json 的 {name} 与重算不同" for name in Run.__struct_fields__ if getattr(again, name) != getattr(run, name)
    )


def _difference(line: bytes | None, result: Result | None) -> str:
    """Say what one line and the result in its place differ in."""
    if line is None:
        assert result, "one of the two is there"
        return f"{_named(result)}:包里没有,重算有"
    try:
        packed = msgspec.json.decode(line, type=Result)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return f"包里的一行不是检查结果:{clip(one_line(line.decode(errors='replace')), 60)}"
    if result is None:
        return f"{_named(packed)}:包里有,重算没有"
    if (packed.host, packed.check) != (result.host, result.check):
        return f"次序不同:包里是 {_named(packed)},重算是 {_named(result)}"
    words = [one.reason or one.status for one in (packed, result)]
    if words[0] != words[1]:
        return f"{_named(result)}:包里是 {words[0]},重算是 {words[1]}"
    fields = [name for name in Result.__struct_fields__ if getattr(packed, name) != getattr(result, name)]
    return f"{_named(result)}:{'、'.join(fields) or '写法'} 不同"


def _named(result: Result) -> str:
    return clip(one_line(f"{result.host} {result.check}"), 120)
