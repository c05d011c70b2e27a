"""Sets of packets as lists of boxes: the few operations that the network needs beyond the packet space's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Address, Rule, Service
from dengbao.packets.lower import Reading, boxes, is_exact
from dengbao.packets.space import (
    EVERYTHING,
    IPV4,
    IPV6,
    ZONE_MAX,
    Axis,
    Box,
    Interval,
    narrowed,
    subtract,
)

_MOST = Reading(other=True, unread=True)
_ANY_ZONE = (0, ZONE_MAX)


class Matched(Struct, frozen=True):
    """What operands match at most; ``sure`` when that is what they match."""

    boxes: tuple[Box, ...]
    sure: bool


def matched(
    sources: Sequence[Address] = (ANY_ADDRESS,),
    destinations: Sequence[Address] = (ANY_ADDRESS,),
    services: Sequence[Service] = (ANY_SERVICE,),
) -> Matched:
    """The packets that operands of the model match, zones aside."""
    rule = Rule(name="", action="permit", lines=(), sources=tuple(sources), destinations=tuple(destinations),
                services=tuple(services))  # fmt: skip
    return Matched(boxes(rule, (), _MOST), is_exact(rule))


def opening(family: int, sources: Interval, destinations: Interval) -> Box:
    """All packets of a family (4 or 6) between two ranges that open a connection."""
    place = IPV4 if family == 4 else IPV6  # noqa: PLR2004 - the IP version
    return narrowed(
        EVERYTHING,
        [
            (Axis.FAMILY, (place, place)),
            (Axis.SOURCE, sources),
            (Axis.DESTINATION, destinations),
            (Axis.ESTABLISHED, (0, 0)),
        ],
    )


def family_of(box: Box) -> int:
    """The family, 4 or 6, of a box of one."""
    return 4 if box[Axis.FAMILY][0] == IPV4 else 6


def unzoned(box: Box) -> Box:
    """A box without regard to zones."""
    return narrowed(box, [(Axis.FROM_ZONE, _ANY_ZONE), (Axis.TO_ZONE, _ANY_ZONE)])


def _near(box: Box, others: Iterable[Box]) -> list[Box]:
    """Those of many boxes that share anything with one: most are told apart by the first two axes."""
    (low, high), (start, end) = box[0], box[1]
    return [
        other
        for other in others
        if other[0][0] <= high and low <= other[0][1] and other[1][0] <= end and start <= other[1][1]
        if all(c <= b and a <= d for (a, b), (c, d) in zip(box[2:], other[2:], strict=True))
    ]


def shared(box: Box, others: Iterable[Box]) -> list[Box]:
    """The parts of a box in any of several others, disjoint."""
    found: list[Box] = []
    for other in _near(box, others):
        part = tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(box, other, strict=True))
        found.extend(outside(part, found))
    return found


def outside(box: Box, others: Iterable[Box]) -> list[Box]:
    """What is left of a box outside all others, disjoint."""
    rest = [box]
    for other in _near(box, others):
        rest = [piece for one in rest for piece in subtract(one, other)]
        if not rest:
            break
    return rest


_JOINED = (Axis.DESTINATION_PORT, Axis.SOURCE_PORT, Axis.PROTOCOL, Axis.SOURCE, Axis.DESTINATION)


def joined(boxes_: Sequence[Box]) -> list[Box]:
    """Disjoint boxes with neighbours joined along one axis after the other: fewer boxes, the same packets."""
    found = list(boxes_)
    for axis in _JOINED:
        if len(found) < 2:  # noqa: PLR2004 - nothing to join
            break
        found.sort(key=lambda box: (box[:axis], box[axis + 1 :], box[axis]))
        kept = [found[0]]
        for box in found[1:]:
            last = kept[-1]
            if last[axis][1] + 1 == box[axis][0] and last[:axis] == box[:axis] and last[axis + 1 :] == box[axis + 1 :]:
                kept[-1] = (*last[:axis], (last[axis][0], box[axis][1]), *last[axis + 1 :])
            else:
                kept.append(box)
        found = kept
    return found
