"""The databases of a host."""

from __future__ import annotations

from dengbao.check import Device, NotApplicable
from dengbao.model import Database


def sql_servers(device: Device) -> list[Database]:
    """The instances of SQL Server.

    Raises:
        Undecided: databases were not read.
        NotApplicable: there is none.
    """
    servers = [database for database in device.host.databases if database.product == "sqlserver"]
    if not servers:
        raise NotApplicable("没有 SQL Server")
    return servers
