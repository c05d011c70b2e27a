"""No share can be changed by everybody."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Share

CROWDS = {
    "S-1-1-0": "Everyone",
    "S-1-5-7": "匿名登录",
    "S-1-5-32-546": "Guests",
    "*": "所有地址",
}


@check(title="共享目录不允许任何人写入", risk="high", on=HOSTS)
def access_shares_limited(device: Device) -> None:
    """No share can be changed by everybody.

    Passes when no shared folder (the administrative ones aside: another check) lets Everyone, anonymous, guests, or
    every address of an NFS export, change it. Fails for each that does. Reading is left to the site's own rules.
    """
    open_ = offending(
        device.host.shares, lambda share: share.kind == "disk" and not share.administrative and _who(share)
    )
    assert not open_, findings(
        open_, expected="写权限只给需要的用户或组", actual=lambda share: f"{'、'.join(_who(share))} 可以写入"
    )


def _who(share: Share) -> list[str]:
    """The crowds that may change a share."""
    return [
        CROWDS[grant.who] for grant in share.grants.value if grant.level in {"change", "full"} and grant.who in CROWDS
    ]
