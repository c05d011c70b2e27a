"""Rights are not raised without a password."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending


@check(title="sudo 提权要求口令", risk="medium", on=HOSTS, platforms=("linux",))
def identity_sudo_password_asked(device: Device) -> None:
    """Rights are not raised without a password.

    Passes when no sudo rule lets anybody run everything without a password (``NOPASSWD``, ``!authenticate``). Fails for
    each that does; rules for named commands are left to the site.
    """
    free = offending(device.host.logon.sudo, lambda rule: rule.everything and not rule.password)
    assert not free, findings(free, expected="去掉 NOPASSWD,或只放行列明的命令", actual="不用口令即可执行全部命令")
