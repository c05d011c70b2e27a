"""The Stanford backbone as devices of the model: routers' tables, links, VLANs and access lists, from APKeep's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from ipaddress import IPv4Address
from pathlib import Path

from dengbao.model import (
    ANY_ADDRESS,
    Acl,
    Address,
    Device,
    Interface,
    InterfaceAddress,
    Policies,
    Route,
    Rule,
    Section,
    Service,
)
from dengbao.packets import Interval

End = tuple[str, str]
"""A router and its port."""
_WIRES = 240 << 24  # made-up networks of the links: nobody's addresses
_FROM = 3  # a row of ``updates`` begins with the sign, the kind and the device


def read(folder: Path) -> tuple[list[Device], list[End]]:
    """Read the data set.

    Args:
        folder: with ``topo.txt``, ``vlan.txt``, ``updates`` and ``acls``.

    Returns:
        The routers, and the ports that lead to none of them.
    """
    lists = {path.name: path for path in (folder / "acls").iterdir()}
    links, entering, leaving = _links(folder, lists)
    vlans = {(row[0], row[1]): row[2:] for row in _rows(folder / "vlan.txt")}
    tables: dict[str, list[list[str]]] = defaultdict(list)
    for row in _rows(folder / "updates"):
        if row[:2] == ["+", "fwd"]:
            tables[row[2]].append(row[_FROM:])
    ports = {end for pair in links for end in pair}
    ports |= {(router, port) for (router, _), members in vlans.items() for port in members}
    ports |= {(router, row[2]) for router, rows in tables.items() for row in rows if (router, row[2]) not in vlans
              and row[2] != "self"}  # fmt: skip
    addresses = _addresses(ports, links)
    peers: dict[End, list[End]] = defaultdict(list)
    for one, other in links:
        peers[one].append(other)
    devices = []
    for router in sorted({router for router, _ in ports}):
        interfaces = [
            Interface(
                name=port,
                lines=(1,),
                addresses=(InterfaceAddress(addresses[router, port], 24),),
                acl_in=tuple(entering[router, port]),
                acl_out=tuple(leaving[router, port]),
            )
            for owner, port in sorted(ports)
            if owner == router
        ]
        routes = [
            route
            for row in tables[router]
            for route in _routes(row, vlans.get((router, row[2]), [row[2]]), router, peers, addresses)
        ]
        names = {name for one in interfaces for name in (*one.acl_in, *one.acl_out)}
        devices.append(_router(router, interfaces, routes, [_acl(name, lists[name]) for name in sorted(names)]))
    return devices, sorted(end for end in ports if end not in peers)


def _rows(path: Path) -> Iterator[list[str]]:
    yield from (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _links(
    folder: Path, lists: dict[str, Path]
) -> tuple[list[tuple[End, End]], dict[End, list[str]], dict[End, list[str]]]:
    """Links between routers, with the lists on the way put on the ports that they are of."""
    onward: dict[End, list[End]] = defaultdict(list)
    for one, out, other, into in _rows(folder / "topo.txt"):
        onward[one, out].append((other, into))
    named = {
        element: name
        for element, _ in {*onward, *(end for ends in onward.values() for end in ends)}
        for name in lists
        if element.startswith(f"{name}_")
    }
    links: list[tuple[End, End]] = []
    entering: dict[End, list[str]] = defaultdict(list)
    leaving: dict[End, list[str]] = defaultdict(list)
    for start in [end for end in onward if end[0] not in named]:
        waiting: list[tuple[End, tuple[str, ...]]] = [(end, ()) for end in onward[start]]
        while waiting:
            (element, port), passed = waiting.pop()
            if element in named:
                waiting += [(end, (*passed, element)) for end in onward[element, "permit"]]
                continue
            links.append((start, (element, port)))
            for each in passed:
                side, end = (leaving, start) if each.endswith("_out") else (entering, (element, port))
                if named[each] not in side[end]:
                    side[end].append(named[each])
    for element, name in named.items():  # lists of ports that no link leads to
        router, port = name[: name.index("_rtr") + 4], element[len(name) + 1 :].rpartition("_")[0]
        side = leaving if element.endswith("_out") else entering
        if name not in side[router, port]:
            side[router, port].append(name)
    return links, entering, leaving


def _addresses(ports: set[End], links: list[tuple[End, End]]) -> dict[End, int]:
    """Give each wire a network, and each port an address in it."""
    joined = {end: end for end in ports}

    def root(end: End) -> End:
        while joined[end] != end:
            end = joined[end]
        return end

    for one, other in links:
        joined[root(one)] = root(other)
    wires: dict[End, list[End]] = defaultdict(list)
    for end in sorted(ports):
        wires[root(end)].append(end)
    return {end: _WIRES + (number << 8) + place
            for number, ends in enumerate(wires.values()) for place, end in enumerate(ends, 1)}  # fmt: skip


def _routes(
    row: list[str], ports: list[str], router: str, peers: dict[End, list[End]], addresses: dict[End, int]
) -> Iterator[Route]:
    network, prefix, port = int(row[0]), int(row[1]), row[2]
    if port == "self":
        yield Route(network=network, prefix=prefix, lines=(2,), origin="table", discard=True)
        return
    for each in ports:
        hops: list[int | None] = [addresses[peer] for peer in peers.get((router, each), ())]
        for hop in hops or [None]:
            yield Route(network=network, prefix=prefix, lines=(2,), origin="table", interface=each, next_hop=hop)


def _acl(name: str, path: Path) -> Acl:
    rules = []
    for number, row in enumerate(_rows(path), 1):
        _, _, action, low, high, source, mask, first, last, target, other, begin, end, *_ = row
        service = Service(None if (low, high) == ("0", "255") else int(low), _ports(first, last), _ports(begin, end))
        rules.append(
            Rule(name=str(number), action="permit" if action == "permit" else "deny", lines=(number,),
                 sources=(_address(source, mask),), destinations=(_address(target, other),), services=(service,))
        )  # fmt: skip
    return Acl(name=name, kind="advanced", family=4, rules=rules, lines=(1,))


def _ports(low: str, high: str) -> Interval:
    return (0, 65535) if low == "null" else (int(low), int(low if high == "null" else high))


def _address(text: str, mask: str) -> Address:
    if text == "any":
        return ANY_ADDRESS
    wild = 0 if mask == "null" else int(IPv4Address(mask))
    low = int(IPv4Address(text)) & ~wild
    return Address(low, 0, 4, wildcard=wild) if wild & (wild + 1) else Address(low, low | wild, 4)


def _router(name: str, interfaces: list[Interface], routes: list[Route], acls: list[Acl]) -> Device:
    return Device(
        name=name,
        platform="cisco_ios",
        interfaces=Section(items=interfaces, missing=""),
        routes=Section(items=routes, missing=""),
        acls=Section(items=acls, missing=""),
        routing=Section(missing=""),
        redundancy=Section(missing=""),
        nat=Section(missing=""),
        zones=Section(missing=""),
        vrfs=Section(missing=""),
        policies=Policies(missing="", unsupported="filters by access lists alone"),
    )
