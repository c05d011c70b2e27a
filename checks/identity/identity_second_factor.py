"""Administrators prove themselves by two things, not by a password alone."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Manual, Undecided, check, findings, offending
from dengbao.model import User

READ_OF = ("huawei", "hp_comware", "fortinet")
SHOW = "请出示堡垒机或认证服务器的双因素配置截图与密码产品证书"
CONSOLE = frozenset({"terminal"})
OWN = frozenset({"local", "none", "password", "line", "enable"})


@check(title="管理员登录用双因素鉴别", risk="medium", on=NETWORK, platforms=READ_OF)
def identity_second_factor(device: Device) -> None:
    """Administrators prove themselves by two things, not by a password alone.

    Passes when the device itself asks every administrator that may come over the network for a second factor: a token
    (FortiOS ``two-factor``), a key beside the password (``password-rsa`` and its like of VRP, ``password-publickey``
    of Comware). Fails for each that it does not ask, where it asks others. A person shows the documents where the
    device asks nobody, or a server authenticates first: a bastion or the server may ask, which no configuration tells.
    High-risk case 6.4.1.3.
    """
    if any(method not in OWN for method in device.aaa.authentication.value[:1]):
        raise Manual(f"登录由认证服务器鉴别:{SHOW}")
    users = [user for user in device.users if user.enabled and user.administrator and user.services != CONSOLE]
    if not any(user.second_factor for user in users):
        raise Manual(f"设备自身没有要求第二种鉴别:{SHOW}")
    alone = offending(users, _alone)
    assert not alone, findings(alone, expected="与其他管理员一样用双因素登录", actual=_how)


def _alone(user: User) -> bool:
    if user.second_factor is None:
        raise Undecided("不清楚登录要几种鉴别", user.lines)
    return not user.second_factor


def _how(user: User) -> str:
    return "只用公钥" if user.public_key else "只用口令"
