"""UPSes: what NUT prints of its drivers, and NUT's own files where they were put beside it."""

from __future__ import annotations

import re

from dengbao.mask.rule import Dialect, Notation

_rule = Notation({})

DIALECT = Dialect(
    rules=(
        _rule(r"driver\.parameter\.community: {S}", kind="community"),
        _rule(r"driver\.parameter\.(?:snmp_)?(?:auth|priv)?password: {S}"),
        _rule(r"^community\s*=\s*{S}", kind="community"),
        _rule(r"^(?:auth|priv)?password\s*=\s*{S}"),
    ),
    # Factory accounts of network cards: apc/apc, device/apc, readonly/apc (APC), admin/admin and admin/password.
    defaults=frozenset(
        {("apc", "apc"), ("device", "apc"), ("readonly", "apc"), ("admin", "admin"), ("admin", "password")}
    ),
    owners=(re.compile(r"^\s*\[(?P<user>[^\]]+)\]"),),
    config=False,
)
