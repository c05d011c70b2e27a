"""What the lines of RGOS do by default.

``exec-timeout`` is 10 minutes, and with ``aaa new-model`` ``login local`` has no effect (RGOS 11.x Configuration Guide
p.1022). What a login needs then without a default list, what a console asks, and what a line lets in were confirmed
nowhere.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Terminal, Unknown
from parsers.grammar import Reading
from parsers.ioslike import lines
from parsers.ioslike.aaa import enabled, resolve
from parsers.ioslike.lines import Authentication
from parsers.ioslike.state import Line, State

_IDLE = Absent(10.0, "没有 exec-timeout 行,缺省 10 分钟")


def authentication(state: State, line: Line) -> Fact[Authentication]:
    """Say what a line asks for."""
    seen = line.login_lines or line.terminal.lines
    if enabled(state):
        name = line.login.removeprefix("aaa:") if line.login.startswith("aaa:") else "default"
        found = resolve(state, state.methods.get(("authentication login", name)))
        if found is None:
            return Unknown(f"启用了 aaa new-model,却没有登录认证列表 {name},登录要什么没有确认", seen)
        if found.methods[:1] in {("none",), ()}:
            return Known("none", (*seen, *found.lines))
        shared = found.methods[0] in {"line", "enable"}
        return Known("password" if shared else "user", (*seen, *found.lines))
    match line.login:
        case "none":
            return Known("none", seen)
        case "local":
            return Known("user", seen)
        case "password":
            return Known("password", seen)
        case "" if line.terminal.kind == "vty":
            return Absent("password", "没有 login 行,vty 缺省要求线路口令")
    return Unknown(
        "没有 login 行,控制台的缺省没有确认" if not line.login else "没有启用 aaa new-model,却引用了认证列表", seen
    )


def inbound(_state: State, terminal: Terminal) -> Fact[frozenset[str]]:
    """Say what a line without ``transport input`` lets in."""
    if terminal.kind in {"console", "aux"}:
        return Known(frozenset(), terminal.lines)
    return Unknown("没有 transport input 行,缺省没有确认", terminal.lines)


def finish_lines(reading: Reading) -> None:
    """Complete the lines with these defaults."""
    lines.finish_lines(reading, authentication=authentication, inbound=inbound, idle=_IDLE)
