"""Cisco IOS and IOS-XE; type 7 is decoded."""

from __future__ import annotations

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules, trap_host

_rule = Notation(FORMS)

DIALECT = Dialect(
    rules=(
        *common_rules(_rule),
        trap_host(_rule),
        _rule(r"enable (?:telnet password|super-user-password|read-only-password) {S}"),
        _rule(r"key config-key \S+ {S}", kind="key"),
    ),
    forms=FORMS,
    owners=OWNERS,
    fence=FENCE,
    defaults=frozenset({("cisco", "cisco"), ("admin", "admin")}),
    type7=True,
)  # fmt: skip
