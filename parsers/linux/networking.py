"""Adapters, addresses, routes, forwarding.

Rests on ip-address(8) and ip-route(8) (``-o``: one object a line), proc(5) ``ip_forward``, and the kernel's
``DEVTYPE=wlan`` of wireless adapters. Only a host that forwards is part of the network that packets cross.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Literal

from dengbao.model import Device, Fact, Interface, InterfaceAddress, Known, Route, Unknown
from dengbao.model.host_exposure import Adapter
from parsers.linux.document import FILE, Document, Line, known
from parsers.linux.facts import fact, section

_LINK = re.compile(r"\d+: ([^:@\s]+)(?:@\S+)?: <([^>]*)>.*?(?:link/(\S+) ([0-9a-f:]{17})?|$)")
_ADDRESS = re.compile(r"\d+: (\S+)\s+(inet6?) ([0-9a-fA-F.:]+)(?: peer [^/\s]+)?/(\d+)(.*)")
_ROUTE = re.compile(r"(?:(unicast|blackhole|unreachable|prohibit) )?(default|[0-9a-fA-F.:]+(?:/\d+)?)(.*)")
_VIRTUAL = re.compile(r"(?:docker|br-|veth|virbr|cni|flannel|dummy|bond|team|cali|kube|vnet)")
_TUNNEL = re.compile(r"(?:tun|tap|wg|ppp|sit|gre|ipip|ip6tnl|tailscale|zt)")
_FORWARD = {"/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv6/conf/all/forwarding"}
Kind = Literal["wired", "wireless", "mobile", "virtual", "loopback", "tunnel", "unknown"]


def read_network(device: Device, document: Document) -> None:
    """Fill adapters, routes and forwarding; interfaces too where the host forwards or might."""
    network = device.host.network
    network.file = FILE
    network.adapters = section(lambda: _adapters(document), "没有网卡")
    device.routes = section(lambda: _routes(document), "没有路由")
    network.forwarding = fact(lambda: _forwarding(document))
    for lines in document.get("kernel_settings").files().values():
        document.skip(*(line.number for line in lines if not document.status[line.number - 1]))
    forwards = network.forwarding
    if not isinstance(forwards, Unknown) and not forwards.value:
        device.interfaces.unsupported = "主机不在网卡之间转发报文"
        return
    device.interfaces = section(lambda: [_interface(one) for one in _adapters(document)], "没有网卡")


def _adapters(document: Document) -> list[Adapter]:
    wireless = _wireless(document)
    found: dict[str, Adapter] = {}
    for line in document.need("links").lines:
        if match := _LINK.match(line.text):
            document.use(line.number)
            name, flags = match[1], set(match[2].split(","))
            found[name] = Adapter(
                name=name,
                lines=(line.number,),
                kind=_kind(name, flags, wireless),
                up=known("LOWER_UP" in flags and "UP" in flags, line),
                mac=match[4] or "",
                file=FILE,
            )
    for line in document.need("addresses").lines:
        match = _ADDRESS.match(line.text)
        if match and match[1] in found:
            document.use(line.number)
            adapter = found[match[1]]
            address = ipaddress.ip_address(match[3])
            own = InterfaceAddress(int(address), int(match[4]), 4 if address.version == 4 else 6)  # noqa: PLR2004
            if not address.is_link_local:
                adapter.addresses = (*adapter.addresses, own)
            adapter.lines = (*adapter.lines, line.number)
            adapter.dynamic_address = adapter.dynamic_address or (" dynamic" in match[5] and not address.is_link_local)
    for name in ("routes", "routes6"):
        for line in document.get(name).lines:
            match = re.match(r"default via (\S+) dev (\S+)", line.text)
            if match and match[2] in found:
                adapter = found[match[2]]
                adapter.gateways = (*adapter.gateways, match[1])
                adapter.lines = (*adapter.lines, line.number)
    return list(found.values())


def _wireless(document: Document) -> set[str]:
    """The names of wireless adapters: part of the path of their uevent file."""
    found = set()
    for path, lines in document.get("adapters").files().items():
        document.use(*(line.number for line in lines))
        if any(line.text.strip() == "DEVTYPE=wlan" for line in lines):
            found.add(path.split("/")[-2])
    return found


def _kind(name: str, flags: set[str], wireless: set[str]) -> Kind:
    if "LOOPBACK" in flags:
        return "loopback"
    if name in wireless or name.startswith("wl"):
        return "wireless"
    if name.startswith("ww"):
        return "mobile"
    if _TUNNEL.match(name) or "POINTOPOINT" in flags:
        return "tunnel"
    return "virtual" if _VIRTUAL.match(name) else "wired"


def _forwarding(document: Document) -> Fact[bool]:
    read = document.need("kernel_settings")
    lines = [line for path, found in read.files().items() if path in _FORWARD for line in found]
    document.use(*(line.number for line in lines))
    on = [line for line in lines if line.text.strip() == "1"]
    return known(bool(on), *(on or lines)) if lines else Unknown("没有读到 ip_forward")


def _routes(document: Document) -> list[Route]:
    found = []
    for name in ("routes", "routes6"):
        read = document.need("routes") if name == "routes" else document.get(name)
        found += [route for line in read.lines if (route := _route(line, 4 if name == "routes" else 6, document))]
    return found


def _route(line: Line, family: Literal[4, 6], document: Document) -> Route | None:
    match = _ROUTE.match(line.text.strip())
    if not match:
        return None
    try:
        whole = "0.0.0.0/0" if family == 4 else "::/0"  # noqa: PLR2004 - the IP version
        network = ipaddress.ip_network(whole if match[2] == "default" else match[2], strict=False)
        via = re.search(r"\bvia (?:inet6 )?(\S+)", match[3])
        hop = int(ipaddress.ip_address(via[1])) if via else None
    except ValueError:
        return None
    document.use(line.number)
    out = re.search(r"\bdev (\S+)", match[3])
    return Route(
        network=int(network.network_address),
        prefix=network.prefixlen,
        lines=(line.number,),
        family=family,
        next_hop=hop,
        interface=out[1] if out else "",
        discard=match[1] in {"blackhole", "unreachable", "prohibit"},
        origin="table",
    )


def _interface(adapter: Adapter) -> Interface:
    up = adapter.up
    return Interface(
        name=adapter.name,
        zone=adapter.name,
        lines=adapter.lines,
        kind="loopback" if adapter.kind == "loopback" else "tunnel" if adapter.kind == "tunnel" else "physical",
        up=up.value if isinstance(up, Known) else None,
        addresses=adapter.addresses,
        dynamic_address=adapter.dynamic_address,
    )
