"""Palo Alto PAN-OS in its three forms: XML, set lines, braces.

``phash`` is one-way, ``-AQ==`` AES under the master key. ``fnRL/G5lXVMug`` is the DES-crypt text of the factory
password ``admin`` that PAN-OS 7 to 9 print (shipped configurations).
"""

from __future__ import annotations

import re

from dengbao.mask.rule import Dialect, Notation
from dengbao.model.secret import Form

_VALUE = r'"[^"\r\n]*"|[^\s";{}<>]+'
_rule = Notation({}, _VALUE)
_xml = Notation({}, r"[^<>\r\n]+")
_NAMES = (
    r"password|passwd|secret|shared-secret|pre-shared-key|bind-password|snmp-community-string|community|authpwd|privpwd"
    r"|auth-key|authentication-key|api-key|private-key|passphrase|key-value"
)
_OF_NAMES: dict[str, Form] = {}

DIALECT = Dialect(
    rules=(
        _rule(r"users {U} phash {S}", "hashed"),
        _rule(r"phash {S}", "hashed"),
        _xml(r"<phash>{S}(?=</)", "hashed"),
        _xml(r"<(?:snmp-community-string|community)>{S}(?=</)", kind="community"),
        _xml(rf"<(?:{_NAMES})>{{S}}(?=</)", "unknown"),
        _xml(r"<key>{S}(?=</)", "unknown", "key"),
        _rule(r"snmp-community-string {S}", kind="community"),
        _rule(rf"(?:{_NAMES}|key) (?P<secret>-AQ==\S+)", "reversible"),
        _rule(r"(?:bind-password|authpwd|privpwd|shared-secret|pre-shared-key(?: key)?|secret|private-key) {S}"
              r"(?!\S)", "unknown", "key"),
    ),
    forms=_OF_NAMES,
    owners=(
        re.compile(r'<entry name="(?P<user>[^"]*)"'),
        re.compile(r"\busers (?P<user>\S+) "),
        re.compile(r"^\s*(?P<user>\S+) \{"),
    ),
    fence=re.compile(r"^\}|</users>"),
    defaults=frozenset({("admin", "admin")}),
    hashes={"fnRL/G5lXVMug": "admin"},
)  # fmt: skip
