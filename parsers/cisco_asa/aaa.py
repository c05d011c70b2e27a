"""AAA: who checks the password of each way in (ASA CLI guide 1, "AAA for system administrators").

``aaa authentication {ssh | http | telnet | serial | enable} console GROUP [LOCAL]``, one line each. Without the line of
``serial`` the console asks for nothing; without that of ``telnet`` the login password alone; without that of ``http``
the enable password alone; without that of ``ssh`` nobody can log in since 8.4(2), and before it the user ``pix`` or
``asa`` with the login password.
"""

from __future__ import annotations

from typing import Literal

from dengbao.model import Absent, Fact, Known, Terminal, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP, Asa
from parsers.grammar import Reading
from parsers.ioslike.numbers import integer
from parsers.ioslike.state import Methods

_WAYS = ("ssh", "http", "telnet", "serial", "enable")
_NAMES: dict[str, tuple[str, Literal["console", "ssh", "telnet", "web"]]] = {
    "serial": ("console", "console"), "ssh": ("ssh", "ssh"), "telnet": ("telnet", "telnet"), "http": ("https", "web"),
}  # fmt: skip
_SESSIONS = frozenset({"ssh", "telnet", "serial", "enable"})


@TOP.line("aaa-server", topic="aaa")
def _server(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``aaa-server G protocol P`` and ``aaa-server G [(IF)] host A``."""
    state: Asa = reading.scratch
    if len(words) < 4:  # noqa: PLR2004
        return False
    if words[2] == "protocol":
        state.groups[words[1]] = words[3].lower()
    elif "host" in words[2:-1]:
        state.servers.append((state.plain(words[words.index("host") + 1]), block.number))
    else:
        return False
    for child in block.children:
        reading.use(*reading.numbers(child))
    return True


@TOP.line("aaa authentication", topic="aaa")
def _authentication(reading: Reading, words: list[str], block: Block) -> bool:
    match words[2:]:
        case [way, "console", *methods] if way in _WAYS and methods:
            reading.scratch.methods["authentication", way] = Methods(tuple(methods), (block.number,))
        case ["login-history", *_] | ["secure-http-client"] | ["listener", *_]:
            return True
        case ["match" | "include" | "exclude", *_]:
            return True  # of users behind the firewall
        case _:
            return False
    return True


@TOP.line("aaa authorization", topic="aaa")
def _authorization(reading: Reading, words: list[str], block: Block) -> bool:
    match words[2:]:
        case ["exec", *methods] if methods:
            reading.scratch.facts["authorization exec"] = block
            names = ["LOCAL" if word == "LOCAL" else "server" for word in methods if word != "auto-enable"]
            reading.scratch.methods["authorization", "exec"] = Methods(tuple(names), (block.number,))
        case ["command", *methods] if methods:
            reading.scratch.methods["authorization", "command"] = Methods(tuple(methods), (block.number,))
        case ["http", "console", *_] | ["match" | "include" | "exclude", *_]:
            return True
        case _:
            return False
    return True


@TOP.line("aaa accounting", topic="aaa")
def _accounting(reading: Reading, words: list[str], block: Block) -> bool:
    match words[2:]:
        case ["command", *rest] if rest:
            reading.scratch.methods["accounting", "command"] = Methods((rest[-1],), (block.number,))
        case [way, "console", group] if way in _SESSIONS:
            known = reading.scratch.methods.get(("accounting", "session"))
            lines = (*(known.lines if known else ()), block.number)
            reading.scratch.methods["accounting", "session"] = Methods((group,), lines)
        case ["match" | "include" | "exclude", *_]:
            return True
        case _:
            return False
    return True


def methods_of(state: Asa, subject: str, name: str) -> Methods | None:
    """Give the methods of a line, groups resolved to what they speak, LOCAL as ``local``."""
    found = state.methods.get((subject, name))
    if found is None:
        return None
    kinds = ("local" if word == "LOCAL" else state.groups.get(word, word) for word in found.methods)
    return Methods(tuple(kinds), found.lines)


def finish_aaa(reading: Reading) -> None:
    """Say who is asked first: for SSH, else for HTTPS, else for the console."""
    aaa, state = reading.device.aaa, reading.scratch
    lines = tuple(number for _, number in state.servers)
    aaa.servers = Known(tuple(address for address, _ in state.servers), lines)
    found = next((m for way in ("ssh", "http", "serial") if (m := methods_of(state, "authentication", way))), None)
    aaa.authentication = (
        Known(found.methods, found.lines) if found else Absent((), "没有 aaa authentication … console 行")
    )
    for name, way, why in (
        ("authorization", "exec", "没有 aaa authorization exec 行"),
        ("accounting", "session", "没有 aaa accounting ssh console 等行"),
    ):
        methods = methods_of(state, name, way)
        setattr(aaa, name, Known(methods.methods, methods.lines) if methods else Absent((), why))
    commands = state.methods.get(("accounting", "command"))
    aaa.command_accounting = (
        Known(value=True, lines=commands.lines) if commands else Absent(False, "没有 aaa accounting command 行")
    )


@TOP.line("ssh timeout", "telnet timeout", "console timeout", "http server idle-timeout", topic="terminals")
def _timeout(reading: Reading, words: list[str], block: Block) -> bool:
    number = integer(words[-1])
    if number is None:
        return False
    way = {"console": "serial"}.get(words[0], words[0])
    reading.scratch.facts[f"idle {way}"] = block
    return True


def _idle(state: Asa, way: str, default: Fact[float]) -> Fact[float]:
    block = state.facts.get(f"idle {way}")
    return Known(float(integer(block.text.split()[-1]) or 0), (block.number,)) if block else default


def finish_terminals(reading: Reading) -> None:
    """Make a terminal of each way in that is open; the console always is.

    Defaults: ``ssh timeout`` and ``telnet timeout`` 5 minutes, ``console timeout`` 0, which is never (ASA command
    reference); that of ``http server idle-timeout`` is not confirmed.
    """
    device, state = reading.device, reading.scratch
    channels = {channel.name: channel for channel in device.channels.items}
    defaults: dict[str, Fact[float]] = {
        "serial": Absent(0.0, "没有 console timeout 行,缺省永不退出"),
        "ssh": Absent(5.0, "没有 ssh timeout 行,缺省 5 分钟"),
        "telnet": Absent(5.0, "没有 telnet timeout 行,缺省 5 分钟"),
        "http": Unknown("没有 http server idle-timeout 行,缺省没有确认"),
    }
    for way, (name, kind) in _NAMES.items():
        channel = channels.get(name)
        if channel is not None and not channel.enabled:
            continue
        methods = state.methods.get(("authentication", way))
        lines = channel.lines if channel else methods.lines if methods else ()
        device.terminals.items.append(
            Terminal(
                name=name, kind=kind, lines=lines, authentication=_asked(state, way),
                idle_minutes=_idle(state, way, defaults[way]), inbound=Known(frozenset({name}), lines),
                acl=Absent("", "来源写在 ssh、telnet、http 行里"),
            )
        )  # fmt: skip
    if device.web.idle_minutes is UNREAD:
        device.web.idle_minutes = _idle(state, "http", defaults["http"])


def _asked(state: Asa, way: str) -> Fact:  # type: ignore[type-arg]
    """Say what a way in asks for."""
    found = state.methods.get(("authentication", way))
    if found:
        return Known("user", found.lines)
    line = f"没有 aaa authentication {way} console 行"
    if way == "serial":
        return Absent("none", f"{line},控制口不要求登录")
    if way == "ssh":
        recent = state.since(8, 5)
        if recent is None:
            return Unknown(f"{line},配置中没有版本")
        return Unknown(f"{line},8.4(2) 起无人能用口令登录") if recent else Absent("password", f"{line},用登录口令")
    return Absent("password", f"{line},只用{'登录' if way == 'telnet' else ' enable '}口令")
