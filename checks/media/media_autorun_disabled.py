"""Nothing starts by itself from what is plugged in."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="关闭移动介质自动运行", risk="medium", on=HOSTS)
def media_autorun_disabled(device: Device) -> None:
    """Nothing starts by itself from what is plugged in.

    Passes when autorun is off for removable drives (Windows: ``NoDriveTypeAutoRun`` with bit 0x04, 255 for all kinds;
    Linux: no automount that runs programs). Fails when it is on.
    """
    problems = lacking(
        need(
            device.host.removable.autorun,
            lambda on: not on,
            key="autorun",
            expected="所有驱动器关闭自动播放",
            actual="移动介质会自动播放",
        )
    )
    assert not problems, problems
