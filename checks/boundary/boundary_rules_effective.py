"""Every rule does something: none stands behind others that take all of its packets, none repeats what follows."""

from __future__ import annotations

from checks.rulesets import Scope, access_lists, policies
from dengbao.check import NETWORK, Device, Findings, Found, NotApplicable, check
from dengbao.model import Lines, Rule
from dengbao.packets import Analysis, Entry, Idle


@check(title="没有被遮蔽或重复的规则", risk="medium", on=NETWORK)
def boundary_rules_effective(device: Device) -> None:
    """Every rule does something.

    Passes when no working rule of the policies or of an access list is shadowed (the rules before it, one or several
    together, match every packet that it matches) or redundant (its packets would fare the same by the rules after it,
    with the same log and profiles). Proven over all packets; fails for each, and names the rules that cover it. What
    is to be tightened (open in two of source, destination and service) makes no narrower rule redundant, nor does the
    closing default. Applications, users and schedules count: a rule limited by them covers only what is limited alike.
    Not applicable when there is no policy and no access list.
    """
    scopes = _scopes(device)
    analyses = [(scope, Analysis(scope.ruleset)) for scope in scopes]
    # A list that is applied elsewhere stands there again, with the same lines: one finding is enough.
    by_lines: dict[Lines, Found] = {}
    for scope, analysis in analyses:
        for one in _idle(scope, analysis):
            by_lines.setdefault(one.lines, one)
    problems = Findings(by_lines.values())
    if not problems:
        for scope, analysis in analyses:
            if analysis.doubts:
                raise scope.ruleset.doubt()
    assert not problems, problems


def _scopes(device: Device) -> list[Scope]:
    """What the device has of policies and access lists."""
    found: list[Scope] = []
    for part in (policies, access_lists):
        try:
            found += part(device)
        except NotApplicable:
            continue
    if not found:
        raise NotApplicable("没有安全策略,也没有按报文匹配的访问控制列表")
    return found


def _idle(scope: Scope, analysis: Analysis) -> list[Found]:
    shadowed = [analysis.shadowing(entry) for entry in analysis.shadowed()]
    redundant = analysis.redundant(may_stay=lambda entry: not _is_loose(entry))
    return [
        *(_found(scope, idle, "前面的规则{names}匹配了它的全部报文" + _opposed(idle)) for idle in shadowed),
        *(_found(scope, idle, "去掉它,报文由后面的规则{names}同样处理") for idle in redundant),
    ]


def _found(scope: Scope, idle: Idle, actual: str) -> Found:
    rule = idle.entry.rule
    names = "、".join(f"“{_name(scope, other.rule)}”" for other in idle.by)
    return Found(
        key=scope.key(rule),
        expected="每条规则都起作用",
        actual=actual.format(names=names),
        lines=scope.lines(idle.entry, *idle.by),
        names={"name": rule.name, "list": scope.owner.partition(":")[2]},
    )


def _name(scope: Scope, rule: Rule) -> str:
    return rule.name if scope.owner else rule.key.partition(":")[2]


def _opposed(idle: Idle) -> str:
    if not idle.opposed:
        return ",永远不会命中"
    return f",永远不会命中,而动作相反:写明{'放行' if idle.entry.permits else '拒绝'}的没有生效"


def _is_loose(entry: Entry) -> bool:
    rule = entry.rule
    return sum((rule.from_any, rule.to_any, rule.any_service)) > 1
