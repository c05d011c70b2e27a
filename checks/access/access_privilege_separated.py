"""Not every account holds the highest right: operators or auditors have less."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Findings, Found, NotApplicable, Undecided, check


@check(title="管理、审计权限分开", risk="medium", on=NETWORK)
def access_privilege_separated(device: Device) -> None:
    """Not every account holds the highest right: operators or auditors have less.

    Passes when there are enabled administrators both with the highest right and without it.
    Fails when all have it. Undecided when none has it: who may raise his right (``enable``, ``super``) is not seen.
    Not applicable when there is no local account.
    """
    administrators = [user for user in device.users if user.enabled and user.administrator]
    if not administrators:
        raise NotApplicable("没有本地账户")
    lesser = [user for user in administrators if user.top is False]
    lines = tuple(line for user in administrators for line in user.lines)
    if len(lesser) == len(administrators):
        raise Undecided("没有最高权限的账户,看不出谁能提升权限", lines)
    if not lesser and any(user.top is None or user.unread for user in administrators):
        raise Undecided("看不出账户的权限级别", lines)
    assert lesser, Findings(
        [
            Found(
                key="accounts:separation",
                expected="另设权限较低的审计或操作账户",
                actual=f"{len(administrators)} 个账户都是最高权限",
                lines=lines,
            )
        ]
    )
