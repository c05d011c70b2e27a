"""Network devices are administered on a network of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dengbao.check import (
    FIREWALLS,
    NETWORK,
    Device,
    Findings,
    Found,
    Manual,
    NotApplicable,
    Site,
    Undecided,
    check,
    combined,
)
from dengbao.model import Interface, InterfaceAddress


@check(title="设备的管理地址在独立的管理网段", risk="medium")
def mgmt_zone_separated(site: Site) -> None:
    """Network devices are administered on a network of its own.

    Passes when every network device has an interface with an address in ``site.management``, no such interface carries
    another network beside it, and on a firewall its security zone holds no interface of another network in the same
    VRF. Fails for each device without one, and for each interface that shares. A person looks where the site declares
    no management network. Whether a switch's port in its VLAN is an administrator's or a user's, no text tells.
    """
    if not site.settings.management:
        raise Manual("清单没有声明管理网段(site.management),需人工核查,出示:管理区域划分图")
    for place, network in enumerate(site.settings.management, 1):
        site.cite("management", place, str(network))
    devices = [device for device in site.devices if device.role in NETWORK]
    if not devices:
        raise NotApplicable("清单中没有网络设备")
    problems = combined(*(partial(_shared, device, site) for device in devices))
    assert not problems, problems


def _shared(device: Device, site: Site) -> Findings:
    def inside(address: InterfaceAddress) -> bool:
        return any(
            net.version == address.family and int(net[0]) <= address.address <= int(net[-1])
            for net in site.settings.management
        )

    interfaces = list(device.interfaces)
    known = [one for one in interfaces if any(map(inside, one.addresses))]
    if not known:
        if device.interfaces.unread or any(one.unread for one in interfaces):
            raise Undecided(f"{device.name} 的接口有没有读懂的行,找不到管理网段的地址")
        return Findings([_found(device, "", expected="有管理网段的地址", actual="没有管理网段的地址")])
    business = [one for one in interfaces if not all(map(inside, one.addresses))]
    return Findings([*_interfaces(device, known, business), *_zones(device, known, business)])


def _interfaces(device: Device, known: list[Interface], business: list[Interface]) -> Iterator[Found]:
    for one in known:
        if one in business:
            actual = f"{one.name} 还有别的网段的地址"
            yield _found(device, one.name, expected="管理接口只有管理网段的地址", actual=actual, interface=one)


def _zones(device: Device, known: list[Interface], business: list[Interface]) -> Iterator[Found]:
    zones = {(one.zone, one.vrf) for one in known if one.zone and device.role in FIREWALLS}
    for one in business:
        if (one.zone, one.vrf) in zones and one not in known:
            actual = f"{one.name} 也在管理接口所在的安全域 {one.zone}"
            yield _found(device, one.name, expected="管理接口的安全域里没有业务接口", actual=actual, interface=one)


def _found(device: Device, name: str, *, expected: str, actual: str, interface: Interface | None = None) -> Found:
    return Found(
        key=f"management:{device.name}:{name}" if name else f"management:{device.name}",
        expected=expected,
        actual=actual,
        lines=interface.lines if interface else (),
        device=device.name,
    )
