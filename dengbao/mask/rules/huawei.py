"""Huawei VRP switches, routers and USG firewalls.

Forms after the product documentation of S V200R019, NE V800R023, CX V800R024 and USG6000E V600: ``simple`` is clear,
``cipher`` reversible unless its text is ``$1a$``/``$1c$``/``$1d$`` (one-way), ``irreversible-cipher`` a hash.
"""

from __future__ import annotations

import re

from dengbao.mask.rule import Dialect, Notation
from dengbao.model.secret import Form

_FORMS: dict[str, Form] = {
    "simple": "plain",
    "plain": "plain",
    "cipher": "reversible",
    "irreversible-cipher": "hashed",
    "hash": "hashed",
}
_rule = Notation(_FORMS)
_BUT_POLICY = (
    r"(?!(?:alert|expire|history|min-length|complexity|policy|authentication|record|max|min)\b)"
    r"(?!(?:control|expiration)\s*:)"  # what display local-aaa-user password policy prints
)

RULES = (
    _rule(r"local-user {U} (?:.* )?password {F}{S}"),
    _rule(r"manager-user {U} password {F}{S}"),
    _rule(r"user {U} password {F}{S}"),
    _rule(r"set authentication password {F}{S}"),
    _rule(r"super password(?: level \d+| role {W})? {F}" + _BUT_POLICY + "{S}"),
    _rule(r"^password {F}" + _BUT_POLICY + "{S}"),
    _rule(r"tunnel password {F}{S}"),
    _rule(r"ppp (?:chap|pap local-user {U}) password {F}{S}"),
    _rule(r"peer {W} password {F}{S}", kind="key"),
    # SNMP: a community is a secret; a v3 name is none, but behind v1 or v2c securityname is the community.
    _rule(r"snmp-agent community (?:read|write) {F}{S}", kind="community"),
    _rule(r"snmp-agent community (?!read |write |complexity-check){F}{S}", kind="community"),
    _rule(r"securityname {F}{S}(?! (?:v3|privacy|authentication))", kind="community"),
    _rule(r"snmp-agent (?:usm-user|local-user|remote-user) .*?authentication-mode {W} {F}{S}", kind="key"),
    _rule(r"snmp-agent .*?privacy-mode {W} {F}{S}", kind="key"),
    # AAA servers, NTP, routing, VRRP, IPsec.
    _rule(r"shared-key {F}{S}", kind="key"),
    _rule(r"authentication-keyid \d+ authentication-mode {W} {F}{S}", kind="key"),
    _rule(r"pre-shared-key {F}{S}", kind="key"),
    _rule(r"(?:string-|authentication-|hex-)key {F}{S}", "unknown", "key"),
    _rule(r"key-string {F}{S}", kind="key"),
    _rule(r"(?:area-|domain-)?authentication-mode (?:md5|simple|hmac-[\w-]+|keychain-md5)(?: nonstandard| usual)?"
          r"(?: \d+)? {F}{S}", kind="key"),
    _rule(r"security .*?(?:pass-phrase|hex) {F}{S}", kind="key"),
    _rule(r"server-key {F}{S}", kind="key"),
)  # fmt: skip

DIALECT = Dialect(
    rules=RULES,
    forms=_FORMS,
    owners=(re.compile(r"^\s*(?:local-user|manager-user|user-name) (?P<user>\S+)"),),
    fence=re.compile(r"^\s*#"),
    # S series web user page, USG6000E V600 default accounts (FAQ 3221); admin/admin in old images and eNSP.
    defaults=frozenset(
        {
            ("admin", "admin@huawei.com"),
            ("admin", "Admin@123"),
            ("audit-admin", "Admin@123"),
            ("api-admin", "Admin@123"),
            ("admin", "admin"),
        }
    ),
)
