"""Cisco IOS and IOS-XE; type 7 is decoded.

A ``secret`` without the number of its type is a word, or a DES crypt of thirteen characters: which of the two, such a
text does not tell, unless it is in small letters only, as hardly any crypt is.
"""

from __future__ import annotations

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules, trap_host

_rule = Notation(FORMS)
_CRYPT = r"(?P<secret>(?![a-z]{13}(?:\s|$))[A-Za-z0-9./]{13})(?=\s|$)"

DIALECT = Dialect(
    rules=(
        _rule(rf"username {{U}} (?:.*? )?secret {_CRYPT}", "unknown"),
        _rule(rf"enable secret(?: level \d+)? {_CRYPT}", "unknown"),
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
