"""The system records who logs in, and what changes accounts, rights and its own rules."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, either, lacking, need
from dengbao.model import AuditSetting, AuditTopic, Fact, Known, Unknown

_BOTH = ("success", "failure")
_SUCCESS = ("success",)
WANTED: dict[str, dict[AuditTopic, tuple[str, ...]]] = {
    "windows": {
        "logon": _BOTH,
        "credentials": _BOTH,
        "accounts": _BOTH,
        "groups": _BOTH,
        "audit_policy": _BOTH,
        "authentication_policy": _SUCCESS,
        "privileges": _BOTH,
        "security_state": _SUCCESS,
        "security_extension": _SUCCESS,
        "integrity": _BOTH,
        "logoff": _SUCCESS,
        "lockout": ("failure",),
        "special_logon": _SUCCESS,
        "process": _SUCCESS,
    },
    "linux": {
        "identity_files": _SUCCESS,
        "logon": _SUCCESS,
        "sudo": _SUCCESS,
        "time": _SUCCESS,
        "permissions": _SUCCESS,
        "modules": _SUCCESS,
    },
}
"""What level 3 is taken to ask: logins, accounts, rights, policies, the system's own events, of every user. The
standard names no subcategory; Windows' after Microsoft's audit policy recommendations, Linux' after audit.rules(7)."""
TITLES: dict[AuditTopic, str] = {
    "logon": "登录",
    "credentials": "凭据验证",
    "accounts": "账户管理",
    "groups": "组管理",
    "audit_policy": "审核策略更改",
    "authentication_policy": "身份验证策略更改",
    "privileges": "敏感特权使用",
    "security_state": "安全状态更改",
    "security_extension": "安全系统扩展",
    "integrity": "系统完整性",
    "logoff": "注销",
    "lockout": "账户锁定",
    "special_logon": "特殊登录",
    "process": "进程创建",
    "identity_files": "账户文件改动",
    "sudo": "提权操作",
    "time": "时间修改",
    "permissions": "文件权限修改",
    "modules": "内核模块加载",
}
_WORDS = {"success": "成功", "failure": "失败"}


@check(title="系统审核策略覆盖重要事件", risk="high", on=HOSTS)
def audit_policy_complete(device: Device) -> None:
    """The system records who logs in, and what changes accounts, rights and its own rules.

    Passes when the recorder runs (Windows: the event log; Linux: auditd with rules in force) and every topic of
    ``WANTED`` is recorded: successes, and failures where they tell something. Fails when it does not run, and for each
    topic that is not. On Linux a topic without a rule is not recorded; on Windows a subcategory that the export lacks
    is not known.
    """
    audit = device.host.audit
    by_topic: dict[str, list[AuditSetting]] = {}
    for setting in audit.settings:
        by_topic.setdefault(setting.topic, []).append(setting)
    problems = lacking(
        need(audit.enabled, bool, key="audit:off", expected="启用系统审核", actual="未运行"),
        *(
            need(
                _recorded(device.platform, topic, [getattr(setting, side) for setting in by_topic.get(topic, ())]),
                bool,
                key=f"audit:{topic}-{side}",
                expected=f"审核{TITLES[topic]}的{_WORDS[side]}",
                actual="不审核",
                name=by_topic[topic][0].name if topic in by_topic else topic,
            )
            for topic, sides in WANTED[device.platform].items()
            for side in sides
        ),
    )
    assert not problems, problems


def _recorded(platform: str, topic: AuditTopic, facts: list[Fact[bool]]) -> Fact[bool]:
    """Whether one side of a topic is recorded by any setting."""
    if facts:
        return either(*facts)
    return Known(value=False) if platform == "linux" else Unknown(f"没有读到“{TITLES[topic]}”的审核设置")
