"""Where packet filters are applied: ``traffic-filter`` and traffic policies (MQC) on ports, VLANs and the whole device.

After the S and CE ``traffic-filter`` pages and the "how modules use permit and deny" summaries: what no rule matches is
forwarded; in a traffic policy a deny rule drops whatever the behaviour says, a permit rule hands the packet to the
behaviour, and classifiers are tried in the order of the policy.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from dengbao.model import Acl, Interface, Lines, Rule
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS
from parsers.huawei.interfaces import INTERFACE, NOTED
from parsers.huawei.operands import number
from parsers.huawei.state import TOP, State, say


class Classifier(Struct):
    """What a class matches: ACLs by name, or everything; ``unread`` are matches that no ACL says."""

    acls: list[str] = field(default_factory=list)
    everything: bool = False
    unread: Lines = ()


class Policy(Struct):
    """Classes with their behaviours, in order."""

    lines: list[int] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)


CLASS: Table[Classifier] = Table()
BEHAVIOR: Table[list[str]] = Table()
POLICY: Table[Policy] = Table()
say("acls", "traffic-filter")
BEHAVIOR.ignore(
    "限速、标记、统计和镜像,不丢弃报文",
    *("car", "remark", "statistic", "mirroring", "queue", "description", "count", "accounting", "nest", "vlan-mapping"),
    *("mac-address", "gts", "user-queue", "priority", "permit-cpu", "untagged"),
)


@TOP.line("traffic classifier", topic="acls")
def _classifier(reading: Reading, words: list[str], block: Block) -> bool:
    """``traffic classifier C operator and|or [precedence N]`` / ``if-match acl N``."""
    classifier: Classifier = reading.scratch.of("classifier").setdefault(" ".join(words[2:3]), Classifier())
    classifier.unread += reading.inside(block, CLASS, classifier)
    return len(words) > 2  # noqa: PLR2004


@CLASS.line("if-match")
def _match(classifier: Classifier, words: list[str], block: Block) -> bool:
    if words[1:2] == ["acl"] and len(words) > 2:  # noqa: PLR2004
        classifier.acls.append(words[-1])
    elif words[1:2] == ["any"]:
        classifier.everything = True
    else:  # VLANs, DSCP ...: what it matches, the model cannot say
        classifier.unread += (block.number,)
    return True


@TOP.line("traffic-policy", topic="acls")
def _everywhere(reading: Reading, words: list[str], block: Block) -> bool:
    """``traffic-policy P global inbound`` on a switch; on a firewall the view of bandwidth policies."""
    if reading.scratch.dialect in FIREWALLS:
        reading.skip(block)
        return True
    reading.scratch.say("traffic-policy", words[1:], block.number)
    return not block.children


@TOP.line("traffic behavior", topic="acls")
def _behavior(reading: Reading, words: list[str], block: Block) -> bool:
    actions: list[str] = reading.scratch.of("behavior").setdefault(" ".join(words[2:3]), [])
    reading.topic("acls").unread.extend(reading.inside(block, BEHAVIOR, actions))
    return len(words) == 3  # noqa: PLR2004


@BEHAVIOR.line("permit", "deny", "redirect")
def _act(actions: list[str], words: list[str], _block: Block) -> bool:
    actions.append(words[0])
    return True


@TOP.line("traffic policy", topic="acls")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    policy: Policy = reading.scratch.of("policy").setdefault(" ".join(words[2:3]), Policy())
    policy.lines.append(block.number)
    reading.topic("acls").unread.extend(reading.inside(block, POLICY, policy))
    return len(words) > 2  # noqa: PLR2004


@POLICY.line("classifier")
def _part(policy: Policy, words: list[str], block: Block) -> bool:
    match words:
        case ["classifier", name, "behavior", behavior, *_]:
            policy.parts.append((name, behavior))
            policy.lines.append(block.number)
            return True
    return False


@INTERFACE.line("traffic-policy")
def _applied(_interface: Interface, words: list[str], _block: Block) -> bool:
    """Noted by the interface's own handler; settled when all policies are read."""
    return len(words) == 3 and words[2] in {"inbound", "outbound"}  # noqa: PLR2004


def _note(reading: Reading, interface: Interface, words: list[str], _line: int) -> None:
    reading.scratch.of("mqc").setdefault(interface.name, []).append((words[1], words[-1]))


NOTED["traffic-policy"] = _note


def finish(reading: Reading) -> None:
    """Put the filters on the interfaces."""
    state: State = reading.scratch
    by_name = {interface.name: interface for interface in reading.device.interfaces.items}
    for name, bound in state.of("mqc").items():
        for policy, direction in bound:
            acl = _combined(reading, policy)
            if acl is not None:
                _add(by_name[name], direction, acl.name)
    for words, line in (*state.said.get("traffic-filter", ()), *state.said.get("traffic-policy", ())):
        _wide(reading, words, line)


def _add(interface: Interface, direction: str, name: str) -> None:
    if direction == "inbound":
        interface.acl_in += (name,)
    else:
        interface.acl_out += (name,)


def _wide(reading: Reading, words: list[str], line: int) -> None:
    """``traffic-filter [vlan V] inbound acl N``; ``traffic-policy P global inbound``: of a VLAN, or of every port."""
    direction = next((word for word in words if word in {"inbound", "outbound"}), "")
    vlan = number(words[words.index("vlan") + 1], 4094) if "vlan" in words[:-1] else None
    if "acl" in words:
        name = [word for word in words[words.index("acl") + 1 :] if word not in {"ipv6", "name"}][:1]
    else:
        acl = _combined(reading, words[0]) if words else None
        name = [acl.name] if acl else []
    if not direction or not name:
        if direction and "acl" in words:
            reading.topic("acls").unread.append(line)
        return
    for interface in reading.device.interfaces.items:
        if interface.name == f"Vlanif{vlan}" if vlan is not None else interface.kind == "physical":
            _add(interface, direction, name[0])


def _combined(reading: Reading, name: str) -> Acl | None:
    """The list that a traffic policy amounts to; None when it drops nothing."""
    state: State = reading.scratch
    label = f"traffic-policy {name}"
    if (4, label) in state.of("acl"):
        found: Acl = state.of("acl")[(4, label)]
        return found
    policy: Policy | None = state.of("policy").get(name)
    acl = Acl(
        name=label, kind="advanced", family=4, rules=[], lines=tuple(policy.lines) if policy else (), default="permit"
    )
    if policy is None:
        acl.unread = acl.lines
    for classifier, behavior in policy.parts if policy else ():
        actions = state.of("behavior").get(behavior, [])
        _extend(acl, state.of("classifier").get(classifier, Classifier()), state, drops="deny" in actions)
    if not acl.unread and all(rule.permits for rule in acl.rules):
        return None
    state.of("acl")[(4, label)] = acl
    reading.device.acls.items.append(acl)
    return acl


def _extend(acl: Acl, classifier: Classifier, state: State, *, drops: bool) -> None:
    if classifier.unread and drops:
        acl.unread += classifier.unread
    for name in classifier.acls:
        part: Acl | None = state.of("acl").get((4, name))
        if part is None:
            continue  # a list that is not there matches nothing
        acl.unread += part.unread
        acl.rules += [
            replace(rule, name=f"{name} {rule.name}", action="deny" if drops else rule.action) for rule in part.rules
        ]
    if classifier.everything:
        acl.rules.append(Rule(name="any", action="deny" if drops else "permit", lines=acl.lines))
