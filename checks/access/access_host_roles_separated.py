"""Not everybody who logs in to a server may do everything there."""

from __future__ import annotations

from checks.accounts import usable
from dengbao.check import Device, Findings, Found, NotApplicable, Role, Undecided, check


@check(title="服务器的管理、审计账户分开", risk="medium", on={Role.SERVER})
def access_host_roles_separated(device: Device) -> None:
    """Not everybody who logs in to a server may do everything there.

    Passes when some enabled account that may log in has not the highest right: an operator or auditor. Fails when all
    have it. Not applicable on a host of a domain, whose people have their accounts there, and without accounts.
    """
    if device.host.os.domain.value:
        raise NotApplicable("账户由域统一管理")
    people = [account for account in device.host.accounts if usable(account)]
    if not people:
        raise NotApplicable("没有可登录的本地账户")
    lines = tuple(line for account in people for line in account.lines)
    lesser = any(account.top is False for account in people)
    if not lesser and any(account.top is None or account.unread for account in people):
        raise Undecided("看不出账户的权限级别", lines, people[0].file)
    assert lesser, Findings(
        [
            Found(
                key="accounts:separation",
                expected="另设权限较低的审计或操作账户",
                actual=f"{len(people)} 个可登录账户都有最高权限",
                lines=lines,
                file=people[0].file,
            )
        ]
    )
