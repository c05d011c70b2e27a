"""Nobody logs in from afar as root with a password."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="root 不能用口令远程登录", risk="high", on=HOSTS, platforms=("linux",))
def identity_root_login_denied(device: Device) -> None:
    """Nobody logs in from afar as root with a password.

    Passes when sshd's ``PermitRootLogin`` is ``no``, or lets root in by a key alone (sshd_config(5)). Fails on ``yes``.
    """
    problems = lacking(
        need(
            device.host.logon.root_remote,
            lambda how: how != "yes",
            key="ssh:root-login",
            expected="PermitRootLogin 为 no",
            actual="root 可以用口令远程登录",
        )
    )
    assert not problems, problems
