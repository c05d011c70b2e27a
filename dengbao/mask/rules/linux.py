"""Linux: shadow fields, snmpd.conf, and what files say by name. pam and sshd words are settings, not secrets."""

from __future__ import annotations

import re

from dengbao.mask.rule import Dialect, Notation

_WORD = r"[^\s\"'\\]+"
_rule = Notation({}, _WORD)
_OLD_CRYPT = r"[A-Za-z0-9./]{13}"

DIALECT = Dialect(
    rules=(
        _rule(r"(?P<user>[a-z_][\w.-]*):(?P<secret>!?\$[^:\s\"'\\]+):(?=\d*:)", "hashed"),
        _rule(rf"(?P<user>[a-z_][\w.-]*):(?P<secret>{_OLD_CRYPT}):(?=\d{{5}}:)", "hashed"),
        _rule(r"(?:ro|rw)community6? {S}", kind="community"),
        _rule(r"com2sec6?(?: -Cn {W})? {W} {W} {S}", kind="community"),
        _rule(r"(?:trap|trap2|inform)(?:sink|community)(?: [\w.:-]+(?= \S))? {S}", kind="community"),
        _rule(r"createUser (?:-e {W} )?{U} (?:MD5|SHA\S*) \\?[\"']?{S}", kind="key"),
        _rule(r"createUser .*?(?:DES|AES\S*) \\?[\"']?{S}", kind="key"),
        _rule(r"(?:password_pbkdf2|password) {W} (?P<secret>grub\.pbkdf2\S+)", "hashed"),
        _rule(r"(?:secret|requirepass|masterauth|bindpw|rootpw) {S}"),
        _rule(r"pam_\w+\.so .*?passwd={S}"),
    ),
    innocent=re.compile(
        r'\s*"(?:/etc/pam\.d/[\w.-]+:\s*(?:#|@include|-?(?:auth|account|password|session)\b)|passwd \d+:)'
    ),
    owners=(re.compile(r'"(?:user|name)"\s*:\s*"(?P<user>[^"]+)"'),),
    config=False,
)
