"""Which attributes a section of FortiOS has, and which of them say something that a policy asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

UNREAD, USED, IRRELEVANT = 0, 1, 2


class Fields(Struct):
    """The attributes of one section or of its entries, by name.

    ``read`` are taken into the model; ``skip`` matches those that no policy asks for, ``reason`` says why; what is
    neither is not understood. ``tables`` are the sections that may stand inside, by the first word of their path.
    """

    read: frozenset[str] = frozenset()
    skip: re.Pattern[str] | None = None
    reason: str = ""
    tables: dict[str, Fields | None] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def kind(self, name: str) -> int:
        """Tell what a line that sets this attribute is: used, irrelevant or not understood."""
        found = self.known.get(name)
        if found is None:
            if name in self.read:
                found = USED
            else:
                found = IRRELEVANT if self.skip is not None and self.skip.fullmatch(name) else UNREAD
            self.known[name] = found
        return found


_SWITCH = frozenset({"enable", "disable"})
_ACCESS = frozenset(
    {"ping", "https", "ssh", "snmp", "http", "telnet", "fgfm", "radius-acct", "probe-response", "fabric", "ftm"}
    | {"speed-test", "capwap", "auto-ipsec", "scim", "webservice"}
)
VALUES: dict[str, frozenset[str]] = {
    "status": _SWITCH | {"up", "down", "certificate-inspection", "deep-inspection"},
    "logtraffic": _SWITCH | {"all", "utm"},
    "security-level": frozenset({"no-auth-no-priv", "auth-no-priv", "auth-priv"}),
    "allowaccess": _ACCESS,
    "ip6-allowaccess": _ACCESS,
    **dict.fromkeys(
        (
            "remote-auth",
            "asymroute",
            "asymroute6",
            "cli-audit-log",
            "expire-status",
            "pre-login-banner",
            "admin-telnet",
        ),
        _SWITCH,
    ),
}
"""The values that an attribute of these names may have, whatever the section (FortiOS 7.4 CLI reference)."""


SECTIONS: dict[str, Fields] = {}
"""The sections that are read, by path (``system interface``); each subject's module puts its own in."""


def fields(
    read: str, skip: str = "", reason: str = "与合规无关的参数", tables: Mapping[str, Fields | None] | None = None
) -> Fields:
    """Describe attributes.

    Args:
        read: names of those that go into the model, by blanks.
        skip: patterns of those that no policy asks for, by blanks; a whole name has to match.
        reason: why they may be skipped.
        tables: sections inside; None for one that is skipped as a whole.
    """
    pattern = re.compile("|".join(f"(?:{part})" for part in skip.split())) if skip else None
    return Fields(read=frozenset(read.split()), skip=pattern, reason=reason, tables=dict(tables or {}))


def section(*paths: str, read: str = "", skip: str = "", tables: Mapping[str, Fields | None] | None = None) -> None:
    """Register sections that are read, with their attributes."""
    for path in paths:
        SECTIONS[path] = fields(read, skip, tables=tables)


def find(path: str) -> Fields | None:
    """Find the section of a path; a name behind it (``system replacemsg admin "x"``) does not count."""
    words = path.split()
    return next(
        (SECTIONS[head] for size in range(len(words), 1, -1) if (head := " ".join(words[:size])) in SECTIONS), None
    )
