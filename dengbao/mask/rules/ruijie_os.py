"""Ruijie RGOS 10.x to 12.x.

``password 7`` is reversible in both its shapes (hexadecimal; ``$10$`` in 12.x), ``secret 5`` MD5-crypt, ``secret 8``
one-way. The algorithm of type 7 could not be verified, so its text stays hidden. Web accounts stand in ``webmaster``.
"""

from __future__ import annotations

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules, trap_host

_rule = Notation(FORMS)

DIALECT = Dialect(
    rules=(
        _rule(r"webmaster level \d+ username {U} (?:password|secret) {F}{S}"),
        *common_rules(_rule),
        trap_host(_rule),
        _rule(r"security (?:rsn|wpa|static-wep-key).*? (?:ascii|hex) {S}", kind="key"),
        _rule(r"snmp-server user {U} {W} v3 encrypted auth {W} {S}", "key", "key"),
    ),
    forms=FORMS,
    owners=OWNERS,
    fence=FENCE,
    # admin/admin is the Web account of every product line with one (E10 factory file).
    defaults=frozenset({("admin", "admin"), ("", "ruijie"), ("manager", "manager"), ("guest", "guest")}),
)
