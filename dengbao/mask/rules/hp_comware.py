"""H3C Comware 5 and 7.

``simple`` is clear, ``cipher $c$3$`` reversible, ``hash $h$6$`` salted SHA-512, the ``cipher`` of Comware 5 (24 or 88
signs) reversible by an algorithm that we could not verify, so its text stays hidden (H3C guides, AAA and SNMP).
"""

from __future__ import annotations

import re

from dengbao.mask.rule import Dialect, Notation
from dengbao.model.secret import Form

_FORMS: dict[str, Form] = {
    "simple": "plain",
    "plain": "plain",
    "cipher": "reversible",
    "hash": "hashed",
    "irreversible-cipher": "hashed",
}
_rule = Notation(_FORMS)

RULES = (
    # Not the lines of `display password-control`, such as "Password aging: Enabled (90 days)".
    _rule(r"^password {F}(?!(?:policy|recovery)\b|(?:control|aging|length|composition|history|complexity|change):){S}"),
    _rule(r"local-user {U} (?:.* )?password {F}{S}"),
    _rule(r"set authentication password {F}{S}"),
    _rule(r"super password(?: level \d+| role {W})? {F}{S}"),
    _rule(r"ppp (?:chap|pap local-user {U}) password {F}{S}"),
    _rule(r"peer {W} password {F}{S}", kind="key"),
    _rule(r"tunnel password {F}{S}"),
    _rule(r"snmp-agent community (?:read|write) {F}{S}", kind="community"),
    _rule(r"snmp-agent community (?!read |write |complexity-check){F}{S}", kind="community"),
    _rule(r"securityname {F}{S}(?! (?:v3|privacy|authentication))", kind="community"),
    _rule(r"snmp-agent usm-user v3 .*?authentication-mode {W} {F}{S}", kind="key"),
    _rule(r"snmp-agent usm-user v3 .*?privacy-mode {W} {F}{S}", kind="key"),
    _rule(r"snmp-agent usm-user v(?:1|2c) {S}", kind="community"),
    _rule(r"key (?:authentication|authorization|accounting) {F}{S}", kind="key"),
    _rule(r"(?:primary|secondary) (?:authentication|authorization|accounting) .*?\bkey {F}{S}", kind="key"),
    _rule(r"(?:client|server) {W} .*?\bkey (?:cipher|simple) {S}", "unknown", "key"),
    _rule(r"authentication-keyid \d+ authentication-mode {W} {F}{S}", kind="key"),
    _rule(r"pre-shared-key (?:(?:address|hostname|local|remote) .*?)?(?:key )?(?P<form>cipher|simple) {S}", kind="key"),
    _rule(r"(?:vrrp|ospf|isis|rip).*?authentication-mode {W} (?:\d+ )?(?P<form>cipher|plain|simple) {S}", kind="key"),
    _rule(r"authentication-mode (?:md5|hmac-\S+|simple) (?:\d+ )?(?P<form>cipher|plain|simple) {S}", kind="key"),
    _rule(r"(?:area|domain)-authentication-mode {W} (?P<form>cipher|plain|simple) {S}", kind="key"),
    _rule(r"key-string {F}{S}", kind="key"),
    _rule(r"preshared-key (?:pass-phrase|raw-key) {F}{S}", kind="key"),
    _rule(r"(?:wep|wpa).*? key .*?(?P<form>cipher|simple) {S}", kind="key"),
)

DIALECT = Dialect(
    rules=RULES,
    forms=_FORMS,
    owners=(re.compile(r"^\s*local-user (?P<user>\S+)"),),
    fence=re.compile(r"^\s*#"),
    # admin/admin on devices managed in the browser (factory files of WA and F100 series).
    defaults=frozenset({("admin", "admin"), ("h3c", "h3c")}),
)
