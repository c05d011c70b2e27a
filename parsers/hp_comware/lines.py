"""User lines: console, AUX, VTY (Comware 7 login management reference; Comware 5 calls them user interfaces).

A line at its default takes the value of its ``line class``. Defaults of Comware 7: VTY and AUX ask for a password
(none is set, so nobody gets in), console and TTY ask for nothing; a device whose only console is AUX asks for nothing
there. ``authentication-mode`` and ``protocol inbound`` are coupled: when one of them stands on the line, the other
takes the built-in default instead of the class's. 10 minutes of silence end a session.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from dengbao.mask import read_secret
from dengbao.model import Absent, Known, Password, Terminal, Unknown, Unsupported
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.roles import level_of
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, plain, state_of
from parsers.hp_comware.users import stored
from parsers.ioslike.numbers import bounded

Kind = Literal["console", "aux", "vty", "tty"]
_KINDS: dict[str, Kind] = {
    "con": "console", "console": "console", "aux": "aux", "usb": "console", "vty": "vty", "tty": "tty", "modem": "tty",
}  # fmt: skip
_MODES = {"none": "none", "password": "password", "scheme": "user"}
_PROTOCOLS = {
    "all": frozenset({"ssh", "telnet"}),
    "ssh": frozenset({"ssh"}),
    "telnet": frozenset({"telnet"}),
    "pad": frozenset({"pad"}),
    "none": frozenset(),
}
_IDLE = 10.0


class LineScope(Struct):
    """A line, several in one header, or a class of lines."""

    kind: Kind
    record: Terminal
    reading: Reading
    is_class: bool
    said: dict[str, Known[Any]] = {}


LINE: Table[LineScope] = Table()


@TOP.line("line", "user-interface", topic="terminals")
def line(reading: Reading, words: list[str], block: Block) -> bool:
    """``line vty 0 63``, ``line class vty``, ``user-interface con 0``."""
    is_class = words[1:2] == ["class"]
    rest = words[2:] if is_class else words[1:]
    if not rest or rest[0] not in _KINDS:
        return False
    kind = _KINDS[rest[0]]
    record = Terminal(name=" ".join(rest), kind=kind, lines=tuple(reading.numbers(block)))
    scope = LineScope(kind, record, reading, is_class, {})
    record.unread = reading.inside(block, LINE, scope)
    state_of(reading).lines.append(scope)
    return True


def _keep(scope: LineScope, name: str, value: object, block: Block) -> bool:
    scope.said[name] = Known(value, (block.number,))
    return True


@LINE.line("authentication-mode")
def mode(scope: LineScope, words: list[str], block: Block) -> bool:
    """``authentication-mode none|password|scheme``."""
    return len(words) > 1 and words[1] in _MODES and _keep(scope, "authentication", _MODES[words[1]], block)


@LINE.line("idle-timeout")
def idle(scope: LineScope, words: list[str], block: Block) -> bool:
    """``idle-timeout MINUTES [SECONDS]``; 0 0 never ends."""
    numbers = [bounded(word, 0, 99999) for word in words[1:]]
    match numbers:
        case [int(minutes)]:
            return _keep(scope, "idle", float(minutes), block)
        case [int(minutes), int(seconds)]:
            return _keep(scope, "idle", minutes + seconds / 60, block)
    return False


@LINE.line("protocol inbound")
def inbound(scope: LineScope, words: list[str], block: Block) -> bool:
    """``protocol inbound all|ssh|telnet``."""
    found = _PROTOCOLS.get(words[2]) if len(words) > 2 else None  # noqa: PLR2004 - the line's own words
    return found is not None and _keep(scope, "inbound", found, block)


@LINE.line("acl")
def acl(scope: LineScope, words: list[str], block: Block) -> bool:
    """``acl [ipv6] N inbound`` of Comware 5."""
    match words:
        case ["acl", "ipv6", _, "inbound" | "outbound"]:
            return True
        case ["acl", name, "inbound"]:
            return _keep(scope, "acl", name, block)
    return False


@LINE.line("user-role")
def user_role(scope: LineScope, words: list[str], _block: Block) -> bool:
    """``user-role R``: what a session without an account may do."""
    level = level_of(words[-1])
    if level is not None:
        scope.record.level = max(level, scope.record.level or 0)
    return len(words) > 1


@LINE.line("user privilege level")
def privilege(scope: LineScope, words: list[str], _block: Block) -> bool:
    """``user privilege level 0-3`` of Comware 5."""
    scope.record.level = bounded(words[-1], 0, 15)
    return scope.record.level is not None


@LINE.line("set authentication password")
def line_password(scope: LineScope, words: list[str], block: Block) -> bool:
    """``set authentication password hash TEXT``."""
    storage, secret = stored(words[3:])
    scope.reading.device.device_passwords.items.append(
        Password(name=f"line {scope.record.name}", lines=(block.number,), storage=storage, secret=secret)
    )
    return secret is not None or read_secret(words[-1]) is None


@LINE.line("command accounting", "command authorization", "undo command accounting")
def command(scope: LineScope, words: list[str], block: Block) -> bool:
    """``command accounting`` and ``command authorization``."""
    return _keep(scope, " ".join(words[-2:]), words[0] != "undo", block)


plain(LINE, "auto-execute", "terminal", "history-command", "screen-length", "shell", "undo shell", "speed", "databits")
plain(LINE, "stopbits", "stop-bit-error", "parity", "flow-control", "escape-key", "activation-key", "redirect", "modem")
plain(
    LINE,
    "lock-key",
    "user-identity",
    "undo terminal",
    "undo modem",
    "quit",
    "lock",
    "undo user-role",
    "undo history-command",
)


def settle(reading: Reading) -> None:
    """After all lines: inherit from the classes, judge silence."""
    state, terminals = state_of(reading), reading.device.terminals
    scopes: list[LineScope] = state.lines
    classes = {scope.kind: scope.said for scope in scopes if scope.is_class}
    only_aux = not any(scope.kind == "console" and not scope.is_class for scope in scopes)
    for scope in scopes:
        if scope.is_class:
            terminals.unread.extend(scope.record.unread)
            continue
        _inherit(scope, classes.get(scope.kind, {}))
        _settle(scope, state, only_aux=only_aux)
        terminals.items.append(scope.record)
    terminals.missing = "" if terminals.items else "配置里没有用户线(line、user-interface)"


def _inherit(scope: LineScope, values: dict[str, Known[Any]]) -> None:
    coupled = {"authentication", "inbound"}
    own = coupled & set(scope.said)
    for name, value in values.items():
        if not (own and name in coupled):
            scope.said.setdefault(name, value)


def _settle(scope: LineScope, state: State, *, only_aux: bool) -> None:
    record, said = scope.record, scope.said
    open_by_default = scope.kind in {"console", "tty"} or (scope.kind == "aux" and only_aux)
    default, why = ("none", "缺省不认证") if open_by_default else ("password", "缺省只认证口令")
    record.authentication = said.get("authentication") or state.silent(default, f"{scope.kind} 线{why}")
    record.idle_minutes = said["idle"] if "idle" in said else state.silent(_IDLE, "缺省 10 分钟无操作断开")
    everything = state.silent(_PROTOCOLS["all"], "缺省允许 SSH 和 Telnet")
    record.inbound = said.get("inbound", everything) if scope.kind == "vty" else _no_protocol()
    record.acl = said.get("acl") or _no_acl(state)


def _no_protocol() -> Fact[Any]:
    return Absent(frozenset(), "控制口只能在机旁接入,没有接入协议")


def _no_acl(state: State) -> Fact[Any]:
    if state.generation >= 7:  # noqa: PLR2004 - Comware 7
        return Unsupported("Comware 7 不在用户线上限制来源,而在各服务上(ssh server acl 等)")
    if state.generation:
        return Absent("", "没有配置 acl,不限制来源")
    return Unknown("看不出 Comware 版本,不知用户线能否限制来源")
