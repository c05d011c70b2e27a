"""The configuration is archived or sent to a backup server by itself."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="配置自动备份", risk="medium", on=NETWORK)
def backup_config_archived(device: Device) -> None:
    """The configuration is archived or sent to a backup server by itself.

    Passes when an archive or backup job is configured. Fails when none is. High-risk case 6.4.6.1.
    """
    problems = lacking(
        need(device.archive.automatic, bool, key="archive:none", expected="配置自动归档或备份", actual="没有配置")
    )
    assert not problems, problems
