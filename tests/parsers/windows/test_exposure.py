"""What a Windows host shows to the network."""

from __future__ import annotations

import pytest

from tests.parsers.windows.support import host, registry


def test_sockets_and_services() -> None:
    device = host()
    sockets = {socket.key: socket for socket in device.host.sockets}
    assert sockets["port:tcp/8005"].local
    assert not sockets["port:tcp/445"].local
    assert sockets["port:udp/123"].services == ("W32Time",)
    services = {service.name: service for service in device.host.services}
    assert (services["RemoteRegistry"].running.value, services["RemoteRegistry"].start.value) == (False, "disabled")
    assert device.host.winrm.https.value is True
    assert device.host.winrm.http.value is False
    assert {channel.name: channel.enabled.value for channel in device.channels}["telnet"] is False


def test_share_grants() -> None:
    share = next(share for share in host().host.shares if not share.administrative)
    assert [(grant.who, grant.level) for grant in share.grants.value] == [
        ("S-1-5-32-544", "full"),
        ("S-1-5-11", "read"),
        ("S-1-5-32-546", "deny"),
    ]


@pytest.mark.parametrize(
    ("mask", "level"),
    [(0x1F01FF, "full"), (0x1301BF, "change"), (0x1200A9, "read"), (0x10000000, "full"), (0x40000000, "change")],
)
def test_access_masks(mask: int, level: str) -> None:
    entry = {
        "access": [{"allow": True, "mask": mask, "sid": "S-1-1-0"}],
        "administrative": False,
        "name": "x",
        "path": "C:\\x",
        "type": 0,
    }
    assert host(shares=[entry]).host.shares.items[0].grants.value[0].level == level


def test_adapters_and_routes() -> None:
    device = host("10")
    adapter = device.host.network.adapters.items[0]
    assert (adapter.name, adapter.kind, adapter.up.value, adapter.gateways) == (
        "以太网",
        "wired",
        True,
        ("10.10.20.1",),
    )
    assert [(address.family, address.prefix) for address in adapter.addresses] == [(4, 24), (6, 64)]
    assert [(route.prefix, route.next_hop is None) for route in device.routes] == [(0, False), (24, True)]
    assert device.host.network.forwarding.value is False
    routed = host(registry=registry(IPEnableRouter=1))
    assert routed.host.network.forwarding.value is True
