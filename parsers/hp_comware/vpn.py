"""VPN proposals and certificates (Comware 7 IPsec, IKE and PKI references).

An IKE proposal's defaults are DES, SHA-1 and group 1, and a built-in proposal with these values is offered last where a
profile names none; an IPsec transform set without lines has no algorithm at all. Certificates are files outside the
configuration.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from dengbao.model import Proposal
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.interfaces import PORT
from parsers.hp_comware.table import TOP, note, plain, rest, state_of
from parsers.ioslike.numbers import bounded

_GROUP = re.compile(r"(?:dh-)?group([0-9]+)")
_NAMES = {
    "des-cbc": "des", "3des-cbc": "3des", "aes-cbc-128": "aes-128", "aes-cbc-192": "aes-192", "aes-cbc-256": "aes-256",
    "aes-gcm-128": "aes-128-gcm", "aes-gcm-256": "aes-256-gcm", "sm4-cbc": "sm4", "sm1-cbc-128": "sm1", "sha": "sha1",
}  # fmt: skip


class Scope(Struct):
    """A proposal being read."""

    reading: Reading
    record: Proposal


class User(Struct):
    """A policy or profile that uses proposals."""

    reading: Reading
    proposals: list[str] = []


PROPOSAL: Table[Scope] = Table()
USER: Table[User] = Table()
for _head in ("ike", "ikev2", "ipsec"):
    rest(_head, "proposals")
TOP.ignore(
    "IKE、IPsec 的保活与日志等参数,不改变算法",
    *(
        "ike dpd",
        "ike keepalive",
        "ike limit",
        "ike nat-keepalive",
        "ike invalid-spi-recovery",
        "ike signature-identity",
    ),
    *(
        "ike identity",
        "ike compatible-gm-main",
        "ike logging",
        "ipsec logging",
        "ipsec sa",
        "ipsec df-bit",
        "ipsec anti-replay",
    ),
    *(
        "ipsec decrypt-check",
        "ipsec fragmentation",
        "ipsec limit",
        "ipsec redundancy",
        "ipsec global-df-bit",
        "undo ipsec",
    ),
    *("undo ike", "ikev2 cookie-challenge", "ikev2 dpd", "ikev2 nat-keepalive", "ikev2 address-group", "ike peer"),
    *("ike local-name", "ike sa", "ike next-payload", "ipsec smart-link", "ikev2 limit", "ike gm-main"),
)


def _proposal(reading: Reading, block: Block, kind: Literal["ike", "ipsec"], name: str, version: str) -> bool:
    record = Proposal(name=name, kind=kind, lines=tuple(reading.numbers(block)), ike_version=version)
    record.unread = reading.inside(block, PROPOSAL, Scope(reading, record))
    if kind == "ike" and version == "1":
        record.encryption = record.encryption or frozenset({"des"})
        record.integrity = record.integrity or frozenset({"sha1"})
        record.groups = record.groups or frozenset({1})
    reading.device.proposals.items.append(record)
    return bool(name)


@TOP.line("ike proposal", topic="proposals")
def ike(reading: Reading, words: list[str], block: Block) -> bool:
    """``ike proposal N``."""
    return _proposal(reading, block, "ike", words[-1] if len(words) == 3 else "", "1")  # noqa: PLR2004 - its own words


@TOP.line("ikev2 proposal", topic="proposals")
def ikev2(reading: Reading, words: list[str], block: Block) -> bool:
    """``ikev2 proposal N``."""
    return _proposal(reading, block, "ike", words[-1] if len(words) == 3 else "", "2")  # noqa: PLR2004 - its own words


@TOP.line("ipsec transform-set", "ipsec proposal", topic="proposals")
def transform(reading: Reading, words: list[str], block: Block) -> bool:
    """``ipsec transform-set T``."""
    return _proposal(reading, block, "ipsec", words[-1] if len(words) == 3 else "", "")  # noqa: PLR2004 - its own words


def _names(words: list[str]) -> frozenset[str]:
    joined = [f"{one}-{two}" if two.isdecimal() else one for one, two in pairwise([*words, ""])]
    return frozenset(_NAMES.get(name, name) for name in joined if not name.isdecimal())


@PROPOSAL.line("encryption-algorithm", "encryption", "esp encryption-algorithm")
def encryption(scope: Scope, words: list[str], _block: Block) -> bool:
    """``encryption-algorithm aes-cbc-256``; Comware 5 writes ``aes-cbc 256``."""
    scope.record.encryption |= _names(
        [word for word in words if word not in {"esp", "encryption", "encryption-algorithm"}]
    )
    return len(words) > 1


@PROPOSAL.line(
    "authentication-algorithm", "integrity", "esp authentication-algorithm", "ah authentication-algorithm", "prf"
)
def integrity(scope: Scope, words: list[str], _block: Block) -> bool:
    """``authentication-algorithm sha256``."""
    if words[0] != "prf":
        found = words[2:] if words[0] in {"esp", "ah"} else words[1:]
        scope.record.integrity |= frozenset(_NAMES.get(word, word) for word in found)
    return len(words) > 1


@PROPOSAL.line("dh", "pfs")
def dh_group(scope: Scope, words: list[str], _block: Block) -> bool:
    """``dh group14``, ``pfs dh-group14``."""
    found = [match for word in words[1:] if (match := _GROUP.fullmatch(word))]
    scope.record.groups |= frozenset(int(match[1]) for match in found if bounded(match[1], 1, 99))
    return bool(found)


@PROPOSAL.line("authentication-method")
def method(scope: Scope, words: list[str], _block: Block) -> bool:
    """``authentication-method pre-share|rsa-signature``."""
    scope.record.authentication = words[-1]
    return len(words) > 1


plain(PROPOSAL, "sa duration", "description", "protocol", "encapsulation-mode", "esn", "quit", "transform", "tfc")


@TOP.line("ike profile", "ikev2 profile", "ikev2 policy", "ipsec policy", "ipsec profile", topic="proposals")
@TOP.line("ipsec policy-template", "ipsec ipv6-policy", topic="proposals")
def user(reading: Reading, words: list[str], block: Block) -> bool:
    """A profile or policy: which proposals it names."""
    scope = User(reading, [])
    reading.device.proposals.unread.extend(reading.inside(block, USER, scope))
    kind = "ipsec" if words[0] == "ipsec" else words[0]
    state_of(reading).used_proposals.update(f"{kind} {name}" for name in scope.proposals)
    if kind == "ike":
        note(reading, "ike profile named" if scope.proposals else "ike profile open", value=True, block=block)
    return True


@USER.line("proposal", "transform-set")
def names(scope: User, words: list[str], _block: Block) -> bool:
    """``proposal 1 2``, ``transform-set T``."""
    scope.proposals.extend(words[1:])
    return len(words) > 1


plain(
    USER,
    *(
        "keychain",
        "match",
        "local-identity",
        "exchange-mode",
        "certificate",
        "dpd",
        "inside-vpn",
        "priority",
        "description",
        "client",
    ),
    *(
        "security acl",
        "remote-address",
        "local-address",
        "ike-profile",
        "ikev2-profile",
        "sa",
        "reverse-route",
        "tfc",
        "pfs",
        "qos",
    ),
    *(
        "ike-peer",
        "authentication-method",
        "nat-keepalive",
        "identity",
        "aaa",
        "config-exchange",
        "redundancy",
        "smart-link",
        "quit",
    ),
    *("undo dpd", "local", "policy", "undo reverse-route", "responder-only", "remark", "undo sa"),
)


@TOP.line("ike keychain", "ikev2 keychain", topic="proposals")
def keychain(reading: Reading, _words: list[str], block: Block) -> bool:
    """``ike keychain K`` with its keys."""
    reading.use(*reading.numbers(block))
    return True


plain(PORT, "ipsec", "sslvpn")


@TOP.line("sslvpn", topic="proposals")
def sslvpn(reading: Reading, _words: list[str], block: Block) -> bool:
    """SSL VPN gateways and contexts: their algorithms stand in the SSL policy that they name."""
    reading.use(*reading.numbers(block))
    named = [child.text.split()[-1] for child in block.children if child.text.startswith("ssl server-policy")]
    state_of(reading).used_proposals.update(f"ssl {name}" for name in named)
    return True


def settle(reading: Reading) -> None:
    """After all lines: which proposals are in use, and whether the built-in one is offered."""
    state, device = state_of(reading), reading.device
    device.proposals.missing = ""
    device.certificates.missing = "证书是设备上的文件,有效期不在配置里"
    used, opened = state.used_proposals, state.said.get("ike profile open")
    proposals = device.proposals.items
    own = [one for one in proposals if one.kind == "ike" and one.ike_version == "1"]
    for made in proposals:
        kind = "ipsec" if made.kind == "ipsec" else "ike" if made.ike_version == "1" else "ikev2"
        made.used = f"{kind} {made.name}" in used or (kind == "ike" and (opened is not None or not used))
    if opened is not None and not own:
        proposals.append(
            Proposal(
                name="default",
                kind="ike",
                lines=opened.lines,
                encryption=frozenset({"des"}),
                integrity=frozenset({"sha1"}),
                groups=frozenset({1}),
                ike_version="1",
                used=True,
            )
        )
