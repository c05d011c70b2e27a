"""Software that backs a server up does so."""

from __future__ import annotations

from dengbao.check import Device, Manual, Role, check, findings, offending


@check(title="服务器的备份软件在运行", risk="medium", on={Role.SERVER})
def backup_host_agent_running(device: Device) -> None:
    """Software that backs a server up does so.

    Passes when every backup agent that is installed runs or is started by the schedule. Fails for each that is disabled
    or stopped. Where none is seen a person says how the server is backed up (by the hypervisor, the database);
    that the copies can be read back is attested in any case. High-risk case 6.4.6.1.
    """
    section = device.host.backup_agents
    agents = [] if section.missing or section.unsupported else list(section)
    if not agents:
        raise Manual("没有读到备份软件:请出示备份软件、虚拟化平台、数据库或存储的备份记录")
    idle = offending(agents, lambda agent: not agent.running.value)
    assert not idle, findings(idle, expected="备份软件在运行", actual=lambda agent: f"{agent.name} 没有运行")
