"""A terminal must be admitted before it may send."""

from __future__ import annotations

from dengbao.check import Device, Role, check, findings, offending


@check(title="接入端口有准入控制", risk="medium", on={Role.ACCESS})
def boundary_ports_access_controlled(device: Device) -> None:
    """A terminal must be admitted before it may send.

    Passes when every enabled access port has 802.1X, MAC authentication, port security, portal or a static binding.
    Fails for each that has none. Trunks and routed ports are left out.
    """
    bare = offending(
        device.interfaces,
        lambda port: (
            port.kind == "physical" and not port.shutdown and port.mode in {"access", "hybrid"} and not port.nac
        ),
    )
    assert not bare, findings(bare, expected="启用 802.1X、MAC 认证或端口安全", actual="没有准入控制")
