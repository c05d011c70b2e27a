"""Lines of a view that stand outside of it, because a capture lost its indentation or was wrapped by a terminal.

Nothing is concluded from them; but what they would have said is doubtful then, and the checks of their part must not
pass as if they were not there.
"""

from __future__ import annotations

from parsers.grammar import UNREAD, Reading
from parsers.huawei.state import TOP, refuse

_HEADS: dict[str, tuple[str, ...]] = {
    "users": ("local-user", "manager-user", "bind", "password", "level", "service-type"),
    "passwords": ("user-password", "local-aaa-user", "undo user-password", "undo local-aaa-user"),
    "lockout": ("lock-authentication", "undo lock-authentication"),
    "aaa": ("authentication-scheme", "accounting-scheme", "authorization-scheme", "recording-scheme", "cmd"),
    "terminals": ("authentication-mode", "idle-timeout", "protocol", "user privilege", "undo idle-timeout"),
    "interfaces": (
        *("ip address", "ip binding", "ipv6 address", "port link-type", "port default", "port trunk", "port hybrid"),
        *("shutdown", "undo shutdown", "service-manage", "undo service-manage", "eth-trunk", "port-security"),
        *("ip source", "authentication-profile", "undo port trunk"),
    ),
    "acls": ("rule",),
    "policies": (
        *("source-zone", "destination-zone", "source-address", "destination-address", "action", "policy", "disable"),
        *("default action", "rule name", "default policy"),
    ),
    "zones": ("set priority", "add interface"),
    "address_objects": ("address",),
    "service_objects": ("service",),
    "proposals": ("encryption-algorithm", "authentication-algorithm", "integrity-algorithm", "esp", "dh", "pfs"),
    "redundancy": ("vrrp vrid",),
    "routing": ("network", "area"),
}
for _topic, _lines in _HEADS.items():
    refuse(_topic, *_lines)

_WIDTH = 70
"""Terminals are 80 columns wide; a break at a blank leaves a little less."""


def finish(reading: Reading) -> None:
    """Put what may be the rest of a wrapped line down to the part of the line before it."""
    lines, status = reading.lines, reading.status
    for index in range(1, len(lines)):
        if status[index] == UNREAD and len(lines[index - 1]) >= _WIDTH and status[index - 1] != UNREAD:
            topic = _topic_of(lines, index - 1)
            if topic and index + 1 not in reading.topic(topic).unread:
                reading.topic(topic).unread.append(index + 1)


def _topic_of(lines: list[str], index: int) -> str:
    """The part that a line belongs to: its own, or that of the view that it stands in."""
    depth = len(lines[index]) + 1
    for line in reversed(lines[: index + 1]):
        own = len(line) - len(line.lstrip())
        if line.strip() == "#":
            return ""
        if own < depth:
            depth = own
            found = TOP.find(line.split())
            if isinstance(found, tuple) and found[1] and not own:
                return str(found[1])
    return ""
