"""The ``aaa`` view: who checks administrators' names, what passwords must be, and what happens after failures.

After the S series (V200R019) AAA pages, CE and YunShan password-policy pages, NE ``user-security-policy``, the USG6000E
administrator chapters and FAQ 3175, 3265. Administrators belong to the domain ``default_admin`` unless a global
``domain X admin`` names another one; a firewall's account names its scheme itself.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Lines, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei import users
from parsers.huawei.dialect import FIREWALLS, Dialect
from parsers.huawei.state import TOP, Scheme, State, say

AAA: Table[Reading] = Table()
DOMAIN: Table[Scheme] = Table()
SCHEME: Table[Scheme] = Table()
SERVER: Table[Scheme] = Table()
POLICY: Table[Reading] = Table()

AAA.line("local-user")(users.local_user)
AAA.line("manager-user")(users.manager_user)
AAA.line("bind")(users.bind)
_METHODS = {"radius", "hwtacacs", "local", "none", "ldap", "ad", "securid", "tacacs", "radius-proxy"}
_ABOUT = {
    "local-user": "users", "manager-user": "users", "bind": "users", "role": "users", "user-password": "passwords",
    "local-aaa-user": "passwords", "password-policy": "passwords", "lock-authentication": "lockout",
}  # fmt: skip


@TOP.line("aaa", topic="aaa")
def _aaa(reading: Reading, _words: list[str], block: Block) -> bool:
    unread = set(reading.inside(block, AAA, reading))
    for child in block.children:
        lost = unread.intersection(reading.numbers(child))
        if lost:
            words = child.text.removeprefix("undo ").split()
            reading.topic(_ABOUT.get(words[0] if words else "", "aaa")).unread.extend(sorted(lost))
    return True


@TOP.line("role", topic="users")
def _role_outside(reading: Reading, _words: list[str], block: Block) -> bool:
    """Old firewalls print ``role`` at column 0 in the middle of aaa, and ``bind`` below the last one."""
    reading.topic("users").unread.extend(reading.inside(block, ROLE, reading))
    return True


ROLE: Table[Reading] = Table()
ROLE.line("bind")(users.bind)
ROLE.ignore(
    "角色的权限明细;各角色的含义按缺省角色名判断",
    *("description", "dashboard", "monitor", "policy", "object", "network", "system", "rule"),
)


@AAA.line("role")
def _role(reading: Reading, words: list[str], block: Block) -> bool:
    reading.topic("users").unread.extend(reading.inside(block, ROLE, reading))
    return len(words) > 1


def _note(*heads: str) -> None:
    for head in heads:
        size = len(head.split())

        def note(reading: Reading, words: list[str], block: Block, *, head: str = head, size: int = size) -> bool:
            reading.scratch.say(head, words[size:], block.number)
            return not block.children

        AAA.line(head)(note)


_note(
    *("user-password complexity-check", "undo user-password complexity-check", "user-password min-len"),
    *("user-password expire", "user-password history-password-check", "local-aaa-user wrong-password"),
    *("undo local-aaa-user wrong-password", "lock-authentication enable", "undo lock-authentication enable"),
    *("lock-authentication failed-count", "lock-authentication timeout", "undo local-user", "cmd recording-scheme"),
    "undo manager-user password-modify",
    *("system recording-scheme", "outbound recording-scheme", "user-block failed-times", "user-block reactive"),
    *("password-policy mandatory enable", "undo password-policy mandatory enable", "aaa-quiet administrator"),
)
AAA.ignore(
    "与管理员登录无关(接入用户、并发、提示)",
    *("remote-aaa-user", "undo local-user password", "domain-name-delimiter", "domainname-parse-direction"),
    *("local-user-name", "user-name", "access-user", "abnormal-offline-record", "offline-record", "online-fail-record"),
    *("undo user-privilege", "service-scheme", "local-aaa-user password policy access-user", "ip pool"),
    *("authentication-super", "undo local-aaa-user change-offline", "aaa-author", "aaa-authen", "user-group"),
)


@AAA.line("authentication-scheme", "accounting-scheme", "authorization-scheme", "recording-scheme")
def _scheme(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) != 2:  # noqa: PLR2004
        return False
    scheme = reading.scratch.scheme(words[0], words[1])
    scheme.lines.append(block.number)
    lost = reading.inside(block, SCHEME, scheme)
    reading.topic("aaa").unread.extend(lost)
    return True


@SCHEME.line("authentication-mode", "accounting-mode", "authorization-mode", "recording-mode")
def _mode(scheme: Scheme, words: list[str], block: Block) -> bool:
    given = words[1:2] if words[0] == "recording-mode" else words[1:]
    scheme.methods = tuple(word for word in given if word in _METHODS)
    scheme.lines.append(block.number)
    most = 3 if words[0] == "recording-mode" else len(_METHODS)  # the method and its server group
    return bool(given) and len(scheme.methods) == len(given) and len(words) <= most


@SCHEME.line("authorization-cmd")
def _authorized_commands(scheme: Scheme, words: list[str], block: Block) -> bool:
    scheme.uses["commands"] = " ".join(words[2:])
    scheme.lines.append(block.number)
    return True


SCHEME.ignore(
    "计费与失败处理的细节", "accounting", "authentication-super", "undo authentication", "undo server", "server"
)


@AAA.line("domain")
@TOP.line("domain", topic="aaa")
def _domain(reading: Reading, words: list[str], block: Block) -> bool:
    match words:
        case ["domain", name]:
            scheme = reading.scratch.scheme("domain", name)
            scheme.lines.append(block.number)
            reading.topic("aaa").unread.extend(reading.inside(block, DOMAIN, scheme))
            return True
        case ["domain", name, "admin", *_]:
            reading.scratch.say("domain admin", [name], block.number)
            return True
        case ["domain", _]:
            return True
    return False


@DOMAIN.line("authentication-scheme", "accounting-scheme", "authorization-scheme", "radius-server", "hwtacacs-server")
def _domain_uses(scheme: Scheme, words: list[str], block: Block) -> bool:
    scheme.uses[words[0]] = words[-1]
    scheme.lines.append(block.number)
    return len(words) == 2  # noqa: PLR2004


DOMAIN.ignore(
    "域的接入业务参数,与管理员登录无关",
    *("service-type", "internet-access", "reference", "ip", "new-user", "l2tp-user", "service-scheme", "user-group"),
    *("statistic", "state", "accounting-copy", "dns", "access-limit", "domain-location", "web-server", "idle-cut"),
)


@TOP.line("radius-server template", "hwtacacs-server template", topic="aaa")
def _servers(reading: Reading, words: list[str], block: Block) -> bool:
    scheme = reading.scratch.scheme(words[0], words[-1])
    scheme.lines.append(block.number)
    reading.topic("aaa").unread.extend(reading.inside(block, SERVER, scheme))
    return len(words) == 3  # noqa: PLR2004


@SERVER.line("radius-server authentication", "hwtacacs-server authentication")
def _server(scheme: Scheme, words: list[str], block: Block) -> bool:
    scheme.servers.extend(words[2:3])
    scheme.lines.append(block.number)
    return len(words) > 2  # noqa: PLR2004


SERVER.ignore(
    "认证服务器的计费、重传、密钥等参数;密钥由脱敏层判断",
    *("radius-server", "undo radius-server", "hwtacacs-server", "undo hwtacacs-server", "radius-attribute"),
)
say("aaa", "hwtacacs enable", "undo hwtacacs enable", "hwtacacs-server template none")


@AAA.line("local-aaa-user password policy administrator")
def _policy(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.say("policy administrator", [], block.number)
    reading.topic("passwords").unread.extend(reading.inside(block, POLICY, reading))
    return True


@POLICY.line("password", "undo password")
def _policy_line(reading: Reading, words: list[str], block: Block) -> bool:
    for head in (
        *("password expire", "password history record number", "password min-length", "password complexity"),
        *("undo password similar-to-name-check", "undo password alert original", "password alert"),
    ):
        size = len(head.split())
        if words[:size] == head.split():
            reading.scratch.say(f"policy {head}", words[size:], block.number)
            return True
    return False


def methods(state: State, kind: str) -> tuple[tuple[str, ...], Lines] | None:
    """The methods by which administrators are checked or accounted, and the lines that say so; None when not known."""
    if state.dialect in FIREWALLS:
        return _firewall_methods(state, kind)
    named = state.last("domain admin")
    domain = state.schemes.get(("domain", named[0][0] if named else "default_admin"))
    scheme = domain.uses.get(kind, "default") if domain else "default"
    found = state.schemes.get((kind, scheme))
    if found is None:
        return None
    lines = tuple(sorted({*(domain.lines if domain else ()), *found.lines}))
    default = ("none",) if kind == "accounting-scheme" else ("local",)
    return found.methods or default, lines


def _firewall_methods(state: State, kind: str) -> tuple[tuple[str, ...], Lines] | None:
    """A firewall's account names one of the schemes; the built-in ones say their methods by their name."""
    if kind != "authentication-scheme":
        found = state.schemes.get((kind, "default"))
        return (found.methods or ("none",), tuple(found.lines)) if found else None
    used: dict[str, int] = dict(state.of("admin scheme"))
    if not used and any(user.unread for user in state.of("user").values()):
        return None
    if not used:
        found = state.schemes.get((kind, "default"))
        return (found.methods or ("local",), tuple(found.lines)) if found else None
    order: list[str] = []
    lines: set[int] = set()
    for name, line in used.items():
        scheme = state.schemes.get((kind, name))
        built_in = tuple(name.split("_")[1:]) if name.startswith("admin_") else ()
        order += [
            m for m in (scheme.methods if scheme and scheme.methods else built_in or ("local",)) if m not in order
        ]
        lines |= {line, *(scheme.lines if scheme else ())}
    return tuple(order), tuple(sorted(lines))


