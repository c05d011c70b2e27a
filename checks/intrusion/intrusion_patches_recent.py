"""Updates of the system are installed in time."""

from __future__ import annotations

from checks.ages import past_days
from dengbao.check import HOSTS, Device, check, lacking, need
from dengbao.model import Known


@check(title="主机及时安装补丁", risk="high", on=HOSTS)
def intrusion_patches_recent(device: Device) -> None:
    """Updates of the system are installed in time.

    Passes when the newest update was installed within ``patch_max_age_days`` of the day of judging, and no security
    update is known to be missing (collectors that do not ask the network know of none). Fails for each that is
    otherwise. High-risk case 6.4.3.2.
    """
    most, updates = device.limits["patch_max_age_days"], device.host.updates
    age = need(
        updates.last,
        lambda date: past_days(date, device.as_of) <= most,
        key="patch:age",
        expected=f"{most:g} 天内装过更新",
        actual="最近一次更新是 {}",
    )
    waiting = need(
        updates.pending,
        lambda count: count == 0,
        key="patch:pending",
        expected="没有待装的安全更新",
        actual="有 {} 个安全更新待装",
    )
    problems = lacking(age, waiting) if isinstance(updates.pending, Known) else lacking(age)
    assert not problems, problems
