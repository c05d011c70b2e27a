"""Logs leave the device for a collector."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, Findings, Found, Undecided, check


@check(title="日志发往集中日志服务器", risk="high", on=NETWORK | HOSTS)
def audit_log_sent_to_collector(device: Device) -> None:
    """Logs leave the device for a collector.

    Passes when at least one collector is configured, and one of ``site.log_servers`` where the site declares them.
    Fails when there is none, or only others. A host whose logs an agent takes away is not decided: where to, only the
    agent's own settings say. High-risk case 6.5.1.2.
    """
    known = list(device.logging.servers)
    servers = [server for server in known if server.enabled]
    wanted = {str(address) for address in device.site.log_servers}
    good = [server for server in servers if not wanted or server.address in wanted]
    if not good and device.role in HOSTS and (agents := [one.name for one in device.host.log_agents]):
        raise Undecided(f"日志由 {'、'.join(agents)} 外送,看不出发往哪里:请出示其配置")
    sent = "、".join(server.address for server in servers)
    off = "日志服务器已停用" if known else "没有配置日志服务器"
    assert good, Findings(
        [
            Found(
                key="log:none",
                expected=f"发往 {'、'.join(sorted(wanted)) or '集中日志服务器'}",
                actual=f"只发往 {sent}" if servers else off,
                lines=tuple(line for server in servers or known for line in server.lines),
                file=known[0].file if known else "",
            )
        ]
    )
