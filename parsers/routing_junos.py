"""Rows of the IPv4 routing tables that Junos prints (``show route``); any line not known, and nothing is read.

Sources: CLI reference, "show route"; an output of MX in the test data of genieparser. A table says how many
destinations and routes it holds, hidden ones included, which are not printed. Of several next hops the one marked
``>`` is in use, unless a policy balances the load: the others are in doubt.
"""

from __future__ import annotations

import re

from parsers.routing_rows import Row, Strange, address, length

_IP = r"\d+\.\d+\.\d+\.\d+"
_TABLE = re.compile(
    r"(?P<name>\S+): (?P<nets>\d+) destinations?, (?P<routes>\d+) routes? "
    r"\(\d+ active, \d+ holddown, (?P<hidden>\d+) hidden\)"
)
_UNICAST = re.compile(r"(?:(?P<vrf>\S+)\.)?inet\.0")
_NOISE = re.compile(r"\s*|\+ = Active Route, - = Last Active, \* = Both|\{\w+(?::\w+)?\}|\s+AS path: .*")
_ENTRY = re.compile(
    rf"(?:(?P<net>{_IP})/(?P<len>\d+))?\s+(?P<mark>[*+-]?)\[(?P<proto>[\w-]+)/(?P<pre>\d+)(?:/-?\d+)?\](?: .*)?"
)
_BARE = re.compile(rf"({_IP})/(\d+)")
_HOP = re.compile(
    rf"\s+(?P<used>>?)\s*(?:to (?P<hop>{_IP}) )?via (?P<out>[a-z][\w./:-]*\d)(?:, (?P<rest>\S.*))?"
    r"|\s+(?P<none>Discard|Reject)|\s+(?P<own>Receive|MultiRecv|Local via \S+)|\s+>?\s*(?P<other>to table \S+)"
)


def junos(lines: list[str]) -> list[Row]:
    """Read ``show route``.

    Args:
        lines: of the output.

    Returns:
        The active routes of ``inet.0`` of the device and of each routing instance.

    Raises:
        Strange: when any line of these tables is not known, or one does not hold as many routes as it says.
    """
    found: list[Row] = []
    tables = [at for at, line in enumerate(lines) if _TABLE.fullmatch(line)]
    if not tables or not all(map(_NOISE.fullmatch, lines[: tables[0]])):
        raise Strange
    for start, end in zip(tables, [*tables[1:], len(lines)], strict=True):
        head = _TABLE.fullmatch(lines[start])
        unicast = _UNICAST.fullmatch(head["name"]) if head else None
        if head and unicast:
            found += _table(lines[start + 1 : end], start + 2, unicast["vrf"] or "", head)
    return found


def _table(lines: list[str], first: int, vrf: str, head: re.Match[str]) -> list[Row]:
    """Read one table, whose lines begin at number ``first``."""
    found: list[Row] = []
    nets: set[tuple[int, int]] = set()
    where: tuple[int, int] | None = None
    entry: re.Match[str] | None = None
    routes = 0
    for number, line in enumerate(lines, first):
        if one := _ENTRY.fullmatch(line):
            where = (address(one["net"]), length(one["len"])) if one["net"] else where
            if where is None:
                raise Strange
            nets.add(where)
            entry, routes = one, routes + 1
        elif bare := _BARE.fullmatch(line):
            where, entry = (address(bare[1]), length(bare[2])), None
        elif entry and where and (hop := _HOP.fullmatch(line)):
            if entry["mark"] in {"*", "+"} and not hop["own"]:
                found.append(_row(number, vrf, where, entry, hop))
        elif not _NOISE.fullmatch(line):
            raise Strange
    hidden = int(head["hidden"])
    if routes != int(head["routes"]) - hidden or not int(head["nets"]) - hidden <= len(nets) <= int(head["nets"]):
        raise Strange
    return found


def _row(number: int, vrf: str, where: tuple[int, int], entry: re.Match[str], hop: re.Match[str]) -> Row:
    return Row(
        line=number, vrf=vrf, network=where[0], prefix=where[1], interface="Null0" if hop["none"] else hop["out"] or "",
        next_hop=address(hop["hop"]) if hop["hop"] else None, distance=int(entry["pre"]),
        doubt=bool(hop["other"] or hop["rest"]) or not (hop["used"] or hop["none"]),
    )  # fmt: skip
