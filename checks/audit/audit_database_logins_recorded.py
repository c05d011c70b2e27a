"""A database records who failed to log in."""

from __future__ import annotations

from checks.databases import sql_servers
from dengbao.check import HOSTS, Device, check, findings, offending


@check(title="数据库记录登录失败", risk="medium", on=HOSTS, platforms=("windows",))
def audit_database_logins_recorded(device: Device) -> None:
    """A database records who failed to log in.

    Passes when each SQL Server records failed logins, or all (``AuditLevel`` 2 or 3; 2 by default). Fails for each that
    records none, or only successes. Not applicable without SQL Server.
    """
    silent = offending(sql_servers(device), lambda server: server.login_audit.value not in {"failure", "all"})
    words = {"none": "不记录登录", "success": "只记录成功的登录"}
    assert not silent, findings(
        silent, expected="记录失败(或全部)登录", actual=lambda server: words.get(server.login_audit.value, "")
    )
