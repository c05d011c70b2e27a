"""The database still gets security updates."""

from __future__ import annotations

import datetime as dt

from dengbao.check import HOSTS, Device, NotApplicable, check, findings, offending
from dengbao.check.firmware import firmware
from dengbao.model import Database


@check(title="数据库在支持期内", risk="high", on=HOSTS)
def intrusion_database_supported(device: Device) -> None:
    """The database still gets security updates.

    Passes when the support of each database's release has not ended by the day of judging, after
    ``dengbao/catalogue/firmware.yml``. Fails for each whose has. Not applicable without a database, and to releases
    that the file does not have. High-risk case 6.4.3.2.
    """
    databases = list(device.host.databases)
    if not databases:
        raise NotApplicable("没有读到数据库")
    today = device.as_of or dt.datetime.now(tz=dt.UTC).date()
    old = offending(databases, lambda database: _ends(database) < today)
    assert not old, findings(
        old,
        expected="在厂商支持期内",
        actual=lambda database: f"{database.version.value} 已于 {_ends(database)} 停止支持",
    )


def _ends(database: Database) -> dt.date:
    """The last day of support.

    Raises:
        NotApplicable: the file does not have the release.
    """
    known, version = firmware(database.product), database.version.value
    ends = known.ends(version) if known else None
    if ends is None:
        raise NotApplicable(f"停服清单没有该版本({database.product} {version}),见 docs/firmware.md")
    return ends
