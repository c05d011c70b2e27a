"""The clock follows a time server."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, Findings, Found, check, lacking, need
from dengbao.model import Known


@check(title="时钟与时间服务器同步", risk="medium", on=NETWORK | HOSTS)
def audit_time_synchronised(device: Device) -> None:
    """The clock follows a time server.

    Passes when a time source is configured (one of ``site.ntp_servers`` where the site declares them), and the device
    does not say that it is out of step. A host of a domain may follow the domain. Fails otherwise.
    """
    servers = list(device.clock.servers)
    wanted = {str(address) for address in device.site.ntp_servers}
    good = [server for server in servers if not wanted or server.address in wanted]
    if servers and not good and device.role in HOSTS:  # the domain's controllers are asked in their turn
        good = [server for server in servers if server.address == device.host.os.domain.value]
    lines = tuple(line for server in servers for line in server.lines)
    file = servers[0].file if servers else ""
    problems = Findings()
    if not good:
        used = "、".join(server.address for server in servers)
        actual = f"只用 {used}" if servers else "没有配置时间源"
        expected = f"使用 {'、'.join(sorted(wanted)) or '时间服务器'}"
        problems.append(Found(key="clock:no-server", expected=expected, actual=actual, lines=lines, file=file))
    state = device.clock.synchronised
    if isinstance(state, Known) and not state.value:
        problems += lacking(need(state, bool, key="clock:unsynchronised", expected="时钟已同步", actual="未同步"))
    assert not problems, problems
