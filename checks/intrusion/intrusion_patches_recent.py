"""Updates of the system are installed in time."""

from __future__ import annotations

from checks.ages import past_days
from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="主机及时安装补丁", risk="high", on=HOSTS)
def intrusion_patches_recent(device: Device) -> None:
    """Updates of the system are installed in time.

    Passes when the newest update was installed within ``patch_max_age_days`` of the day of judging, and no security
    update is known to be missing. Fails for each that is otherwise. High-risk case 6.4.3.2.
    """
    most, updates = device.limits["patch_max_age_days"], device.host.updates
    problems = lacking(
        need(
            updates.last,
            lambda date: past_days(date, device.as_of) <= most,
            key="patch:age",
            expected=f"{most:g} 天内装过更新",
            actual="最近一次更新是 {}",
        ),
        need(
            updates.pending,
            lambda count: count == 0,
            key="patch:pending",
            expected="没有待装的安全更新",
            actual="有 {} 个安全更新待装",
        ),
    )
    assert not problems, problems
