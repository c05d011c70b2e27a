"""Hosts guessed from a folder of configurations: what each is, what it is for, where it is reached."""

from __future__ import annotations

import ipaddress
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from dengbao.draft.detect import weights
from dengbao.engine.host import make_ready
from dengbao.errors import UserError
from dengbao.model import NETWORK, Device, Interface, Known, Role
from dengbao.snapshot import open_folder
from dengbao.snapshot.decode import decode
from dengbao.snapshot.plain import entries, host_of

_FEW = 3
"""So many VLAN interfaces with addresses make a switch a core."""
_ALWAYS = frozenset({"fortinet", "hillstone_stoneos", "cisco_asa", "paloalto_panos"})
_OUTSIDE = frozenset({"untrust", "outside", "wan", "internet", "l3-untrust"})
_BEST = ("management", "loopback", "vlan", "physical", "sub", "aggregate")
"""Where a device is best reached, by the kind of its interface."""

Address = ipaddress.IPv4Interface | ipaddress.IPv6Interface


class DraftHost(Struct, kw_only=True):
    """One guessed host; ``platform`` is "" where its text was not recognised, ``note`` says what to look at."""

    name: str
    platform: str
    role: Role | None = None
    address: Address | None = None
    note: str = ""
    device: Device | None = None


def draft_hosts(folder: Path) -> list[DraftHost]:
    """Guess the hosts of a plain folder, in the order of their names.

    Raises:
        UserError: it is none, it is a snapshot, or there is nothing in it.
    """
    opened = open_folder(folder, key=secrets.token_bytes(32))
    if opened.manifest:
        raise UserError(
            "这是采集的快照,它的清单就在其中", file=folder, key="--from", mend="--from 指向放有设备配置的文件夹"
        )
    hosts = []
    for name, paths in _by_host(folder).items():
        platform = _platform(paths)
        host = DraftHost(name=name, platform=platform)
        if not platform:
            host.note = "认不出是哪种平台,请写上 platform 并去掉行首的 #"
        else:
            subject = make_ready(platform, opened.host(name, platform), "没有数据")
            host.device = subject.reader.model if subject.reader else None
            host.note = _told(name, host.device) if host.device else f"没有读懂:{subject.why}"
            host.role = _role(platform, host.device)
            host.address = _address(host.device) if host.device else None
        hosts.append(host)
    if not hosts:
        raise UserError("文件夹里什么也没有", file=folder, key="--from", mend="放入配置:每台一个文件夹或一个文件")
    return hosts


def _by_host(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for entry in entries(folder):
        inside = sorted(path for path in entry.iterdir() if path.is_file()) if entry.is_dir() else [entry]
        found.setdefault(host_of(entry), []).extend(path for path in inside if not path.name.startswith("."))
    return found


def _platform(paths: Iterable[Path]) -> str:
    """Weigh all files of a host together."""
    whole = Counter[str]()
    for path in paths:
        whole.update(weights(decode(path.read_bytes()).text))
    ranked = [*whole.most_common(2), ("", 0), ("", 0)]
    return ranked[0][0] if ranked[0][1] > max(ranked[1][1], 2) else ""


def _told(name: str, device: Device) -> str:
    hostname = device.system.hostname
    if isinstance(hostname, Known) and hostname.value.casefold() != name.casefold():
        return f"设备自称 {hostname.value}"
    return ""


def _role(platform: str, device: Device | None) -> Role | None:
    """Guess what a host is for; None where nothing hints."""
    if platform == "ups":
        return Role.UPS
    if platform in {"windows", "linux"}:
        kind = device.host.os.kind if device else None
        return Role.WORKSTATION if isinstance(kind, Known) and kind.value == "workstation" else Role.SERVER
    if device is None:
        return Role.FIREWALL if platform in _ALWAYS else None
    ports = device.interfaces.items
    if platform in _ALWAYS or device.policies.items:
        return Role.BORDER_FIREWALL if any(map(_leads_out, ports)) else Role.FIREWALL
    if not any(port.mode in {"access", "trunk", "hybrid"} for port in ports):
        return Role.ROUTER
    routed = sum(port.kind == "vlan" and bool(port.addresses) for port in ports)
    return Role.CORE if routed >= _FEW else Role.ACCESS


def _leads_out(port: Interface) -> bool:
    named = {port.zone.casefold(), port.name.casefold()} & _OUTSIDE
    return bool(named) or any(address.ip.is_global for address in _addresses(port))


def _address(device: Device) -> Address | None:
    ports = [port for port in device.interfaces.items if port.addresses and not port.shutdown]
    ports.sort(key=lambda port: _BEST.index(port.kind) if port.kind in _BEST else len(_BEST))
    return next((address for port in ports for address in _addresses(port) if not address.ip.is_global), None) or next(
        (address for port in ports for address in _addresses(port)), None
    )


def _addresses(port: Interface) -> Iterator[Address]:
    for one in port.addresses:
        kind = ipaddress.IPv4Interface if one.family == 4 else ipaddress.IPv6Interface  # noqa: PLR2004 - the IP version
        yield kind((one.address, one.prefix))


def management(hosts: Iterable[DraftHost]) -> list[str]:
    """Networks in which two or more network devices are reached: administration comes from there, or near."""
    counts = Counter(
        host.address.network
        for host in hosts
        if host.address and host.role in NETWORK and host.address.network.num_addresses > 1
    )
    return [str(network) for network, count in counts.most_common(3) if count > 1]


def collectors(hosts: Iterable[DraftHost]) -> tuple[list[str], list[str]]:
    """The log servers and the time servers that devices name, the most named first."""
    logs, clocks = Counter[str](), Counter[str]()
    for host in hosts:
        if host.device:
            logs.update({one.address for one in host.device.logging.servers.items})
            clocks.update({one.address for one in host.device.clock.servers.items})
    return [*filter(_is_address, dict(logs.most_common()))], [*filter(_is_address, dict(clocks.most_common()))]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
