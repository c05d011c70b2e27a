"""Console and vty lines.

After the S and NE ``authentication-mode``, ``protocol inbound``, ``idle-timeout`` and ``user-interface`` pages:
idle 10 minutes unless said; a vty line without ``authentication-mode`` lets nobody in (S V200R019 and later, VRP8);
``protocol inbound`` is ssh on S V200R005 and later, all on VRP8.
"""

from __future__ import annotations

from typing import Literal

from dengbao.mask import read_secret
from dengbao.model import Absent, Fact, Known, Password, Terminal, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei import aaa
from parsers.huawei.dialect import FIREWALLS, Dialect
from parsers.huawei.operands import number
from parsers.huawei.state import TOP, State, refuse
from parsers.huawei.users import stored

Check = Literal["none", "password", "user"]
_CHECKS: dict[str, Check] = {"aaa": "user", "password": "password", "none": "none", "scheme": "user"}
_INBOUND = {"ssh": {"ssh"}, "telnet": {"telnet"}, "all": {"ssh", "telnet"}, "none": set(), "pad": {"pad"}}
_KINDS: dict[str, Literal["console", "aux", "vty", "tty"]] = {
    "con": "console", "console": "console", "vty": "vty", "aux": "aux", "tty": "tty", "ui": "tty",
}  # fmt: skip
_OPEN = "没有确认这个版本的缺省值"
_RESERVED = 16  # vty 16-20 serve the web and the network manager, and are printed on every device
LINE: Table[tuple[Reading, Terminal]] = Table()
LINE.ignore(
    "终端显示和串口参数",
    *("screen-length", "history-command", "screen-width", "databits", "parity", "speed", "stopbits", "flow-control"),
    *("terminal", "shell", "auto-execute", "character-set", "undo auto-execute", "modem", "redirect"),
)
refuse("terminals", "user-interface")


@TOP.line("user-interface maximum-vty", topic="terminals")
def _maximum(_reading: Reading, words: list[str], block: Block) -> bool:
    return len(words) == 3 and not block.children  # noqa: PLR2004


@TOP.line(*(f"user-interface {kind}" for kind in _KINDS), topic="terminals")
def _line(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) not in {3, 4} or None in map(number, words[2:]):  # kind, first, last
        return False
    terminal = Terminal(name=" ".join(words[1:]), kind=_KINDS[words[1]], lines=(block.number,))
    terminal.unread = reading.inside(block, LINE, (reading, terminal))
    terminal.lines += tuple(child.number for child in block.children)
    first = number(words[2], 1000)
    if terminal.kind == "vty" and first is not None and first >= _RESERVED and not block.children:
        terminal.enabled = False
    if terminal.kind == "vty" and terminal.enabled:
        reading.scratch.of("line level").setdefault(terminal.name, terminal.level)
    reading.device.terminals.items.append(terminal)
    return True


@LINE.line("authentication-mode")
def _mode(at: tuple[Reading, Terminal], words: list[str], block: Block) -> bool:
    kind = _CHECKS.get(words[1]) if len(words) == 2 else None  # noqa: PLR2004
    if kind:
        at[1].authentication = Known(kind, (block.number,))
    return kind is not None


@LINE.line("set authentication password")
def _password(at: tuple[Reading, Terminal], words: list[str], block: Block) -> bool:
    if len(words) < 4:  # noqa: PLR2004
        return False
    secret = read_secret(words[-1])
    word = words[3] if len(words) > 4 else ""  # noqa: PLR2004
    at[0].device.device_passwords.items.append(
        Password(name=f"line {at[1].name}", lines=(block.number,), storage=stored(word, secret), secret=secret)
    )
    return True


@LINE.line("idle-timeout")
def _idle(at: tuple[Reading, Terminal], words: list[str], block: Block) -> bool:
    minutes = number(words[1]) if len(words) > 1 else None
    seconds = number(words[2]) if len(words) > 2 else 0  # noqa: PLR2004
    if minutes is None or seconds is None or len(words) > 3:  # noqa: PLR2004
        return False
    at[1].idle_minutes = Known(minutes + seconds / 60, (block.number,))
    return True


