"""What Cisco's and the like-minded command lines (Ruijie, ZTE) share.

Types after "Cisco IOS Password Encryption Facts": 0 clear, 7 a published encoding, 6 AES under a master key, 4 5 8 9
one-way.
"""

from __future__ import annotations

import re

from dengbao.mask.rule import Notation, Rule
from dengbao.model.secret import Form

FORMS: dict[str, Form] = {
    "0": "plain",
    "1": "unknown",
    "clear": "plain",
    "ascii": "plain",
    "7": "reversible",
    "6": "reversible",
    "8a": "reversible",
    "3": "reversible",
    "4": "hashed",
    "5": "hashed",
    "8": "hashed",
    "9": "hashed",
    "encrypted": "reversible",
}
OWNERS = (re.compile(r"^\s*(?:username|user|webmaster level \d+ username) (?P<user>\S+)"),)
FENCE = re.compile(r"^\s*!")


def common_rules(rule: Notation) -> tuple[Rule, ...]:
    """The rules that hold for every platform with this kind of command line, in that platform's notation."""
    return (
        rule(r"username {U} (?:.*? )?(?:password|secret) {F}{S}"),
        rule(r"enable (?:password|secret)(?: level \d+)? {F}(?!level\b){S}"),
        rule(r"^password {F}(?!(?:encryption|policy|strength|strength-check|secure-mode|required)\b){S}"),
        rule(r"^secret {F}{S}"),
        # SNMP
        rule(r"snmp-server community {F}{S}", kind="community"),
        rule(r"snmp-server community-map {S}", kind="community"),
        rule(r"snmp-server mib community-map {S}", kind="community"),
        rule(r"snmp-server user {U} .*?\bauth {W} {S}", kind="key"),
        rule(r"snmp-server user {U} .*?\bpriv (?:des56|des|3des|aes-?\d+|aes \d+|aes-?\d*) {S}", kind="key"),
        rule(r"snmp-server user {U} .*?\bpriv (?!des|3des|aes){S}", kind="key"),
        # servers
        rule(r"(?:radius|tacacs|ldap)(?:-server)? .*?\bkey {F}(?!chain\b){S}", kind="key"),
        rule(r"^(?:server-private|server|client) {W} (?:.*? )?(?:server-)?key {F}{S}", kind="key"),
        rule(r"^key {F}{S}", kind="key",
             under=r"^\s*(?:radius|tacacs|ldap|aaa-server|aaa group server|server|address)\b"),
        rule(r"^pac key {F}{S}", kind="key"),
        rule(r"^server-key {F}{S}", kind="key"),
        rule(r"ntp authentication-key \d+ {W} (?P<secret>\S+) (?P<form>7)(?=\s|$)", kind="key"),
        rule(r"ntp authentication-key \d+ {W} {F}{S}", kind="key"),
        # routing and redundancy
        rule(r"neighbor {W} password {F}{S}", kind="key"),
        rule(r"message-digest-key \d+ md5 {F}{S}", kind="key"),
        rule(r"authentication-key (?!\d+ (?:md5|hmac|sha|cmac|keychain \S)){F}{S}", kind="key"),
        rule(r"(?:isis|area|domain|lsp|csnp)[-\s]password {F}{S}", kind="key"),
        rule(r"key-string {F}(?:password )?{S}", kind="key"),
        rule(r"(?:standby|vrrp|glbp|hsrp)(?: \d+)? authentication (?:md5 key-string |text )?"
             r"(?!md5 |text ){F}{S}", kind="key"),
        rule(r"^authentication (?:md5 key-string|text) {F}{S}", kind="key"),
        rule(r"ip rip authentication text-password {F}{S}", kind="key"),
        rule(r"vtp password {S}", kind="key"),
        # VPN
        rule(r"crypto isakmp key {F}{S}", kind="key"),
        rule(r"pre-shared-key (?:address {W}(?: {W})? key |hostname {W} key |local |remote )?{F}{S}", kind="key"),
        rule(r"ppp chap password {F}{S}"),
        rule(r"ppp pap sent-username {U} password {F}{S}"),
        # the rest
        rule(r"ip (?:ftp|http client|wccp .*?) password {F}{S}"),
        rule(r"wpa-?psk (?:ascii |hex )?{F}{S}", kind="key"),
        rule(r"set-key (?:ascii|hex) (?P<form>[0-9]) (?P<secret>\S[^\r\n]*)", kind="key"),
        rule(r"set-key (?:ascii|hex) (?!\d ){S}", kind="key"),
        rule(r"(?:mgmtuser|dot1x) username {U} password (?P<form>\d) (?P<secret>\S.*?)(?= secret \d|\s*$)"),
        rule(r"mgmtuser username .*? secret (?P<form>\d) (?P<secret>\S.*?)(?=\s*$)"),
        rule(r"cable shared-(?:secondary-)?secret (?:index \d+ )?{F}{S}", kind="key"),
        rule(r"snmp-community {S}", kind="community"),
    )  # fmt: skip


def trap_host(rule: Notation) -> Rule:
    """The community in ``snmp-server host``; behind ``version 3`` stands a user's name, which is no secret."""
    return rule(
        r"snmp-server host {W}(?: vrf {W}| use-vrf {W})?(?: traps?| informs?)?(?: version (?:1|2c))?(?: community)?"
        r" (?!(?:version|vrf|use-vrf|source-interface|filter-vrf|traps?|informs?|community)(?![\w-])){F}{S}",
        kind="community",
    )
