"""Console, aux and vty lines, and the ways in that they open: telnet and ssh. The platform knows its defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from dengbao.model import Absent, Address, Channel, Fact, Known, Lines, Password, Terminal, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.acl import sources_of
from parsers.ioslike.numbers import bounded, integer
from parsers.ioslike.passwords import kept
from parsers.ioslike.state import COMMON, Line, State

Kind = Literal["console", "aux", "vty", "tty"]
Authentication = Literal["none", "password", "user"]
LINE: Table[Line] = Table()
_KINDS: dict[str, Kind] = {"con": "console", "console": "console", "aux": "aux", "vty": "vty"}
PROTOCOLS = frozenset({"telnet", "ssh", "rlogin", "lat", "pad", "v120", "mop", "udptn", "lapb-ta", "acercon", "nasi"})


@COMMON.line("line", topic="terminals")
def _line(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2 or not (words[1] in _KINDS or words[1] == "tty" or words[1][0].isdigit()):  # noqa: PLR2004
        return False
    kind: Kind = _KINDS.get(words[1], "tty")
    name = " ".join([words[1] if kind != "tty" else "tty", *words[2 if kind != "tty" else 1 :]])
    terminal = Terminal(name=name, kind=kind, lines=(block.number,))
    line = Line(terminal)
    terminal.unread = reading.inside(block, LINE, line)
    reading.scratch.lines.append(line)
    reading.device.terminals.items.append(terminal)
    if line.password:
        _password(reading, line, block)
    return True


def _password(reading: Reading, line: Line, block: Block) -> None:
    """Put the password of a line among those of the device."""
    for child in block.children:
        words = child.text.split()
        found = kept(words, 1) if words[0] == "password" else None
        if found:
            name = f"line-{line.terminal.name}".replace(" ", "-")
            reading.device.device_passwords.items.append(
                Password(name=name, lines=(child.number,), storage=found.storage, secret=found.secret)
            )


@LINE.line("exec-timeout")
def _timeout(line: Line, words: list[str], block: Block) -> bool:
    minutes = integer(words[1]) if len(words) > 1 else None
    seconds = integer(words[2]) if len(words) > 2 else 0  # noqa: PLR2004
    if minutes is None or seconds is None:
        return False
    line.terminal.idle_minutes = Known(minutes + seconds / 60, (block.number,))
    return True


@LINE.line("no exec-timeout")
def _no_timeout(line: Line, _words: list[str], block: Block) -> bool:
    line.terminal.idle_minutes = Known(0.0, (block.number,))
    return True


@LINE.line("login", "no login")
def _login(line: Line, words: list[str], block: Block) -> bool:
    line.login_lines = (block.number,)
    if words[0] == "no":
        line.login = "none"
    elif len(words) == 1:
        line.login = "password"
    elif words[1] == "authentication" and len(words) > 2:  # noqa: PLR2004
        line.login = f"aaa:{words[2]}"
    elif words[1] in {"local", "tacacs"}:
        line.login = "local"
    else:
        return False
    return True


@LINE.line("password")
def _line_password(line: Line, words: list[str], _block: Block) -> bool:
    line.password = len(words) > 1
    return line.password


@LINE.line("transport input")
def _transport(line: Line, words: list[str], block: Block) -> bool:
    found = frozenset(words[2:])
    if not found or not found <= PROTOCOLS | {"all", "none"}:
        return False
    inbound = PROTOCOLS if "all" in found else found - {"none"}
    line.terminal.inbound = Known(inbound, (block.number,))
    return True


@LINE.line("no transport input")
def _no_transport(line: Line, _words: list[str], block: Block) -> bool:
    line.terminal.inbound = Known(frozenset(), (block.number,))
    return True


@LINE.line("access-class", "ipv6 access-class")
def _access_class(line: Line, words: list[str], block: Block) -> bool:
    words = words[words[0] == "ipv6" :]
    if len(words) < 3:  # noqa: PLR2004 - access-class NAME in
        return False
    if "in" in words[2:] and (block.text[0] == "a" or not line.acl_lines):
        line.terminal.acl, line.acl_lines = Known(words[1], (block.number,)), (block.number,)
    return True


@LINE.line("privilege level")
def _privilege(line: Line, words: list[str], _block: Block) -> bool:
    line.terminal.level = bounded(words[-1], 0, 15)
    return line.terminal.level is not None


@LINE.line("no exec")
def _no_exec(line: Line, words: list[str], _block: Block) -> bool:
    if len(words) != 2:  # noqa: PLR2004 - "no exec-banner" is another word
        return False
    line.terminal.enabled = False
    return True


LINE.ignore(
    "行的外观与速率",
    "logging synchronous", "history", "stopbits", "databits", "parity", "speed", "rxspeed", "txspeed", "flowcontrol",
    "length", "width", "terminal-type", "location", "notify", "exec-banner", "no exec-banner", "motd-banner",
    "no motd-banner", "escape-character", "exec-character-bits", "editing", "no editing", "exec prompt",
    "data-character-bits", "special-character-bits", "hostname", "international", "full-help", "ip tcp", "no history",
    "monitor", "disconnect-character", "padding", "session-limit", "no activation-character", "activation-character",
    "vacant-message", "refuse-message", "start-character", "stop-character", "hold-character", "no vacant-message",
    "no ip tcp", "buffer-length", "timestamp",
)  # fmt: skip
LINE.ignore(
    "从本机出去的会话",
    "transport output", "transport preferred", "session-timeout", "logout-warning", "session-disconnect-warning",
    "no transport preferred", "telnet", "ip netmask-format", "rlogin",
)  # fmt: skip
LINE.ignore(
    "拨号与反向登录",
    "modem", "rotary", "script", "autobaud", "autoselect", "autohangup", "dispatch-timeout", "callback", "no modem",
    "autocommand-options", "insecure", "lockable", "no rotary",
)  # fmt: skip
LINE.ignore(
    "登录后的授权与记账由 AAA 判断",
    "authorization", "accounting", "absolute-timeout", "timeout login",
)  # fmt: skip


def finish_lines(
    reading: Reading,
    *,
    authentication: Callable[[State, Line], Fact[Authentication]],
    inbound: Callable[[State, Terminal], Fact[frozenset[str]]],
    idle: Fact[float],
) -> None:
    """Complete each line, and make the channels that the vty lines open.

    Args:
        reading: with all lines, lists and AAA read.
        authentication: says what a line asks for.
        inbound: says what a line without ``transport input`` lets in.
        idle: what holds without ``exec-timeout``.
    """
    state: State = reading.scratch
    for line in state.lines:
        terminal = line.terminal
        terminal.authentication = authentication(state, line)
        if terminal.idle_minutes is UNREAD:
            terminal.idle_minutes = idle
        if terminal.acl is UNREAD:
            terminal.acl = Absent("", "没有 access-class 行")
        if terminal.inbound is UNREAD:
            terminal.inbound = inbound(state, terminal)
    vtys = [line for line in state.lines if line.terminal.kind == "vty"]
    for name, port in (("telnet", 23), ("ssh", 22)):
        reading.device.channels.items.append(_channel(reading, vtys, name, port))


def _channel(reading: Reading, vtys: list[Line], name: str, port: int) -> Channel:
    """Sum up over the vty lines: on where any accepts it; its sources are those of all lines that may accept it."""
    if not vtys:
        return Channel(
            name=name, port=port, enabled=Unknown("配置中没有 line vty"), sources=Unknown("配置中没有 line vty")
        )
    on: list[Fact[frozenset[str]]] = []
    off: Lines = ()
    doubtful: Unknown | None = None
    taking: list[Line] = []
    for line in vtys:
        inbound = line.terminal.inbound
        if isinstance(inbound, Unknown):
            doubtful = inbound if doubtful is None else doubtful
            taking.append(line)
        elif name in inbound.value:
            on.append(inbound)
            taking.append(line)
        else:
            off += inbound.lines
    enabled_: Fact[bool]
    if on:
        lines = tuple(number for fact in on for number in fact.lines)
        enabled_ = Known(value=True, lines=lines) if lines else Absent(True, on[0].why)  # type: ignore[union-attr]
    elif doubtful is not None:
        enabled_ = doubtful
    else:
        enabled_ = Known(value=False, lines=off)
    return Channel(name=name, port=port, enabled=enabled_, sources=_sources(reading, taking))


def _sources(reading: Reading, lines: list[Line]) -> Fact[tuple[Address, ...]]:
    """Unite the sources of several lines; one that is open opens all."""
    terms, numbers = list[Address](), list[int]()
    for line in lines:
        fact = sources_of(reading, line.terminal.acl.value, line.acl_lines or line.terminal.lines)
        if isinstance(fact, Unknown):
            return fact
        if not fact.value:
            return fact
        terms += fact.value
        numbers += fact.lines
    return Known(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(numbers)))
