"""The packet space: every packet that a rule can tell apart, as a point of integers; sets of them as boxes.

A box has one inclusive interval for each of the nine ``Axis`` members. Protocols are put in an order in which those
with the same kind of header stand together (``PLACE``), so that "any protocol" is one interval. ICMP carries its type
in the source port's place and its code in the destination port's. Points that no packet has (a port of a protocol
without ports, an IPv6 address in an IPv4 packet) are in no answer: ``VOID`` holds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from dengbao.model import IPV4_MAX, IPV6_MAX
from dengbao.model.terms import PORT_MAX

Interval = tuple[int, int]
Box = tuple[Interval, ...]


class Axis(IntEnum):
    """The axes of the space, in the order of a box's intervals."""

    DESTINATION = 0
    SOURCE = 1
    DESTINATION_PORT = 2
    PROTOCOL = 3
    SOURCE_PORT = 4
    FROM_ZONE = 5
    TO_ZONE = 6
    FAMILY = 7
    ESTABLISHED = 8


ICMP, TCP, UDP, ICMPV6 = 1, 6, 17, 58
_ECHOES = (ICMP, ICMPV6)
_DATAGRAMS = (UDP, 33, 132, 136)  # DCCP, SCTP and UDP-Lite carry ports in the same place
_BARE = tuple(number for number in range(256) if number not in {TCP, *_ECHOES, *_DATAGRAMS})
NUMBER = (*_BARE, *_ECHOES, *_DATAGRAMS, TCP)
"""Protocol number by place on the axis."""
PLACE = {number: place for place, number in enumerate(NUMBER)}
"""Place on the axis by protocol number."""

BARE: Interval = (0, len(_BARE) - 1)
ECHO: Interval = (BARE[1] + 1, BARE[1] + len(_ECHOES))
DATAGRAM: Interval = (ECHO[1] + 1, ECHO[1] + len(_DATAGRAMS))
STREAM: Interval = (255, 255)
ICMP_MAX = 255
IPV4, IPV6 = 0, 1
"""Places of the families on their axis."""

ZONE_MAX = 65535
"""The place of every zone that no rule names."""

EVERYTHING: Box = (
    (0, IPV6_MAX),
    (0, IPV6_MAX),
    (0, PORT_MAX),
    (0, STREAM[1]),
    (0, PORT_MAX),
    (0, ZONE_MAX),
    (0, ZONE_MAX),
    (IPV4, IPV6),
    (0, 1),
)
"""The whole space."""


def narrowed(box: Box, changes: Iterable[tuple[Axis, Interval]]) -> Box:
    """A box with some of its intervals replaced."""
    parts = list(box)
    for axis, interval in changes:
        parts[axis] = interval
    return tuple(parts)


def intersection(one: Box, other: Box) -> Box | None:
    """What two boxes share, on any number of axes; None when they share nothing."""
    shared = tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(one, other, strict=True))
    return None if any(low > high for low, high in shared) else shared


def subtract(box: Box, taken: Box) -> list[Box]:
    """What is left of a box, on any number of axes, as disjoint boxes."""
    if intersection(box, taken) is None:
        return [box]
    rest, core = [], list(box)
    for axis, (low, high) in enumerate(taken):
        start, end = core[axis]
        if start < low:
            rest.append((*core[:axis], (start, low - 1), *core[axis + 1 :]))
        if high < end:
            rest.append((*core[:axis], (high + 1, end), *core[axis + 1 :]))
        core[axis] = (max(start, low), min(end, high))
    return rest


VOID: tuple[Box, ...] = tuple(
    narrowed(EVERYTHING, changes)
    for changes in (
        [(Axis.FAMILY, (IPV4, IPV4)), (Axis.SOURCE, (IPV4_MAX + 1, IPV6_MAX))],
        [(Axis.FAMILY, (IPV4, IPV4)), (Axis.DESTINATION, (IPV4_MAX + 1, IPV6_MAX))],
        [(Axis.PROTOCOL, BARE), (Axis.SOURCE_PORT, (1, PORT_MAX))],
        [(Axis.PROTOCOL, BARE), (Axis.DESTINATION_PORT, (1, PORT_MAX))],
        [(Axis.PROTOCOL, ECHO), (Axis.SOURCE_PORT, (ICMP_MAX + 1, PORT_MAX))],
        [(Axis.PROTOCOL, ECHO), (Axis.DESTINATION_PORT, (ICMP_MAX + 1, PORT_MAX))],
        [(Axis.PROTOCOL, (0, DATAGRAM[1])), (Axis.ESTABLISHED, (1, 1))],
    )
)
"""The points that no packet has."""


def is_pure(box: Box) -> bool:
    """Whether every point of a box is a packet; false also where that is not plain to see."""
    low, high = box[Axis.PROTOCOL]
    if box[Axis.FAMILY][0] == IPV4 and max(box[Axis.SOURCE][1], box[Axis.DESTINATION][1]) > IPV4_MAX:
        return False
    if low < STREAM[0] and box[Axis.ESTABLISHED][1]:
        return False
    ports = max(box[Axis.SOURCE_PORT][1], box[Axis.DESTINATION_PORT][1])
    if low <= BARE[1]:
        return ports == 0
    return low > ECHO[1] or ports <= ICMP_MAX or high < ECHO[0]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same numbers in as few intervals as can be, sorted."""
    result: list[Interval] = []
    for low, high in sorted(intervals):
        if result and low <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return result
