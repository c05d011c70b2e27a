"""What the lines of IOS do by default.

After the IOS Terminal Services Command Reference and the CIS benchmark: ``exec-timeout 10 0``;
without ``aaa new-model`` a console asks for nothing and a vty for its password; releases up to 15.x let every
protocol in on a vty.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Terminal, Unknown
from parsers.grammar import Reading
from parsers.ioslike import lines
from parsers.ioslike.aaa import enabled, resolve
from parsers.ioslike.lines import PROTOCOLS, Authentication
from parsers.ioslike.state import Line, State

_LAST_OPEN = 15  # the last major release whose vty lines let every protocol in by default
_IDLE = Absent(10.0, "没有 exec-timeout 行,缺省 10 分钟")


def authentication(state: State, line: Line) -> Fact[Authentication]:
    """Say what a line asks for.

    With ``aaa new-model`` the list that the line names decides, else the default list, and ``login local`` has no
    effect. Where the list is not defined the vty asks local users (IOS Security Configuration Guide,
    "Configuring Authentication"); what a console does then was seen confirmed nowhere.
    """
    kind, lines = line.terminal.kind, line.login_lines or line.terminal.lines
    if enabled(state):
        name = line.login.removeprefix("aaa:") if line.login.startswith("aaa:") else "default"
        found = resolve(state, state.methods.get(("authentication login", name)))
        if found is None:
            if kind == "vty" and name == "default":
                return Absent("user", "启用 aaa new-model 而没有默认登录列表时,vty 用本地用户登录")
            return Unknown(f"没有定义登录认证列表 {name}", lines)
        lines = (*lines, *found.lines)
        if found.methods[:1] in {("none",), ()}:
            return Known("none", lines)
        return Known("password" if found.methods[0] in {"line", "enable"} else "user", lines)
    if line.login.startswith("aaa:"):
        return Unknown("没有启用 aaa new-model,却引用了认证列表", lines)
    if line.login in {"none", ""} and kind in {"console", "aux", "tty"}:
        return Known("none", lines) if line.login else Absent("none", "没有 login 行,缺省不认证")
    words: dict[str, Authentication] = {"none": "none", "local": "user", "password": "password", "": "password"}
    return Known(words[line.login], lines) if line.login else Absent("password", "没有 login 行,缺省要求行口令")


def inbound(state: State, terminal: Terminal) -> Fact[frozenset[str]]:
    """Say what a line without ``transport input`` lets in."""
    if terminal.kind == "console":
        return Known(frozenset(), terminal.lines)
    if terminal.kind == "vty" and state.version and state.version[0] <= _LAST_OPEN:
        return Absent(PROTOCOLS, "15.x 及以前的版本没有 transport input 行时允许所有协议")
    return Unknown("没有 transport input 行,这一版本的缺省没有确认", terminal.lines)


def finish_lines(reading: Reading) -> None:
    """Complete the lines with these defaults."""
    lines.finish_lines(reading, authentication=authentication, inbound=inbound, idle=_IDLE)
