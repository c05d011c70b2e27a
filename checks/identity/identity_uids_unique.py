"""Each account has a number of its own, and only root has 0."""

from __future__ import annotations

from collections import Counter

from dengbao.check import HOSTS, Device, check, findings, offending


@check(title="账户的 UID 不重复", risk="high", on=HOSTS, platforms=("linux",))
def identity_uids_unique(device: Device) -> None:
    """Each account has a number of its own, and only root has 0.

    Passes when no two accounts share a UID. Fails for each that shares one, root itself aside: passwd(5) gives the
    rights by the number, so such an account is another name for the same person.
    """
    times = Counter(account.id for account in device.host.accounts)
    doubled = offending(device.host.accounts, lambda account: times[account.id] > 1 and account.name != "root")
    assert not doubled, findings(
        doubled, expected="UID 唯一,0 只属于 root", actual=lambda account: f"UID {account.id} 与别的账户相同"
    )