@LINE.line("undo idle-timeout")
def _idle_default(at: tuple[Reading, Terminal], words: list[str], block: Block) -> bool:
    at[1].idle_minutes = Known(10.0, (block.number,))
    return len(words) == 2  # noqa: PLR2004


@LINE.line("protocol inbound")
def _inbound(at: tuple[Reading, Terminal], words: list[str], block: Block) -> bool:
    names = [_INBOUND.get(word) for word in words[2:]]
    if not names or None in names:
        return False
    at[1].inbound = Known(frozenset(name for found in names if found for name in found), (block.number,))
    return True


@LINE.line("acl")
def _acl(at: tuple[Reading, Terminal], words: list[str], block: Block) -> bool:
    """``acl N inbound``; outbound limits only where one goes from here; ``acl ipv6 N inbound`` does not limit IPv4."""
    if words[-1] == "outbound":
        return True
    if words[-1] != "inbound" or len(words) < 3:  # noqa: PLR2004
        return False
    if words[1] != "ipv6":
        at[1].acl = Known(words[1], (block.number,))
    return True


@LINE.line("user privilege level")
def _level(at: tuple[Reading, Terminal], words: list[str], _block: Block) -> bool:
    at[1].level = number(words[-1], 15)
    return at[1].level is not None


def finish(reading: Reading) -> None:
    """Fill in what is not printed."""
    state: State = reading.scratch
    section = reading.device.terminals
    section.missing = "" if section.items else "配置里没有 user-interface 行"
    none = aaa.none_lines(state)
    for line in section.items:
        unset = Unknown("解析器没有读到这一项")
        if line.authentication == unset:
            line.authentication = _default_check(state, line)
        elif none and line.authentication.value == "user":
            line.authentication = Known("none", (*line.authentication.lines, *none))
        if line.idle_minutes == unset:
            known = state.dialect is not Dialect.YUNSHAN
            line.idle_minutes = Absent(10.0, "缺省 10 分钟无操作断开") if known else Unknown(_OPEN)
        if line.acl == unset:
            line.acl = Absent("", "没有 acl inbound,不限制来源")
        if line.kind != "vty":
            line.inbound = Absent(frozenset(), "不是网络登录线路")
        elif line.inbound == unset:
            line.inbound = _default_inbound(state)


def web(reading: Reading) -> None:
    """The web page is a way in of its own, with an idle time of its own, where it is on."""
    for channel in reading.device.channels.items:
        if channel.name in {"http", "https"} and isinstance(channel.enabled, Known) and channel.enabled.value:
            reading.device.terminals.items.append(
                Terminal(
                    name="web",
                    kind="web",
                    lines=channel.enabled.lines,
                    authentication=Absent("user", "网页登录总要账号和口令"),
                    idle_minutes=reading.device.web.idle_minutes,
                    inbound=Absent(frozenset({channel.name}), "网页登录"),
                    acl=Absent("", "来源限制见服务本身"),
                )
            )
            break


def _default_check(state: State, line: Terminal) -> Fact[Check]:
    version = state.version
    modern = (version.vrp5_switch and version.since(200, 19)) or state.dialect in {Dialect.VRP8, Dialect.YUNSHAN}
    if line.kind == "vty" and modern:
        line.enabled = False
        return Absent("user", "没有 authentication-mode 的 vty 线路不允许登录")
    if line.kind == "console" and version.vrp5_switch and version.since(200, 19):
        return Absent("user", "V200R019 起 console 缺省用账号和口令登录")
    if line.kind == "console" and state.dialect is Dialect.VRP8:
        return Absent("password", "CE 的 console 缺省用线路口令登录")
    return Unknown(_OPEN)


def _default_inbound(state: State) -> Fact[frozenset[str]]:
    version = state.version
    if version.vrp5_switch and version.since(200, 5):
        return Absent(frozenset({"ssh"}), "V200R005 起 vty 缺省只接受 SSH")
    if state.dialect is Dialect.VRP8:
        return Absent(frozenset({"ssh", "telnet"}), "VRP8 的 vty 缺省接受 SSH 和 Telnet")
    return Unknown(_OPEN if state.dialect not in FIREWALLS else "没有确认 USG 的 vty 缺省接受什么协议")
