"""What the devices see beside them is in the inventory, and what is in the inventory is there."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from dengbao.check import Device, Findings, Found, NotApplicable, Site, Undecided, check
from dengbao.model import NETWORK, Known, Neighbour

_CABLES = frozenset({"lldp", "cdp"})


@check(title="设备见到的邻居都在资产清单", risk="low")
def ledger_assets_known(site: Site) -> None:
    """What the devices see beside them is in the inventory, and what is in the inventory is there.

    Who announces itself by LLDP or CDP must be a host of the inventory, by its name, its host name or an address; so
    must who answers on the networks of ``site.management``. Passes when all do, and every host of the inventory was
    read. Fails for each that does not, and, where every network device has its tables, for each host of the inventory
    that nobody could read and no table shows. Undecided where a network device has none. Terminals elsewhere are not
    asked for: they need no host of their own. Not applicable when no network device is in the inventory.
    """
    devices = site.devices
    network = [device for device in devices if device.role in NETWORK]
    if not network:
        raise NotApplicable("清单没有网络设备")
    names, addresses = _known(site, devices)
    problems: dict[str, Found] = {}
    seen: set[int] = set()
    lacking = []
    for device in network:
        try:
            neighbours = list(device.neighbours)
        except Undecided as why:
            lacking.append(f"{device.name}({why.why})")
            continue
        except NotApplicable:
            continue
        seen |= {one.address for one in neighbours if one.address is not None}
        for stranger in _strangers(device, neighbours, names, addresses, site.settings.management):
            problems.setdefault(stranger.key, stranger)
    for host in () if lacking else site.hosts:
        if host.name in site.absent and not _at(host.address) & seen:
            actual = f"没有采集到({site.absent[host.name]}),也没有任何设备见到 {host.address or '它'}"
            found = Found(key=f"unseen:{host.name}", expected="清单中的设备都在网", actual=actual, device=host.name)
            problems.setdefault(found.key, found)
    assert not problems, Findings(problems.values())
    if lacking:
        raise Undecided(f"{len(lacking)} 台设备没有 ARP、MAC、LLDP 等表:{'、'.join(lacking[:5])}")


def _known(site: Site, devices: Iterable[Device]) -> tuple[set[str], set[int]]:
    """Names and addresses by which a host of the inventory may be seen."""
    names = {_short(host.name) for host in site.hosts}
    addresses = {number for host in site.hosts for number in _at(host.address)}
    addresses |= {address for _, address in site.network.topology.answers}
    for device in devices:
        if isinstance(device.system.hostname, Known):
            names.add(_short(device.system.hostname.value))
        with suppress(Undecided, NotApplicable):
            addresses |= {own.address for one in device.host.network.adapters for own in one.addresses}
    return names, addresses


def _strangers(
    device: Device,
    neighbours: Iterable[Neighbour],
    names: set[str],
    addresses: set[int],
    management: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network],
) -> Iterator[Found]:
    for one in neighbours:
        where = f"{device.name} 的 {one.interface or one.source}"
        if one.source in _CABLES:
            if _short(one.name) in names or one.address in addresses:
                continue
            who = one.name or one.mac or one.port
            yield _found(device, one, who, f"{where} 接着 {who},清单中没有")
        elif one.source == "arp" and one.address is not None and one.address not in addresses:
            shown = ipaddress.IPv4Address(one.address)
            if any(shown in net for net in management if net.version == 4):  # noqa: PLR2004 - the IP version
                yield _found(device, one, str(shown), f"{where} 见到管理网段的 {shown}({one.mac}),清单中没有")


def _found(device: Device, one: Neighbour, who: str, actual: str) -> Found:
    return Found(key=f"asset:{who}", expected="登记在清单中", actual=actual, lines=one.lines, file=one.file,
                 device=device.name)  # fmt: skip


def _at(address: str) -> set[int]:
    try:
        return {int(ipaddress.ip_address(address))}
    except ValueError:
        return set()


def _short(name: str) -> str:
    return name.casefold().partition(".")[0]
