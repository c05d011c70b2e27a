"""Management networks of devices, judged for the whole site."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from types import SimpleNamespace

import pytest

from checks.mgmt.mgmt_zone_separated import mgmt_zone_separated
from dengbao.check import Findings, Manual, NotApplicable, Role, Site, Undecided
from dengbao.check.reading import Reader
from dengbao.model import Device, Interface, InterfaceAddress, Section

MANAGEMENT = [IPv4Network("10.9.0.0/24")]


def device(role: Role = Role.CORE, zones: tuple[str, ...] = (), /, **interfaces: list[str]) -> Device:
    items = [
        Interface(
            name=name,
            lines=(7,),
            zone=dict(zip(interfaces, zones, strict=False)).get(name, ""),
            addresses=tuple(InterfaceAddress(int(IPv4Address(address)), 24) for address in addresses),
        )
        for name, addresses in interfaces.items()
    ]
    return Device(role=role, interfaces=Section(items=items, missing=""))


def site(networks: list[IPv4Network], **devices: Device) -> Site:
    for name, one in devices.items():
        one.name = name
    readers = {name: Reader(one) for name, one in devices.items()}
    return Site(SimpleNamespace(management=networks), readers, {})


def judged(**devices: Device) -> list[str]:
    try:
        mgmt_zone_separated(site(MANAGEMENT, **devices))
    except AssertionError as error:
        return [found.key for found in Findings.of(error) or ()]
    return []


def test_an_interface_of_its_own_passes() -> None:
    assert judged(a=device(mgmt=["10.9.0.5"], user=["10.1.0.1"]), b=device(loop=["10.9.0.6", "10.9.0.7"])) == []


def test_a_device_without_and_an_interface_that_is_shared_are_found() -> None:
    found = judged(a=device(user=["10.1.0.1"]), b=device(vlan1=["10.9.0.6", "10.1.0.2"]), c=device(m=["10.9.0.9"]))
    assert found == ["management:a", "management:b:vlan1"]


def test_a_business_interface_in_the_management_zone_of_a_firewall_is_found() -> None:
    ports = {"m": ["10.9.0.9"], "n": ["10.9.0.10"], "u": ["10.1.0.1"], "v": ["10.2.0.1"]}
    zones = ("mgmt", "mgmt", "trust", "mgmt")
    assert judged(a=device(Role.FIREWALL, zones, **ports), b=device(Role.CORE, zones, **ports)) == ["management:a:v"]
    assert judged(a=device(Role.FIREWALL, ("", "", "", ""), **ports)) == []
    apart = device(Role.FIREWALL, zones, **ports)
    apart.interfaces.items[3].vrf = "business"
    assert judged(a=apart) == []


def test_lines_not_understood_leave_it_open() -> None:
    doubtful = device(user=["10.1.0.1"])
    doubtful.interfaces.items[0].unread = (8,)
    with pytest.raises(Undecided, match="a 的接口有没有读懂的行"):
        judged(a=doubtful, b=device(m=["10.9.0.9"]))
    assert judged(a=doubtful, b=device(user=["10.1.0.2"])) == ["management:b"]


def test_interfaces_that_nobody_read_leave_it_open() -> None:
    with pytest.raises(Undecided):
        judged(a=Device(role=Role.CORE))


def test_no_management_network_is_declared() -> None:
    with pytest.raises(Manual, match=r"site\.management"):
        mgmt_zone_separated(site([], a=device(m=["10.9.0.9"])))


def test_a_site_without_network_devices() -> None:
    with pytest.raises(NotApplicable, match="没有网络设备"):
        judged()
