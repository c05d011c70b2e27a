"""The clock follows a time server."""

from __future__ import annotations

from functools import partial

from dengbao.check import HOSTS, NETWORK, Device, Findings, Found, Undecided, check, combined, lacking, need
from dengbao.model import UNREAD


@check(title="时钟与时间服务器同步", risk="medium", on=NETWORK | HOSTS)
def audit_time_synchronised(device: Device) -> None:
    """The clock follows a time server.

    Passes when a time source is configured (one of ``site.ntp_servers`` where the site declares them), and the device
    says that it is in step. A host of a domain may follow the domain. Fails when there is no such source, or the device
    says that it is out of step. Undecided when the output that tells was not gathered. Two are judged by
    configuration alone: FortiOS (``diagnose`` alone tells, which a read-only account may not run) and StoneOS (``show
    ntp status`` shows settings, CLI guide 5.5R12 p. 711).
    """
    problems = combined(partial(_sources, device), partial(_in_step, device))
    assert not problems, problems


def _sources(device: Device) -> Findings:
    servers = list(device.clock.servers)
    wanted = {str(address) for address in device.site.ntp_servers}
    good = [server for server in servers if not wanted or server.address in wanted]
    if servers and not good and device.role in HOSTS:  # the domain's controllers are asked in their turn
        good = [server for server in servers if server.address == device.host.os.domain.value]
    lines = tuple(line for server in servers for line in server.lines)
    file = servers[0].file if servers else ""
    if good:
        return Findings()
    used = "、".join(server.address for server in servers)
    actual = f"只用 {used}" if servers else "没有配置时间源"
    expected = f"使用 {'、'.join(sorted(wanted)) or '时间服务器'}"
    return Findings([Found(key="clock:no-server", expected=expected, actual=actual, lines=lines, file=file)])


def _in_step(device: Device) -> Findings:
    state = device.clock.synchronised
    if state is UNREAD:
        raise Undecided("没有采集时钟同步状态的输出")
    return lacking(need(state, bool, key="clock:unsynchronised", expected="时钟已同步", actual="未同步"))
