"""Power supplies, fans and sensors in outputs: what is there, what works, and what is out of its limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from dengbao.model import Fact, Known, Unknown

_WELL = frozenset({"normal", "ok", "fine"})
_EMPTY = frozenset({"absent", "n/a"})


class Part(Struct, frozen=True):
    """One part: how it is called and how it is, the line that says so, whether it works and whether it is at fault."""

    name: str
    state: str
    line: int
    works: bool
    sick: bool


def module(name: str, state: str, line: int) -> Part:
    """A part of which the device says how it is, in a word; an empty slot neither works nor is at fault."""
    word = state.lower()
    return Part(name, state, line, works=word in _WELL, sick=word not in _WELL | _EMPTY)


def sensor(name: str, reading: float, limits: tuple[float | None, float | None], line: int) -> Part:
    """A reading and the limits between which it must lie; None where there is no limit."""
    low, high = limits
    within = (low is None or reading > low) and (high is None or reading < high)
    return Part(name, f"{reading:g}", line, works=within, sick=not within)


def working(parts: Sequence[Part], file: str) -> Fact[int]:
    """Count the parts that work.

    Args:
        parts: the power supplies of a device.
        file: the output that lists them.

    Returns:
        How many work, with the lines of all; unknown when the output lists none.
    """
    if not parts:
        return Unknown("没有读懂电源的状态", file=file)
    return Known(sum(part.works for part in parts), tuple(part.line for part in parts), file)


def fewest(units: Mapping[str, Sequence[Part]], file: str) -> Fact[int]:
    """Count the power supplies that work in the unit with the fewest: a stack is as sound as its weakest member.

    Args:
        units: the power supplies by the member of the stack, or all of a chassis together.
        file: the output that lists them.

    Returns:
        As ``working`` does.
    """
    weakest = min(units.values(), key=lambda parts: sum(part.works for part in parts), default=())
    return working(weakest, file)


def alarms(outputs: Mapping[str, Sequence[Part]]) -> Fact[tuple[str, ...]]:
    """Name the parts that are at fault.

    Args:
        outputs: the parts by the output that lists them, at least one output; empty where it was not understood.

    Returns:
        What is at fault, with the lines of the first output that says so; unknown when nothing is for certain and some
        output was not understood.
    """
    sick = {file: bad for file, parts in outputs.items() if (bad := [part for part in parts if part.sick])}
    named = tuple(f"{part.name} {part.state}" for bad in sick.values() for part in bad)
    unread = [file for file, parts in outputs.items() if not parts]
    if unread and not sick:
        return Unknown("没有读懂部件的状态", file=unread[0])
    file, shown = next(iter((sick or outputs).items()))
    return Known(named, tuple(part.line for part in shown), file)
