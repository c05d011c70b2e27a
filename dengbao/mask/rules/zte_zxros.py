"""ZTE ZXR10 (ROS): like Cisco's command line. ``encrypted`` and type 7 stay hidden: their algorithm is not public.

``irreversible encrypted`` is SHA-256 with salt (ZXROS NG V5 command manual, user management: ``password``); what stands
where in ``snmp-server host``, ``security-protocol`` and ``ftp`` below a log after the same manual.
"""

from __future__ import annotations

import re

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules
from dengbao.model.secret import Form

_FORMS: dict[str, Form] = FORMS | {
    "cipher": "reversible",
    "irreversible encrypted": "hashed",
    "irreversible": "plain",
}
_rule = Notation(_FORMS)
_POLICY = "(?:length|check|same-consecutive|date-check|username-related-chk|history|dictionary|character-set-num)\\b"

DIALECT = Dialect(
    rules=(
        *common_rules(_rule),
        _rule(
            r"snmp-server host(?: domain)?(?: vrf {W})? {W}(?: ipv[46])? (?:trap|inform)"
            r"(?: (?:engine-id|timeout|retry-count) {W})* version (?:1|2c) {F}{S}",
            kind="community",
        ),
        _rule(r"^security-protocol .*?\bauth (?:md5|sha) {S}", kind="key"),
        _rule(r"^security-protocol .*?\bpriv (?:des56|aes128) {S}", kind="key"),
        _rule(r"^(?:logging (?:nat |portal )?)?s?ftp .*?\bencrypted {S}", "reversible"),
        _rule(
            rf"(?:strong-password (?!{_POLICY})|password-encrypted |enable secret encrypted ){{F}}{{S}}", "reversible"
        ),
        _rule(r"user-password (?:encrypted )?{F}{S}", "unknown"),
        _rule(r"snmp-server community (?:encrypted ){S}", "reversible", "community"),
        _rule(r"create community {S}", kind="community"),
        _rule(r"set community {S} (?:view|ingress)", kind="community"),
        _rule(r"(?:authentication|md5)[-\s]key (?!\d+ (?:md5|sha|hmac|keychain \S)){F}{S}", "unknown", "key"),
    ),
    forms=_FORMS,
    owners=(*OWNERS, re.compile(r"^\s*user-name (?P<user>\S+)")),
    fence=FENCE,
    columns=80,
    innocent=re.compile(rf"\s*strong-password {_POLICY}", re.IGNORECASE),
)
