"""IKE and IPsec proposals, and which of them are in use.

After the USG6000E and AR V300R019 IKE chapters: several words offer several algorithms, the weakest decides; what a
proposal leaves out is AES-256, SHA2-256 and group 14 there, and not confirmed for older releases.
"""

from __future__ import annotations

import re

from dengbao.model import Proposal
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import Dialect
from parsers.huawei.state import TOP, State, refuse

IKE: Table[Proposal] = Table()
IPSEC: Table[Proposal] = Table()
PEER: Table[Reading] = Table()
POLICY: Table[Reading] = Table()
_GROUP = re.compile(r"(?:dh-?)?group(\d+)", re.IGNORECASE)
refuse("proposals", "ike", "ipsec")
TOP.ignore(
    "IKE 和 IPsec 的存活检测、计时和分片参数",
    *(
        f"ike {word}"
        for word in (
            "dpd",
            "local-name",
            "nat-keepalive-timer",
            "heartbeat",
            "heartbeat-timer",
            "keychain",
            "user-table",
            "ipsec-sa",
            "identity",
            "rsa",
            "rekey",
        )
    ),
    *(
        f"ipsec {word}"
        for word in (
            "sa",
            "decrypt",
            "df-bit",
            "anti-replay",
            "fragmentation",
            "authentication",
            "invalid-spi-recovery",
            "netmask",
            "remote",
            "nat",
            "smart-link",
            "efficient-vpn",
            "policy-template",
        )
    ),
    "undo ipsec",
    "undo ike",
)
IKE.ignore("有效期和认证方式的细节", "sa", "re-authentication", "description")
IPSEC.ignore("封装方式", "encapsulation-mode", "transform", "description")
PEER.ignore(
    "对端的地址、身份和密钥;密钥由脱敏层判断",
    *(
        "pre-shared-key",
        "remote-address",
        "local-address",
        "remote-id",
        "remote-id-type",
        "local-id",
        "local-id-type",
        "undo",
        "nat",
        "dpd",
        "rsa",
        "ikev2",
        "ike",
        "certificate",
        "pki",
        "config-exchange",
        "re-authentication",
        "description",
        "sa",
        "lifetime-notification-message",
        "vpn-instance",
        "local",
        "remote",
        "peer",
        "aaa",
        "service-scheme",
        "resource",
        "digital-envelope",
        "inband",
    ),
)
POLICY.ignore(
    "匹配的流量和安全联盟的参数",
    "security",
    "alias",
    "local-address",
    "sa",
    "tunnel",
    "undo",
    "route",
    "description",
    "policy",
    "speed-limit",
    "qos",
    "respond-only",
    "scenario",
    "smart-link",
    "match",
    "anti-replay",
    "df-bit",
    "remote-address",
    "traffic",
    "encapsulation-mode",
    "assign",
)


@TOP.line("ike proposal", "ipsec proposal", topic="proposals")
def _proposal(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) != 3:  # noqa: PLR2004
        return False
    ike = words[0] == "ike"
    proposal = Proposal(name=words[2], kind="ike" if ike else "ipsec", lines=(block.number,))
    proposal.unread = reading.inside(block, IKE if ike else IPSEC, proposal)
    proposal.lines += tuple(child.number for child in block.children)
    reading.device.proposals.items.append(proposal)
    return True


@IKE.line("encryption-algorithm")
@IPSEC.line("esp encryption-algorithm")
def _encryption(proposal: Proposal, words: list[str], _block: Block) -> bool:
    names = words[words.index("encryption-algorithm") + 1 :]
    proposal.encryption |= {name.lower() for name in names}
    return bool(names)


@IKE.line("authentication-algorithm", "integrity-algorithm", "prf")
@IPSEC.line("esp authentication-algorithm", "ah authentication-algorithm")
def _integrity(proposal: Proposal, words: list[str], _block: Block) -> bool:
    names = words[2 if words[0] in {"esp", "ah"} else 1 :]
    proposal.integrity |= {name.lower().removeprefix("hmac-") for name in names}
    return bool(names)


@IKE.line("dh")
def _group(proposal: Proposal, words: list[str], _block: Block) -> bool:
    found = [match for word in words[1:] if (match := _GROUP.fullmatch(word)) is not None]
    proposal.groups |= {int(match[1]) for match in found}
    return bool(found) and len(found) == len(words) - 1


@IKE.line("authentication-method")
def _method(proposal: Proposal, words: list[str], _block: Block) -> bool:
    proposal.authentication = words[1] if len(words) > 1 else ""
    return len(words) > 1


@TOP.line("ike peer", topic="proposals")
def _peer(reading: Reading, words: list[str], block: Block) -> bool:
    reading.topic("proposals").unread.extend(reading.inside(block, PEER, reading))
    return len(words) > 2  # noqa: PLR2004


@PEER.line("ike-proposal", "exchange-mode", "version", "undo version")
def _peer_line(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.say(f"peer {words[0]}", words[1:], block.number)
    return True


@TOP.line("ipsec policy", "ipsec profile", "ipsec policy-template", topic="proposals")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    reading.topic("proposals").unread.extend(reading.inside(block, POLICY, reading))
    return len(words) > 2  # noqa: PLR2004


@POLICY.line("proposal", "pfs", "ike-peer")
def _policy_line(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.say(f"ipsec {words[0]}", words[1:], block.number)
    return True


def finish(reading: Reading) -> None:
    """Fill in defaults where they are confirmed, and mark what is in use."""
    state: State = reading.scratch
    section = reading.device.proposals
    section.missing = ""
    used = {
        "ike": {word for words, _ in state.said.get("peer ike-proposal", ()) for word in words},
        "ipsec": {word for words, _ in state.said.get("ipsec proposal", ()) for word in words},
    }
    groups = {
        int(match[1])
        for words, _ in state.said.get("ipsec pfs", ())
        for word in words
        if (match := _GROUP.fullmatch(word))
    }
    version = state.version
    confirmed = (state.dialect is Dialect.USG and version.since(500, 1)) or (version.router and version.since(300, 19))
    for proposal in section.items:
        proposal.used = proposal.name in used[proposal.kind]
        if proposal.kind == "ipsec" and proposal.used:
            proposal.groups |= groups
        lacking = not proposal.encryption or not proposal.integrity or (proposal.kind == "ike" and not proposal.groups)
        if not lacking:
            continue
        if not confirmed:
            proposal.unread = proposal.unread or proposal.lines[:1]
            continue
        proposal.encryption = proposal.encryption or frozenset({"aes-256"})
        proposal.integrity = proposal.integrity or frozenset({"sha2-256"})
        if proposal.kind == "ike":
            proposal.groups = proposal.groups or frozenset({14})
