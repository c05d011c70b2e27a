"""Time: NTP, its authentication, the zone (Comware 7 NTP reference).

On Comware 7 ``ntp-service enable`` is off by default and nothing works without it; Comware 5 has no such line. ``clock
protocol none`` keeps NTP from setting the clock. Authentication takes four lines: it is on, a key, the key is trusted,
and each server names it.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from dengbao.model import Known, NtpServer, Unknown
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, note, on_off, rest, state_of
from parsers.ioslike.numbers import bounded

_ALGORITHMS = {
    "md5": "md5", "hmac-sha-1": "sha1", "hmac-sha-256": "sha256", "hmac-sha-384": "sha384", "hmac-sha-512": "sha512",
}  # fmt: skip


class Key(Struct):
    """An NTP key: its algorithm, whether it is trusted, its lines."""

    algorithm: str = ""
    reliable: bool = False
    lines: tuple[int, ...] = ()


on_off("ntp-service enable", "ntp", topic="clock")
on_off("sntp enable", "sntp", topic="clock")
on_off("ntp-service authentication enable", "ntp authentication", topic="clock")
on_off("sntp authentication enable", "ntp authentication", topic="clock")
rest("ntp-service", "clock")
rest("sntp", "clock")
rest("undo ntp-service", "clock")
rest("clock", "clock")
TOP.ignore(
    "NTP 的源接口、访问控制与夏令时,不涉及时间源",
    *("ntp-service source", "ntp-service ipv6 source", "ntp-service peer", "ntp-service server", "ntp-service query"),
    *("ntp-service synchronization", "ntp-service access", "ntp-service dscp", "ntp-service max-dynamic-sessions"),
    *("ntp-service refclock-master", "clock summer-time", "ntp-service ipv6 peer", "ntp-service ipv6 server"),
    *("ntp-service time-offset-threshold", "ntp-service ipv6 dscp", "clock trusted", "ntp-service acl"),
)


@TOP.line(
    *(
        "ntp-service unicast-server",
        "ntp-service unicast-peer",
        "ntp-service ipv6 unicast-server",
        "sntp unicast-server",
    ),
    *("ntp-service ipv6 unicast-peer", "sntp ipv6 unicast-server"),
    topic="clock",
)
def server(reading: Reading, words: list[str], block: Block) -> bool:
    """``ntp-service unicast-server IP [vpn-instance V] [authentication-keyid N] [priority]``."""
    rest_ = [word for word in words[1:] if word != "ipv6"][1:]
    if not rest_:
        return False
    options = dict(pairwise(rest_[1:]))
    made = NtpServer(
        address=rest_[0],
        lines=(block.number,),
        key_id=options.get("authentication-keyid", ""),
        prefer="priority" in rest_,
    )
    reading.device.clock.servers.items.append(made)
    left = [word for word in rest_[1:] if word != "priority"]
    made.unread = (block.number,) if len(left) % 2 or set(left[::2]) - _OPTIONS else ()
    return not made.unread


_OPTIONS = frozenset(
    {"vpn-instance", "authentication-keyid", "source", "version", "maxpoll", "minpoll", "port", "keyid"}
)


@TOP.line("ntp-service authentication-keyid", "sntp authentication-keyid", topic="clock")
def key(reading: Reading, words: list[str], block: Block) -> bool:
    """``ntp-service authentication-keyid N authentication-mode M cipher K``."""
    if "authentication-mode" not in words[:-1]:
        return False
    made = _key(reading, words[2])
    mode = words[words.index("authentication-mode") + 1]
    made.algorithm = _ALGORITHMS.get(mode, mode)
    made.lines += (block.number,)
    return True


@TOP.line("ntp-service reliable authentication-keyid", "sntp reliable authentication-keyid", topic="clock")
def reliable(reading: Reading, words: list[str], block: Block) -> bool:
    """``ntp-service reliable authentication-keyid N``."""
    made = _key(reading, words[-1])
    made.reliable = True
    made.lines += (block.number,)
    return True


def _key(reading: Reading, name: str) -> Key:
    made: Key = state_of(reading).keys.setdefault(name, Key())
    return made


@TOP.line("clock timezone", topic="clock")
def zone(reading: Reading, words: list[str], block: Block) -> bool:
    """``clock timezone NAME add|minus HH:MM:SS``."""
    match words:
        case ["clock", "timezone", _, "add" | "minus" as sign, offset]:
            hours, _, rest_ = offset.partition(":")
            hour, minute = bounded(hours, 0, 23), bounded(rest_.partition(":")[0] or "0", 0, 59)
            if hour is None or minute is None:
                return False
            return note(reading, "zone", (hour * 60 + minute) * (1 if sign == "add" else -1), block)
    return False


@TOP.line("clock protocol", topic="clock")
def protocol(reading: Reading, words: list[str], block: Block) -> bool:
    """``clock protocol ntp [mdc N|context N]``, ``none``."""
    return note(reading, "clock protocol", words[2] if len(words) > 2 else "", block)  # noqa: PLR2004 - the line's own words


def settle(reading: Reading) -> None:
    """After all lines: sources count only where the device listens to them."""
    state, clock = state_of(reading), reading.device.clock
    servers = clock.servers
    servers.missing = ""
    why = _deaf(state)
    if why and servers.items:
        servers.items, servers.none = [], why
    clock.zone_minutes = state.fact("zone", 0, "缺省时区为 UTC")
    clock.synchronised = Unknown("没有采集 display ntp-service status")
    clock.authenticated = _authenticated(servers.items, state)
    used = [state.keys[item.key_id] for item in servers.items if item.key_id in state.keys]
    clock.algorithms = (
        Known(frozenset(one.algorithm for one in used if one.algorithm), tuple(n for one in used for n in one.lines))
        if used
        else state.silent(frozenset(), "没有配置 NTP 认证密钥")
    )


def _deaf(state: State) -> str:
    """Why the device does not follow its servers; empty when it does."""
    protocol_ = state.said.get("clock protocol")
    if protocol_ is not None and protocol_.value == "none":
        return "clock protocol none:NTP 不能设置时钟"
    on = [said for name in ("ntp", "sntp") if (said := state.said.get(name)) is not None and said.value]
    if state.generation >= 7 and not on:  # noqa: PLR2004 - Comware 7
        return "没有 ntp-service enable,配置的服务器不起作用"
    return ""


def _authenticated(servers: list[NtpServer], state: State) -> Fact[bool]:
    on: Fact[bool] = state.fact("ntp authentication", default=False, why="缺省不启用 NTP 认证")
    if not isinstance(on, Known) or not on.value:
        return on
    lines = on.lines
    good = bool(servers)
    for item in servers:
        made: Key | None = state.keys.get(item.key_id)
        lines += item.lines + (made.lines if made else ())
        good = good and made is not None and made.reliable and bool(made.algorithm)
    return Known(good, tuple(dict.fromkeys(lines)))
