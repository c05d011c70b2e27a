"""The database's own first account cannot be used."""

from __future__ import annotations

from checks.databases import sql_servers
from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Database


@check(title="数据库内置管理员已停用或改名", risk="high", on=HOSTS, platforms=("windows",))
def identity_database_administrator_secured(device: Device) -> None:
    """The database's own first account cannot be used.

    Passes when SQL Server takes Windows accounts alone (``LoginMode`` 1), or ``sa`` is disabled or renamed. Fails for
    each instance where it can log in. Not applicable without SQL Server. High-risk case 6.4.2.1.
    """

    def is_open(database: Database) -> bool:
        if not database.mixed:
            return False
        return database.administrator_enabled.value and database.administrator_name.value.lower() == "sa"

    known = offending(sql_servers(device), is_open)
    assert not known, findings(known, expected="只用 Windows 身份验证,或停用、改名 sa", actual="混合验证,sa 可以登录")