def finish(reading: Reading) -> None:
    """Judge the chain for administrators."""
    state: State = reading.scratch
    facts = reading.device.aaa
    checked = methods(state, "authentication-scheme")
    facts.authentication = Known(*checked) if checked else Unknown("没有读到管理员所用的认证方案")
    allowed = methods(state, "authorization-scheme")
    facts.authorization = Known(*allowed) if allowed else Unknown("没有读到管理员所用的授权方案")
    counted = methods(state, "accounting-scheme")
    facts.accounting = Known(*counted) if counted else Unknown("没有读到管理员所用的计费方案")
    facts.command_accounting = _recorded(state)
    facts.servers = _server_list(state)


def _recorded(state: State) -> Fact[bool]:
    """``cmd recording-scheme R`` sends commands to the server that R names; there is none by default."""
    said = state.last("cmd recording-scheme")
    if said is None:
        return Absent(False, "缺省没有命令记录方案(cmd recording-scheme)")
    words, line = said
    if len(words) != 1:
        return Unknown("没有读懂 cmd recording-scheme", (line,))
    scheme = state.schemes.get(("recording-scheme", words[0]))
    return Known(bool(scheme and scheme.methods), (line, *(scheme.lines if scheme else ())))


def _server_list(state: State) -> Fact[tuple[str, ...]]:
    found: list[str] = []
    lines: list[int] = []
    for (kind, _), scheme in state.schemes.items():
        if kind in {"radius-server", "hwtacacs-server"} and scheme.servers:
            found += scheme.servers
            lines += scheme.lines
    return Known(tuple(found), tuple(sorted(lines))) if found else Absent((), "没有配置认证服务器")


def none_lines(state: State) -> Lines:
    """The lines that let administrators in without any check, none when there are no such lines."""
    checked = methods(state, "authentication-scheme")
    return checked[1] if checked and "none" in checked[0] and state.dialect is not Dialect.YUNSHAN else ()
