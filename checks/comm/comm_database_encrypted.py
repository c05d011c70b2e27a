"""What a database sends over the network is encrypted."""

from __future__ import annotations

from checks.databases import sql_servers
from dengbao.check import HOSTS, Device, check, findings, offending


@check(title="数据库连接强制加密", risk="medium", on=HOSTS, platforms=("windows",))
def comm_database_encrypted(device: Device) -> None:
    """What a database sends over the network is encrypted.

    Passes when each SQL Server demands encryption of its connections (``ForceEncryption`` 1; 0 by default). Fails for
    each that does not. Not applicable without SQL Server.
    """
    clear = offending(sql_servers(device), lambda server: not server.encrypted.value)
    assert not clear, findings(clear, expected="强制加密(ForceEncryption 为 1)", actual="不强制加密")
