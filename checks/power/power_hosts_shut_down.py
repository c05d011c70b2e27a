"""A server that hangs on a UPS shuts itself down before the battery is empty."""

from __future__ import annotations

from dengbao.check import HOSTS, Findings, Found, NotApplicable, Role, Site, Undecided, check, either
from dengbao.model import Agent


@check(title="接 UPS 的服务器能在断电时自动关机", risk="medium")
def power_hosts_shut_down(site: Site) -> None:
    """A server that hangs on a UPS shuts itself down before the battery is empty.

    Passes when every server of the inventory with a ``ups`` runs a shutdown client (NUT's upsmon, apcupsd, PowerChute,
    Winpower ...). Fails for each without, or whose client does not run. Not applicable when no server names a UPS.
    """
    hanging = {host.name for host in site.hosts if host.ups and host.role == Role.SERVER}
    if not hanging:
        raise NotApplicable("清单没有写明哪台服务器接在 UPS 上(ups)")
    problems = Findings()
    undecided: list[Undecided] = []
    for device in site.devices:
        if device.name not in hanging or device.role not in HOSTS:
            continue
        try:
            clients = list(device.host.shutdown_clients)
            if not clients or not either(*(client.running for client in clients)):
                problems.append(_found(device.name, clients))
        except Undecided as why:
            undecided.append(Undecided(f"{device.name}:{why.why}"))
    if not problems and undecided:
        raise undecided[0]
    assert not problems, problems


def _found(name: str, clients: list[Agent]) -> Found:
    return Found(
        key=f"host:{name}",
        expected="运行 UPS 关机客户端",
        actual=f"{clients[0].name} 没有运行" if clients else "没有 UPS 关机客户端",
        lines=tuple(line for client in clients for line in client.lines),
        file=clients[0].file if clients else "",
        device=name,
        names={"name": name},
    )
