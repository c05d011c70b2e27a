"""Cisco ASA: the form word stands behind the hash (``encrypted``, ``pbkdf2``, ``nt-encrypted``, ``mschap``).

``2KFQnbNIdI.2KYOU`` is the old hash of the factory word ``cisco``, ``8Ry2YjIyt7RRXU24`` that of an empty password
(ASA general operations CLI guides; seen in configurations of the field). ``*****`` is the device's own mask: unknown.
The old hash has sixteen characters; what else stands before ``encrypted`` may be a word that somebody put there.
"""

from __future__ import annotations

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules
from dengbao.model.secret import Form

_FORMS: dict[str, Form] = {
    **FORMS,
    "encrypted": "hashed",
    "pbkdf2": "hashed",
    "nt-encrypted": "hashed",
    "mschap": "hashed",
}
_rule = Notation(_FORMS)
_NO_HASH = r"(?P<secret>(?!\$|[A-Za-z0-9./]{16} )\S+)"
_TRAILING = r"(?: (?P<form>encrypted|pbkdf2|nt-encrypted|mschap)\b)"

DIALECT = Dialect(
    rules=(
        _rule(rf"username {{U}} password {_NO_HASH}(?= encrypted\b)", "unknown"),
        _rule(rf"enable password {_NO_HASH}(?=(?: level \d+)? encrypted\b)", "unknown"),
        _rule(rf"passwd {_NO_HASH}(?= encrypted\b)", "unknown"),
        _rule(rf"username {{U}} password {{S}}{_TRAILING}"),
        _rule(rf"enable password {{S}}(?: level \d+)?{_TRAILING}"),
        _rule(rf"passwd {{S}}{_TRAILING}"),
        _rule(r"passwd {S}"),
        *common_rules(_rule),
        _rule(r"snmp-server host {W} {W} (?:trap |poll )?community {F}{S}", kind="community"),
        _rule(r"failover (?:ipsec pre-shared-)?key {F}{S}", kind="key"),
        _rule(r"ikev[12] (?:local-authentication |remote-authentication )?pre-shared-key {F}{S}", kind="key"),
        _rule(r"(?:ldap-login-password|radius-common-pw|vpdn username {U} password|proxy-password) {F}{S}"),
        _rule(r"authentication ms?chap.*? password {S}"),
        _rule(r"snmp-server user {U} {W} v3 (?:engineID {W} )?encrypted auth {W} {S}", "key", "key"),
    ),
    forms=_FORMS,
    owners=OWNERS,
    fence=FENCE,
    defaults=frozenset({("", "cisco")}),
    hashes={"2KFQnbNIdI.2KYOU": "cisco", "8Ry2YjIyt7RRXU24": ""},
    type7=True,
)
