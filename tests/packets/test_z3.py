"""Against z3: is each rule of a few hundred covered by those before it, decided by a solver that knows no boxes."""

from __future__ import annotations

import pytest
import z3

from dengbao.packets import Index
from dengbao.packets.space import IPV4
from tests.packets.generators import Flat, box_of, enterprise, layered

WIDTHS = (32, 32, 8, 16, 16, 1)


def formula(rule: Flat, packet):
    """A rule over the header fields as bit vectors."""
    source, target, protocol, sport, dport, established = rule
    ranges = [
        source,
        target,
        (0, 255) if protocol is None else (protocol, protocol),
        sport,
        dport,
        (int(established), 1),
    ]
    parts = []
    for field, width, (low, high) in zip(packet, WIDTHS, ranges, strict=True):
        if low > 0:
            parts.append(z3.UGE(field, low))
        if high < (1 << width) - 1:
            parts.append(z3.ULE(field, high))
    return z3.And(*parts)


def real(packet):
    """Ports and flags belong to those that have them."""
    _, _, protocol, sport, dport, established = packet
    carries = z3.Or(protocol == 6, protocol == 17, protocol == 33, protocol == 132, protocol == 136)
    echoes = z3.Or(protocol == 1, protocol == 58)
    return z3.And(
        z3.Implies(protocol != 6, established == 0),
        z3.Implies(z3.Not(z3.Or(carries, echoes)), z3.And(sport == 0, dport == 0)),
        z3.Implies(echoes, z3.And(z3.ULE(sport, 255), z3.ULE(dport, 255))),
    )


def shadowed_by_solver(rules: list[Flat]) -> list[int]:
    packet = [z3.BitVec(name, width) for name, width in zip("sdpqrf", WIDTHS, strict=True)]
    solver = z3.SolverFor("QF_BV")
    solver.add(real(packet))
    found = []
    for number, rule in enumerate(rules):
        said = formula(rule, packet)
        solver.push()
        solver.add(said)
        if solver.check() == z3.unsat:
            found.append(number)
        solver.pop()
        solver.add(z3.Not(said))
    return found


def shadowed_by_boxes(rules: list[Flat]) -> list[int]:
    boxes = [box_of(rule) for rule in rules]
    assert all(box[7] == (IPV4, IPV4) for box in boxes)
    index = Index(boxes, block=64)  # several blocks, as large rule sets have
    return [number for number, box in enumerate(boxes) if index.uncovered(box, number) is None]


@pytest.mark.parametrize("grow", [enterprise, layered])
def test_the_solver_agrees(grow):
    rules, _ = grow(150)
    assert shadowed_by_boxes(rules) == shadowed_by_solver(rules)


@pytest.mark.slow
@pytest.mark.parametrize("grow", [enterprise, layered])
@pytest.mark.parametrize("seed", range(3))
def test_the_solver_agrees_on_a_thousand_rules(grow, seed: int):
    rules, _ = grow(1000, seed)
    assert shadowed_by_boxes(rules) == shadowed_by_solver(rules)
