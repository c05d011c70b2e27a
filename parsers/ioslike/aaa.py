"""Central authentication, authorisation and accounting."""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.numbers import ipv4, ipv6
from parsers.ioslike.state import COMMON, Methods, State

_IDLE = (
    "ip radius source",
    "ip tacacs source",
    "ip vrf",
    "vrf",
    "deadtime",
    "load-balance",
    "attribute",
    "authorization",
    "accounting",
    "key-wrap",
    "mac-delimiter",
    "subscriber",
    "ipv6",
    "timeout",
    "no ",
    "cache",
    "throttle",
    "nas-ip",
    "single-connection",
    "retransmit",
    "domain-stripping",
)  # fmt: skip - lines of a server group that say nothing about who decides
_METHODS = frozenset(
    {
        "local",
        "local-case",
        "enable",
        "line",
        "none",
        "krb5",
        "krb5-telnet",
        "cache",
        "passwd-expiry",
        "radius",
        "tacacs+",
    }
    | {"if-authenticated", "attempts", "subs", "guest", "auth-guest"}
)
_OFF = "没有启用 aaa new-model"


@COMMON.line("aaa new-model", "no aaa new-model", topic="aaa")
def _model(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.facts["aaa"] = block
    return True


@COMMON.line("aaa authentication login", "aaa authentication enable", topic="aaa")
def _authentication(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 5:  # noqa: PLR2004 - a list needs a name and a method; "login privilege-mode" only tunes
        return words[3:4] in (["privilege-mode"], ["implicit-user"])
    _put(reading, f"authentication {words[2]}", words[3], words[4:], block.number)
    methods = reading.scratch.methods[f"authentication {words[2]}", words[3]].methods
    return all(method in _METHODS or method.startswith("group:") for method in methods)


@COMMON.line("aaa authorization exec", "aaa authorization commands", topic="aaa")
def _authorization(reading: Reading, words: list[str], block: Block) -> bool:
    at = 4 if words[2] == "commands" else 3
    if len(words) < at + 2:
        return False
    _put(reading, " ".join(words[1:at]), words[at], words[at + 1 :], block.number)
    return True


@COMMON.line("aaa accounting exec", "aaa accounting commands", topic="aaa")
def _accounting(reading: Reading, words: list[str], block: Block) -> bool:
    """Read both forms: in one line, or as a block with ``action-type`` and ``group`` below."""
    at = 4 if words[2] == "commands" else 3
    if len(words) <= at:
        return False
    methods, lines = words[at + 1 :], [block.number]
    for child in block.children:
        parts = child.text.split()
        if parts[0] not in {"action-type", "group", "broadcast"}:
            return False
        methods += parts if parts[0] == "group" else parts[1:]
        lines.append(child.number)
    reading.use(*lines)
    if "none" in methods[:1]:
        methods = ["none"]
    _put(reading, " ".join(words[1:at]), words[at], methods, *lines)
    return True


def _put(reading: Reading, kind: str, name: str, words: list[str], *lines: int) -> None:
    methods: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word == "group" and at + 1 < len(words):
            methods.append(f"group:{words[at + 1]}")
            at += 2
            continue
        if word not in {"start-stop", "stop-only", "wait-start", "broadcast", "action-type"}:
            methods.append(word)
        at += 1
    known = reading.scratch.methods.get((kind, name))
    seen = known.lines if known and "accounting" in kind else ()
    reading.scratch.methods[kind, name] = Methods(tuple(methods), (*seen, *lines))


@COMMON.line("aaa group server", topic="aaa")
def _group(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 5:  # noqa: PLR2004 - aaa group server KIND NAME
        return False
    state: State = reading.scratch
    state.groups[words[4]] = words[3]
    for child in block.children:
        parts = child.text.split()
        if parts[0] in {"server", "server-private"} and len(parts) > 1:
            if _is_address(parts[1]):
                state.servers.append((parts[1], child.number))
        elif not child.text.startswith(_IDLE):
            reading.device.aaa.unread.extend(reading.numbers(child))
            continue
        reading.use(*reading.numbers(child))
    return True


def _is_address(word: str) -> bool:
    return ipv4(word) is not None or ipv6(word) is not None


@COMMON.line("radius server", "tacacs server", topic="aaa")
def _server(reading: Reading, words: list[str], block: Block) -> bool:
    for child in block.children:
        parts = child.text.split()
        if parts[0] == "address" and len(parts) > 2:  # noqa: PLR2004 - address ipv4 A
            reading.scratch.servers.append((parts[2], child.number))
        reading.use(child.number)
    return len(words) > 2  # noqa: PLR2004


@COMMON.line("radius-server host", "tacacs-server host", topic="aaa")
def _host(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 3:  # noqa: PLR2004
        return False
    reading.scratch.servers.append((words[2], block.number))
    return True


def enabled(state: State) -> bool:
    """Whether ``aaa new-model`` is on."""
    block = state.facts.get("aaa")
    return block is not None and not block.text.startswith("no ")


def resolve(state: State, found: Methods | None) -> Methods | None:
    """Put a group's kind in the place of its name."""
    if found is None:
        return None
    methods = (state.groups.get(m[6:], m[6:]) if m.startswith("group:") else m for m in found.methods)
    return Methods(tuple(methods), found.lines)


def finish_aaa(reading: Reading) -> None:
    """Say what the default lists do; a device without ``aaa new-model`` knows its local users alone."""
    state: State = reading.scratch
    aaa, block = reading.device.aaa, state.facts.get("aaa")
    lines = (block.number,) if block else ()
    aaa.servers = Known(tuple(address for address, _ in state.servers), (*lines, *(n for _, n in state.servers)))
    if not enabled(state):
        off: Fact[tuple[str, ...]] = Known(("local",), lines) if block else Absent(("local",), _OFF)
        aaa.authentication = aaa.authorization = off
        aaa.accounting = Known((), lines) if block else Absent((), _OFF)
        aaa.command_accounting = Known(value=False, lines=lines) if block else Absent(False, _OFF)
        return
    for name, kind in (("authentication", "authentication login"), ("authorization", "authorization exec")):
        found = resolve(state, state.methods.get((kind, "default")))
        setattr(
            aaa,
            name,
            Known(found.methods, (*lines, *found.lines)) if found else Absent((), f"没有配置 aaa {kind} default"),
        )
    accounting = resolve(state, state.methods.get(("accounting exec", "default")))
    aaa.accounting = (
        Known(accounting.methods, accounting.lines)
        if accounting
        else Absent((), "没有配置 aaa accounting exec default")
    )
    commands = [
        found
        for (kind, _), found in state.methods.items()
        if kind.startswith("accounting commands") and found.methods != ("none",)
    ]
    aaa.command_accounting = (
        Known(value=True, lines=tuple(number for found in commands for number in found.lines))
        if commands
        else Absent(False, "没有配置 aaa accounting commands")
    )
