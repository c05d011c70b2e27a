"""Fortinet FortiOS: ``ENC SH2``, ``ENC PB2``, ``ENC AK1`` are one-way, other ``ENC`` reversible, none: clear."""

from __future__ import annotations

import re

from dengbao.mask.rule import Block, Dialect, Notation
from dengbao.model.secret import Form

_FORMS: dict[str, Form] = {"enc": "reversible"}
_VALUE = r'"(?:[^"\r\n\\]|\\.)*"|\S+'
_rule = Notation(_FORMS, _VALUE)
_NAMES = (
    r"(?:[\w-]+-)?(?:password\d?|passwd\d?|pwd|psksecret(?:-remote)?|secret|passphrase|crptpasswd|shared-secret"
    r"|api-key|access-key|secret-key|client-secret|sae-password|auth-password-l[12]|authentication-key|key-string"
    r"|md5-key|pre-?shared-?key|old-password|token|oauth-token|login-passwd|ppp-password)"
)

DIALECT = Dialect(
    rules=(
        _rule(rf"set {_NAMES} (?!(?:enable|disable)$){{F}}{{S}}"),
        _rule(r"set (?:[\w-]+-)?key {F}(?!enable|disable|\d{1,3}$){S}", kind="key"),
        _rule(r"set [\w-]+ (?P<form>ENC) {S}", kind="key"),
        _rule(r"set (?:auth|priv)-pwd {F}{S}", kind="key"),
    ),
    forms=_FORMS,
    blocks=(
        Block(
            re.compile(r"^\s*config system snmp community"),
            "communit",
            re.compile(r"end\b"),
            (Notation(_FORMS, _VALUE)(r"^set name {S}", kind="community"),),
        ),
    ),
    owners=(re.compile(r'^\s*edit (?P<user>"[^"]*"|\S+)'),),
    fence=re.compile(r"^\s*(?:next|end)\s*$"),
    defaults=frozenset({("admin", "admin"), ("admin", "")}),
)
