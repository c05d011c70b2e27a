"""SNMPv3 users do not rest on MD5 or DES."""

from __future__ import annotations

from checks.weak import surely_strong, weak_snmp
from dengbao.check import NETWORK, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import SnmpUser


def rests_on_weak(user: SnmpUser) -> bool:
    """Whether a user has a weak algorithm.

    Raises:
        Undecided: it authenticates by what is not known, or by an algorithm of an unknown name.
    """
    if user.level in {"auth", "priv"} and not user.authentication:
        raise Undecided("没有读到认证算法", user.lines)
    used = [name for name in (user.authentication, user.privacy) if name not in {"", "none"}]
    return bool(weak_snmp(user)) or not surely_strong("snmp", used)


@check(title="SNMPv3 不用弱算法", risk="medium", on=NETWORK)
def mgmt_snmp_algorithms_strong(device: Device) -> None:
    """SNMPv3 users do not rest on MD5 or DES.

    Passes when no user authenticates with MD5 or encrypts with DES or 3DES. Fails for each that does. Groups and users
    without authentication are ``mgmt_snmp_v3_only``'s. Not applicable when SNMP is off or has no v3 user.
    Basis: RFC 6151 (MD5), NIST SP 800-131A (DES, 3DES).
    """
    if not device.snmp.enabled:
        raise NotApplicable("未启用 SNMP")
    known = list(device.snmp.users)
    users = [user for user in known if not user.name.startswith("group-")]
    if known and not users:
        raise Undecided("有 SNMPv3 组,没有读到用户(IOS 的配置不显示用户,要采集 show snmp user)", known[0].lines)
    if not users:
        raise NotApplicable("没有 SNMPv3 用户")
    weak = offending(users, rests_on_weak)
    assert not weak, findings(
        weak, expected="SHA 认证、AES 加密", actual=lambda user: f"使用 {'、'.join(weak_snmp(user))}"
    )
