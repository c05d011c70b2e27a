"""A host is administered from the management network alone."""

from __future__ import annotations

from checks.admission import exposed
from dengbao.check import HOSTS, Device, check, findings
from dengbao.model import Socket

_PORTS = {22: "SSH", 3389: "远程桌面", 5985: "WinRM", 5986: "WinRM", 5900: "VNC"}
_PROGRAMS = {"sshd": "SSH", "sshd.exe": "SSH", "TermService": "远程桌面", "WinRM": "WinRM"}


@check(title="主机的管理端口只对管理网段开放", risk="medium", on=HOSTS)
def mgmt_host_source_restricted(device: Device) -> None:
    """A host is administered from the management network alone.

    Passes when the host's firewall lets only ``site.management`` (anything narrower than all, when the site declares
    none) to the ports on which it is administered: SSH, Remote Desktop, WinRM and VNC, by number and by the program
    behind them. Fails for each that others may reach.
    """
    found = exposed(device, lambda socket: socket.protocol == "tcp" and _title(socket))
    allowed = "、".join(map(str, device.site.management)) or "(限定的地址)"
    assert not found, findings(
        found,
        expected=f"只对管理网段 {allowed} 开放",
        actual=lambda one: f"{_title(one.socket)} 允许 {one.strangers} 访问",
        names=lambda one: {"name": str(one.socket.port), "protocol": one.socket.protocol},
    )


def _title(socket: Socket) -> str:
    """What is administered through a socket; "" when nothing is."""
    found = (_PROGRAMS[name] for name in (*socket.process.split(","), *socket.services) if name in _PROGRAMS)
    return _PORTS.get(socket.port) or next(found, "")
