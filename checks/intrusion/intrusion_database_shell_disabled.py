"""SQL cannot start programs of the system."""

from __future__ import annotations

from checks.databases import sql_servers
from dengbao.check import HOSTS, Device, check, findings, offending


@check(title="停用数据库执行系统命令的功能", risk="high", on=HOSTS, platforms=("windows",))
def intrusion_database_shell_disabled(device: Device) -> None:
    """SQL cannot start programs of the system.

    Passes when ``xp_cmdshell`` is off on each SQL Server (off by default since 2005; the registry does not hold it, so
    it needs the collector's query). Fails for each where it is on. Not applicable without SQL Server. High-risk case
    6.4.3.1.
    """
    open_ = offending(sql_servers(device), lambda server: server.shell.value)
    assert not open_, findings(open_, expected="停用 xp_cmdshell", actual="启用了 xp_cmdshell")
