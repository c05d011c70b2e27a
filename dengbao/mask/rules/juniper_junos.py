"""Junos in both forms (braces, set lines). ``$9$`` is a published encoding, decoded; ``$8$`` needs a key."""

from __future__ import annotations

import re

from dengbao.mask.rule import Block, Dialect, Notation

_VALUE = r'"(?:[^"\r\n\\]|\\.)*"|[^\s";{}\[\]]+'
_rule = Notation({}, _VALUE)
_COMMUNITY = _rule(r"^community {S}(?= \{|;)", kind="community")

DIALECT = Dialect(
    rules=(
        _rule(r"user {U} authentication encrypted-password {S}", "hashed"),
        _rule(r"encrypted-password {S}", "hashed"),
        _rule(r"plain-text-password-value {S}"),
        _rule(r"(?:secret|password|pre-shared-key|authentication-key|privacy-key|authentication-password|privacy-password"
              r"|simple-password|chap-secret|pap-password|wep-key|passphrase) (?:ascii-text |hexadecimal |hex-key )?"
              r"(?!\d+ |(?:minimum|maximum|change|format|ascii|hex)\w*(?:-\w+)*\b){S}", "unknown", "key"),
        _rule(r"(?:ascii-text|hexadecimal) {S}", "unknown", "key"),
        _rule(r"authentication-key \d+ .*?value {S}", "unknown", "key"),
        _rule(r"\bmd5 \d+ key {S}", "unknown", "key"),
        _rule(r"^key {S};", "unknown", "key", under=r"^\s*(?:md5 \d+|authentication)\b"),
        _rule(r"set (?:.* )?snmp (?:.* )?community {S}", kind="community"),
        _rule(r"set (?:.* )?snmp (?:.* )?community-name {S}", kind="community"),
        _rule(r"community-name {S}", kind="community"),
    ),
    blocks=(Block(re.compile(r"^\s*snmp \{"), "snmp", re.compile(r"\}"), (_COMMUNITY,)),),
    owners=(re.compile(r"^\s*user (?P<user>\S+) \{"), re.compile(r"^\s*(?P<user>root)-authentication \{")),
    fence=re.compile(r"^\}"),
    junos9=True,
)  # fmt: skip
