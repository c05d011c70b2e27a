"""Cisco NX-OS; its type 7 keys are in quotes and of an encoding of their own, so only hexadecimal ones are decoded."""

from __future__ import annotations

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules, trap_host

_rule = Notation(FORMS)

DIALECT = Dialect(
    rules=(
        *common_rules(_rule),
        trap_host(_rule),
        _rule(r"(?:passphrase|password) (?P<form>[0-9]) {S}"),
        _rule(r"Authentication {W}, key-string {S}", kind="key"),
    ),
    forms=FORMS,
    owners=OWNERS,
    fence=FENCE,
    defaults=frozenset({("admin", "admin")}),
    type7=True,
)
