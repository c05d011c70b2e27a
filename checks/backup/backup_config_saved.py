"""What runs would survive a reboot."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="运行配置已保存", risk="medium", on=NETWORK)
def backup_config_saved(device: Device) -> None:
    """What runs would survive a reboot.

    Passes when running and startup configuration are the same. Fails when they differ.
    """
    problems = lacking(
        need(
            device.archive.saved,
            bool,
            key="archive:unsaved",
            expected="运行配置与启动配置一致",
            actual="有未保存的改动",
        )
    )
    assert not problems, problems
