"""Network devices are administered on a network of its own."""

from __future__ import annotations

from functools import partial

from dengbao.check import NETWORK, Device, Findings, Found, NotApplicable, Site, Undecided, check, combined
from dengbao.model import Interface, InterfaceAddress


@check(title="设备的管理地址在独立的管理网段", risk="medium")
def mgmt_zone_separated(site: Site) -> None:
    """Network devices are administered on a network of its own.

    Passes when every network device has an interface with an address in ``site.management``, and no such interface
    carries another network beside it. Fails for each device without one, and for each interface that is shared.
    Not applicable when the site declares no management network. That no user's port is in it, and that a firewall's
    zone for it holds nothing else, is not judged here.
    """
    if not site.settings.management:
        raise NotApplicable("清单没有声明管理网段(site.management)")
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

    def found(interface: Interface | None) -> Found:
        return Found(
            key=f"management:{device.name}:{interface.name}" if interface else f"management:{device.name}",
            expected="管理接口只有管理网段的地址" if interface else "有管理网段的地址",
            actual=f"{interface.name} 还有别的网段的地址" if interface else "没有管理网段的地址",
            lines=interface.lines if interface else (),
            device=device.name,
        )

    known = [one for one in device.interfaces if any(map(inside, one.addresses))]
    if not known and (device.interfaces.unread or any(one.unread for one in device.interfaces)):
        raise Undecided(f"{device.name} 的接口有没有读懂的行,找不到管理网段的地址")
    if not known:
        return Findings([found(None)])
    return Findings(found(one) for one in known if not all(map(inside, one.addresses)))
