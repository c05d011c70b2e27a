"""The packet space against a BDD library and a solver, on the same rules in the same run, in CPU time.

Goals: all shadowed rules of 10,000 in 0.3 s and 50 times faster than oxidd; of 100,000 in 30 s and 1 GB; 480 forbidden
boxes on 10,000 rules in 30 ms. oxidd and z3 come with ``pip install --group bench`` (a line says so when they lack).
z3 is asked about the first rules only, as many as ``_SOLVED``, for it takes minutes beyond.

``python -m benchmarks.packets [RULES...]``, by default 1000 3000 10000 100000.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from collections.abc import Callable
from functools import reduce
from typing import Any

from dengbao.model import Address, Rule, Service
from dengbao.model.terms import IPV4_MAX, PORT_MAX
from dengbao.packets import Analysis, Box, Index, Ruleset
from tests.packets.generators import HIGH_RISK, Flat, box_of, enterprise, forbidden, layered

_SOLVED = 300
_COMPARED = {enterprise: 10_000, layered: 3_000}
"""Beyond this many rules oxidd takes minutes and gigabytes."""
_DETAILED = 10_000
"""Beyond this many rules only the shadowed ones are sought."""
_ORDER = (2, 4, 1, 0, 3, 5)
"""The order of fields that makes the smallest diagrams: protocol, ports, addresses."""
_WIDTHS = (32, 32, 8, 16, 16, 1)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a call, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def shadowed(boxes: list[Box]) -> int:
    """Ours, from ranges to the number of shadowed rules."""
    index = Index(boxes)
    return sum(index.uncovered(box, number) is None for number, box in enumerate(boxes))


def from_the_model(rules: list[Flat], permits: list[bool]) -> str:
    """The same from the rules that a parser makes, as a check asks."""
    made = [_model(number, rule, passes) for number, (rule, passes) in enumerate(zip(rules, permits, strict=True))]
    spent, found = timed(lambda: Analysis(Ruleset(made, "deny")).shadowed())
    return f"from the model {spent:.2f} s ({len(found):,})"


def _model(number: int, rule: Flat, passes: bool) -> Rule:  # noqa: FBT001 - a column
    source, target, protocol, sport, dport, established = rule
    return Rule(
        name=str(number),
        action="permit" if passes else "deny",
        lines=(number,),
        sources=(Address(*source, 4),),
        destinations=(Address(*target, 4),),
        services=(Service(protocol, sport, dport, established=established),),
    )


def by_diagrams(rules: list[Flat]) -> tuple[float, int]:
    """With oxidd: each rule as a diagram, joined one after another; ranges that repeat are built once."""
    from oxidd.bdd import BDDManager  # noqa: PLC0415 - not everybody has it

    manager = BDDManager(1 << 24, 1 << 20, 1)
    widths = [_WIDTHS[field] for field in _ORDER]
    manager.add_vars(sum(widths))
    variables = [manager.var(number) for number in range(sum(widths))]
    fields = [variables[sum(widths[:n]) : sum(widths[: n + 1])] for n in range(len(widths))]
    known: dict[tuple[int, int, int], Any] = {}

    def between(field: int, low: int, high: int) -> Any:  # noqa: ANN401 - a diagram
        if (field, low, high) not in known:
            bits = list(enumerate(reversed(fields[field])))
            least = reduce(
                lambda rest, bit: bit[1] & rest if low >> bit[0] & 1 else bit[1] | rest, bits, manager.true()
            )
            most = reduce(
                lambda rest, bit: ~bit[1] | rest if high >> bit[0] & 1 else ~bit[1] & rest, bits, manager.true()
            )
            known[field, low, high] = least & most
        return known[field, low, high]

    def join() -> int:
        found, before = 0, manager.false()
        for rule in rules:
            source, target, protocol, sport, dport, established = rule
            ranges = (
                source,
                target,
                (0, 255) if protocol is None else (protocol, protocol),
                sport,
                dport,
                (established, 1),
            )
            one = reduce(
                lambda rest, n: between(n, *ranges[_ORDER[n]]) & rest, range(4, -1, -1), between(5, *ranges[5])
            )
            after = before | one
            found += after == before
            before = after
        return found

    return timed(join)


def by_solver(rules: list[Flat]) -> tuple[float, int]:
    """With z3: for each rule, is there a packet that it matches and none before it does."""
    from tests.packets.test_z3 import shadowed_by_solver  # noqa: PLC0415 - not everybody has z3

    return timed(lambda: len(shadowed_by_solver(rules)))


def blocked(rules: list[Flat], permits: list[bool]) -> str:
    """How long it takes to ask for each forbidden box whether any packet of it passes."""
    boxes = [box_of(rule) for rule in rules]
    index = Index(boxes)
    permitting = index.sets(number for number, passes in enumerate(permits) if passes)
    queries = forbidden(rules)
    index.first(tuple(low for low, _ in queries[0]))
    spent, open_ = timed(
        lambda: sum(next(index.falling(query, permitting, rest=False), None) is not None for query in queries)
    )
    return f"{len(queries)} forbidden boxes {spent * 1000:.1f} ms ({open_} open)"


def _closing() -> list[Flat]:
    """Denies of every high-risk port, as a careful firewall has them first: then all forbidden boxes are closed."""
    return [
        ((0, IPV4_MAX), (0, IPV4_MAX), protocol, (0, PORT_MAX), (port, port), False)
        for protocol in (6, 17)
        for port in HIGH_RISK
    ]


def main(*sizes: int) -> None:
    """Measure and print."""
    lacking = [name for name in ("oxidd", "z3") if importlib.util.find_spec(name) is None]
    if lacking:
        sys.stdout.write(f"no comparison with {' '.join(lacking)}: pip install --group bench\n")
    for grow in (enterprise, layered):
        for count in sizes or (1000, 3000, 10_000, 100_000):
            rules, permits = grow(count)
            boxes = [box_of(rule) for rule in rules]
            spent, found = timed(lambda boxes=boxes: shadowed(boxes))
            parts = [f"{grow.__name__:10} {count:7,} rules: {found:6,} shadowed in {spent:.3f} s"]
            if "oxidd" not in lacking and count <= _COMPARED[grow]:
                theirs, same = by_diagrams(rules)
                parts.append(f"oxidd {theirs:.2f} s = {theirs / spent:.0f} × (finds {same:,})")
            if "z3" not in lacking and count <= _COMPARED[grow]:
                theirs, _ = by_solver(rules[:_SOLVED])
                ours, _ = timed(lambda boxes=boxes: shadowed(boxes[:_SOLVED]))
                parts.append(f"z3 on {_SOLVED} {theirs:.2f} s = {theirs / ours:.0f} ×")
            if count <= _DETAILED:
                parts.append(blocked(rules, permits))
                parts.append(blocked([*_closing(), *rules], [False] * len(_closing()) + permits))
                parts.append(from_the_model(rules, permits))
            parts.append(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
            sys.stdout.write("; ".join(parts) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
