"""Time: NTP servers with their keys, and the zone.

After the S and NE ``ntp-service`` pages (CE and YunShan spell it ``ntp``): authentication needs four things together,
``authentication enable``, the key, ``reliable`` for it, and the key on the server's line; it is off by default. A
device without ``clock timezone`` shows UTC. ``ntp-service server disable`` closes the serving side, and is no fault.
"""

from __future__ import annotations

import re

from dengbao.model import Absent, Fact, Known, NtpServer, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.huawei.state import TOP, State, refuse, say

_HEADS = ("ntp-service", "ntp")
say("clock", *(f"{head} {rest}" for head in _HEADS for rest in (
    "authentication enable", "undo authentication enable", "enable", "refclock-master", "reliable authentication-keyid",
    "authentication-keyid", "source-interface", "broadcast-client", "multicast-client", "disable",
)), "clock timezone", "undo ntp-service enable")  # fmt: skip
refuse("clock", "ntp-service", "ntp", "clock", "undo ntp-service", "undo ntp")
TOP.ignore(
    "只关闭本机作为时间服务器的一侧,或限制谁能来查询",
    *(
        f"{head} {rest}"
        for head in _HEADS
        for rest in ("server disable", "ipv6 server", "server source-interface", "access")
    ),
    *(
        f"{head} {rest}"
        for head in _HEADS
        for rest in ("max-dynamic-sessions", "discard", "sync-interval", "max-distance")
    ),
    *(
        "clock daylight-saving-time",
        "undo ntp-service in-interface",
        "ntp-service in-interface",
        "undo ntp-service server",
    ),
    *("ntp-service server source-interface", "ntp-service max-client", "ntp-service slew"),
)
_OFFSET = re.compile(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")


@TOP.line(*(f"{head} {kind}" for head in _HEADS for kind in ("unicast-server", "unicast-peer")), topic="clock")
def _server(reading: Reading, words: list[str], block: Block) -> bool:
    """``ntp-service unicast-server A [authentication-keyid K] [source-interface I] [preference] [vpn-instance V]``."""
    rest = words[2:]
    rest = rest[1:] if rest[:1] in (["domain"], ["ipv6"]) else rest
    if not rest:
        return False
    server = NtpServer(address=rest[0], lines=(block.number,))
    options = rest[1:]
    while options:
        word = options[0]
        if word in {"preference", "preferred"}:
            server.prefer = True
            options = options[1:]
        elif word in {
            "authentication-keyid",
            "source-interface",
            "vpn-instance",
            "version",
            "maxpoll",
            "minpoll",
            "port",
        }:
            if word == "authentication-keyid":
                server.key_id = options[1] if len(options) > 1 else ""
            options = options[2:]
        elif word in {"burst", "iburst"}:
            options = options[1:]
        else:
            server.unread = (block.number,)
            break
    reading.device.clock.servers.items.append(server)
    return not server.unread


def finish(reading: Reading) -> None:
    """Judge the four parts of authentication, and the zone."""
    state: State = reading.scratch
    facts = reading.device.clock
    facts.servers.missing = ""
    on = state.lines(*(f"{head} authentication enable" for head in _HEADS))
    keys, trusted = _keys(state)
    if on:
        used = [server.key_id for server in facts.servers.items if server.key_id]
        held = [key for key in used if key in keys and key in trusted]
        whole = bool(held) and len(held) == len(facts.servers.items)
        lines = (*on, *(keys[key][1] for key in held), *(trusted[key] for key in held))
        facts.authenticated = Known(whole, tuple(sorted(set(lines))))
        facts.algorithms = Known(frozenset(keys[key][0] for key in held), tuple(sorted(keys[key][1] for key in held)))
    else:
        facts.authenticated = Absent(value=False, why="缺省不启用 NTP 认证(authentication enable)")
        facts.algorithms = Absent(frozenset(), "没有启用 NTP 认证")
    facts.zone_minutes = _zone(state)


def _keys(state: State) -> tuple[dict[str, tuple[str, int]], dict[str, int]]:
    """Keys with their algorithm, and those that are trusted."""
    keys: dict[str, tuple[str, int]] = {}
    trusted: dict[str, int] = {}
    for head in _HEADS:
        for words, line in state.said.get(f"{head} authentication-keyid", ()):
            if words[1:2] == ["authentication-mode"] and len(words) in {4, 5}:  # with or without ``cipher``
                keys[words[0]] = (words[2].lower().removeprefix("hmac-"), line)
        for words, line in state.said.get(f"{head} reliable authentication-keyid", ()):
            if len(words) == 1:
                trusted[words[0]] = line
    return keys, trusted


def _zone(state: State) -> Fact[int]:
    said = state.last("clock timezone")
    if said is None:
        return Absent(0, "没有 clock timezone,缺省为 UTC")
    words, line = said
    match words:
        case [*_, ("add" | "minus") as sign, offset] if (found := _OFFSET.fullmatch(offset)) is not None:
            minutes = int(found[1]) * 60 + int(found[2])
            return Known(minutes if sign == "add" else -minutes, (line,))
    return Unknown(lines=(line,))
