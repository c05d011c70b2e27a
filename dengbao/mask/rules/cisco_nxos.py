"""Cisco NX-OS; its type 7 keys are in quotes and of an encoding of their own, so only hexadecimal ones are decoded.

A password of type 5, 8 or 9 is a crypt hash, which its shape tells; a word of another shape is not known to be one.
"""

from __future__ import annotations

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules, trap_host

_FORMS = FORMS | {"5": "unknown", "8": "unknown", "9": "unknown"}
_rule = Notation(_FORMS)

DIALECT = Dialect(
    rules=(
        *common_rules(_rule),
        trap_host(_rule),
        _rule(r"(?:passphrase|password) (?P<form>[0-9]) {S}"),
        _rule(r"Authentication {W}, key-string {S}", kind="key"),
    ),
    forms=_FORMS,
    owners=OWNERS,
    fence=FENCE,
    defaults=frozenset({("admin", "admin")}),
    type7=True,
)
