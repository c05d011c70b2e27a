"""Who has not logged in learns nothing of the host."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="匿名连接看不到账户和共享", risk="medium", on=HOSTS, platforms=("windows",))
def access_anonymous_denied(device: Device) -> None:
    """Who has not logged in learns nothing of the host.

    Passes when anonymous connections may list neither accounts (``RestrictAnonymousSAM``) nor shares
    (``RestrictAnonymous``), do not count as Everyone, reach no pipe or share (``RestrictNullSessAccess``), and an empty
    password opens nothing over the network (``LimitBlankPasswordUse``). Fails for each that is otherwise.
    """
    logon = device.host.logon
    problems = lacking(
        need(
            logon.anonymous_accounts_listed,
            lambda on: not on,
            key="anonymous:accounts",
            expected="不允许匿名枚举账户",
            actual="允许",
        ),
        need(
            logon.anonymous_shares_listed,
            lambda on: not on,
            key="anonymous:shares",
            expected="不允许匿名枚举账户和共享",
            actual="允许",
        ),
        need(
            logon.anonymous_in_everyone,
            lambda on: not on,
            key="anonymous:everyone",
            expected="Everyone 不含匿名用户",
            actual="含匿名用户",
        ),
        need(
            logon.null_sessions_restricted, bool, key="anonymous:null-session", expected="限制空会话", actual="不限制"
        ),
        need(
            logon.blank_passwords_local_only,
            bool,
            key="logon:blank-passwords",
            expected="空口令只限本机控制台",
            actual="空口令可经网络登录",
        ),
    )
    assert not problems, problems
