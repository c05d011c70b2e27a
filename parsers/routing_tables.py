"""Routing tables that were gathered, as routes with ``origin="table"``: what is in force, learnt routes included.

A next hop that no interface of the instance is on is looked up in the table again, as the device does; where that does
not end at an interface (tunnels, labels, routes leaked between instances), the route is kept as one that is not
understood, so that nobody takes its packets for blocked. Devices with virtual systems are left out: their tables do not
say which system they are of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dengbao.model import Device, Route
from dengbao.model.ports import named
from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.hp_comware.tables import full_name
from parsers.routing_junos import junos
from parsers.routing_rows import Row, Strange, ios, nxos, panos, vrp
from parsers.text import clean_lines

_DEEPEST = 8  # next hops that are reached through other routes
_LOOPBACK, _MULTICAST = 127, 224  # first bytes: addresses that no device forwards


def _huawei(lines: list[str]) -> list[Row]:
    return vrp(lines, flags=True)


def _comware(lines: list[str]) -> list[Row]:
    rows = vrp(lines, flags=False)
    for row in rows:
        row.interface = full_name(row.interface)
    return rows


_READERS: dict[str, dict[str, Callable[[list[str]], list[Row]]]] = {
    "huawei": {"display-ip-routing-table": _huawei, "display-ip-routing-table-all-vpn-instance": _huawei},
    "hp_comware": {"display-ip-routing-table": _comware, "display-ip-routing-table-all-vpn-instance": _comware},
    "cisco_ios": {"show-ip-route": ios, "show-ip-route-vrf": ios},
    "cisco_nxos": {"show-ip-route-vrf-all": nxos},
    "juniper_junos": {"show-route": junos},
    "paloalto_panos": {"show-routing-route": panos},
}


def read(device: Device, platform: str, outputs: Mapping[str, str]) -> None:
    """Add the routes of every table that was gathered and understood as a whole, and account the lines.

    Args:
        device: as its configuration made it.
        platform: whose outputs these are.
        outputs: masked texts by output name.
    """
    for name, reader in _READERS.get(platform, {}).items():
        if name not in outputs:
            continue
        lines = clean_lines(outputs[name])
        status = UNREAD
        if not _parted(device) and not device.interfaces.missing:
            try:
                device.routes.items += _routes(device, name, reader(lines))
                status = USED
            except Strange:
                pass
        device.coverage[name] = bytes(status if line.strip() else IRRELEVANT for line in lines)


def _parted(device: Device) -> bool:
    return any(port.context for port in device.interfaces.items) or any(one.kind != "vrf" for one in device.vrfs.items)


def _routes(device: Device, file: str, rows: list[Row]) -> list[Route]:
    return [_route(device, file, row, rows) for row in rows if not _nobodys(row)]


def _nobodys(row: Row) -> bool:
    """Whether its addresses are never forwarded: loopback, multicast, broadcast, the address of nobody."""
    first = row.network >> 24
    return bool(row.prefix) and (first == _LOOPBACK or first >= _MULTICAST or (row.network == 0 and row.prefix == 32))  # noqa: PLR2004 - bits of an IPv4 address


def _route(device: Device, file: str, row: Row, rows: list[Row]) -> Route:
    discard = row.interface.lower() == "null0"
    out = "" if discard else _spelt(device, row.interface)
    wired = row.next_hop is not None and _wired(device, row.vrf, row.next_hop, out)
    sure = discard or row.next_hop is None or wired or _reached(device, row, rows, _DEEPEST)
    return Route(
        network=row.network, prefix=row.prefix, lines=(row.line,), file=file, origin="table", vrf=row.vrf,
        next_hop=None if discard else row.next_hop, interface=out if wired or row.next_hop is None else "",
        discard=discard, distance=row.distance, unread=() if sure and not row.doubt else (row.line,),
    )  # fmt: skip


def _spelt(device: Device, shown: str) -> str:
    return named((port.name for port in device.interfaces.items), shown) if shown else ""


def _wired(device: Device, vrf: str, hop: int, out: str) -> bool:
    """Whether a next hop is on the subnet of an interface: of ``out`` where the device has it, of any otherwise."""
    own = [port for port in device.interfaces.items if port.vrf == vrf and not port.shutdown]
    fitting = [port for port in own if port.name == out] if out else own
    return any(
        one.family == 4 and (hop ^ one.address) >> (32 - one.prefix) == 0  # noqa: PLR2004 - IPv4 and its bits
        for port in fitting
        for one in port.addresses
    )


def _reached(device: Device, row: Row, rows: list[Row], deep: int) -> bool:
    """Whether the longest routes to a next hop that is not on a wire all lead to one that is."""
    hop = row.next_hop
    if hop is None or not deep:
        return False
    holding = [
        one for one in rows if one.vrf == row.vrf and one.prefix and (hop ^ one.network) >> (32 - one.prefix) == 0
    ]
    longest = max((one.prefix for one in holding), default=0)
    best = [one for one in holding if one.prefix == longest]
    return bool(best) and all(
        one is not row and not one.doubt and one.next_hop is not None and one.interface.lower() != "null0"
        and (_wired(device, one.vrf, one.next_hop, _spelt(device, one.interface))
             or _reached(device, one, rows, deep - 1))
        for one in best
    )  # fmt: skip
