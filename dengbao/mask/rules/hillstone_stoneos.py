"""Hillstone StoneOS: cipher texts of a method that the vendor does not publish, so their kind is unknown.

After the StoneOS CLI guide 5.5R9 and configurations of the field.
"""

from __future__ import annotations

import re

from dengbao.mask.rule import Dialect, Notation
from dengbao.model.secret import Form

_FORMS: dict[str, Form] = {"clear": "plain", "0": "plain", "encrypted": "unknown"}
_rule = Notation(_FORMS)

DIALECT = Dialect(
    rules=(
        _rule(r"^password {F}{S}", "unknown"),
        _rule(r"user {U} password {F}{S}", "unknown"),
        _rule(r"admin user {U} .*?password {F}{S}", "unknown"),
        _rule(r"pre-share(?:-key)? {F}{S}", "unknown", "key"),
        _rule(r"snmp-server .*?community {F}{S}", "unknown", "community"),
        _rule(r"auth-protocol {W} {S}", "unknown", "key"),
        _rule(r"enc-protocol {W} {S}", "unknown", "key"),
        _rule(r"ntp authentication-key \d+ {W} {F}{S}", "unknown", "key"),
        _rule(
            r"(?:message-digest-key \d+ md5|authentication-key(?! \d+ md5)|authentication key|md5-key) {F}{S}",
            "unknown",
            "key",
        ),
        _rule(r"^secret {F}{S}", "unknown", "key"),
        _rule(r"(?:login-)?password {F}(?!(?:policy|expiration|length)\b){S}", "unknown"),
        _rule(r"(?:zip-password|shared-secret|backup\d? .*?secret) {F}{S}", "unknown"),
    ),
    forms=_FORMS,
    owners=(re.compile(r'^\s*(?:admin user|user) (?P<user>"[^"]*"|\S+)'),),
    fence=re.compile(r"^\s*exit\s*$"),
    defaults=frozenset({("hillstone", "hillstone")}),
)
