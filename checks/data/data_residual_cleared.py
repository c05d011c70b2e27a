"""What a user leaves behind in memory and on the logon screen does not stay for the next."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="清除剩余信息", risk="low", on=HOSTS)
def data_residual_cleared(device: Device) -> None:
    """What a user leaves behind in memory and on the logon screen does not stay for the next.

    Passes when Windows does not show the last user's name (``DontDisplayLastUserName``), clears the page file at
    shutdown (``ClearPageFileAtShutdown``) and keeps at most ``cached_logons_max`` domain logons, and Linux writes no
    core dumps. Fails for each that is otherwise. What the system does not have is passed over.
    """
    logon, residual, most = device.host.logon, device.host.residual, device.limits["cached_logons_max"]
    problems = lacking(
        need(logon.last_user_hidden, bool, key="logon:last-user", expected="不显示上次登录的用户名", actual="显示"),
        need(
            residual.page_file_cleared, bool, key="residual:page-file", expected="关机时清除页面文件", actual="不清除"
        ),
        need(
            logon.cached_logons,
            lambda count: count <= most,
            key="logon:cached",
            expected=f"缓存的域登录不超过 {most:g} 次",
            actual="缓存 {} 次",
        ),
        need(
            residual.core_dumps, lambda on: not on, key="residual:core-dumps", expected="不生成核心转储", actual="生成"
        ),
    )
    assert not problems, problems
