"""ZTE ZXR10 (ROS): like Cisco's command line. ``encrypted`` and type 7 stay hidden: their algorithm is not public."""

from __future__ import annotations

from dengbao.mask.rule import Dialect, Notation
from dengbao.mask.rules.cisco import FENCE, FORMS, OWNERS, common_rules, trap_host
from dengbao.model.secret import Form

_FORMS: dict[str, Form] = FORMS | {"cipher": "reversible"}
_rule = Notation(_FORMS)
_POLICY = "(?:length|check|date-check|username-related-chk|history|dictionary|character-set-num)\\b"  # of all passwords

DIALECT = Dialect(
    rules=(
        *common_rules(_rule),
        trap_host(_rule),
        _rule(
            rf"(?:strong-password (?!{_POLICY})|password-encrypted |enable secret encrypted ){{F}}{{S}}", "reversible"
        ),
        _rule(r"user-password (?:encrypted )?{F}{S}", "unknown"),
        _rule(r"snmp-server community (?:encrypted ){S}", "reversible", "community"),
        _rule(r"create community {S}", kind="community"),
        _rule(r"set community {S} (?:view|ingress)", kind="community"),
        _rule(r"(?:authentication|md5)[-\s]key (?!\d+ (?:md5|sha|hmac)){F}{S}", "unknown", "key"),
    ),
    forms=_FORMS,
    owners=OWNERS,
    fence=FENCE,
)
