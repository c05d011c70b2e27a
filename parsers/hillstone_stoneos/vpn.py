"""IKE and IPsec proposals, peers, tunnels and SSL VPN.

CLI guide 5.5R12, p. 1410 ff.: in an IKE proposal a line that is missing means SHA-1, 3DES, group 2, pre-shared key; in
an IPsec proposal SHA-1, 3DES, no PFS. Some thirty factory proposals are printed in every configuration: only those
that a peer or a tunnel names are in use.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from dengbao.model import Proposal
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hillstone_stoneos.reader import split
from parsers.hillstone_stoneos.state import TOP_LINES, State
from parsers.ioslike.numbers import integer

_CIPHERS = {"aes": "aes-128"}


class Draft(Struct):
    """A proposal under construction."""

    record: Proposal
    encryption: set[str] = field(default_factory=set)
    integrity: set[str] = field(default_factory=set)
    groups: set[int] = field(default_factory=set)


PROPOSAL: Table[Draft] = Table()
PROPOSAL.ignore("生存期、协议和压缩", "lifetime", "lifesize", "protocol", "compression")


@PROPOSAL.line("hash")
def _hash(draft: Draft, words: list[str], _block: Block) -> bool:
    draft.integrity.update(words[1:])
    return len(words) > 1


@PROPOSAL.line("encryption")
def _encryption(draft: Draft, words: list[str], _block: Block) -> bool:
    draft.encryption.update(_CIPHERS.get(word, word) for word in words[1:])
    return len(words) > 1


@PROPOSAL.line("group")
def _group(draft: Draft, words: list[str], _block: Block) -> bool:
    if words[1:2] == ["nopfs"]:
        return True
    numbers = [integer(word) for word in words[1:]]
    draft.groups.update(number for number in numbers if number is not None)
    return bool(numbers) and None not in numbers


@PROPOSAL.line("authentication")
def _authentication(draft: Draft, words: list[str], _block: Block) -> bool:
    draft.record.authentication = words[-1]
    return len(words) == 2  # noqa: PLR2004 - authentication and its kind


@TOP_LINES.line("isakmp proposal", "ipsec proposal", topic="proposals")
def _proposal(reading: Reading, words: list[str], block: Block) -> bool:
    name = " ".join(split(block.text)[2:])
    kind: Literal["ike", "ipsec"] = "ike" if words[0] == "isakmp" else "ipsec"
    drafts = reading.scratch.of("proposal")
    draft: Draft = drafts.setdefault((kind, name), Draft(record=Proposal(name=name, kind=kind, lines=(block.number,))))
    draft.record.unread += reading.inside(block, PROPOSAL, draft)
    draft.record.lines += tuple(child.number for child in block.children)
    return bool(name)


PEER: Table[State] = Table()
PEER.ignore("对端地址、标识、检测和穿越参数", "peer", "pre-share", "interface", "type", "local-id", "peer-id",
    "dpd", "nat-traversal", "trust-domain", "connection-type", "mode", "protocol-standard", "generate-route", "track",
    "xauth", "aaa-server", "reconnect", "description", "ike", "trust-domain-enc", "accept-all-peer-id", "psk",
    "ike_id",
            "host")  # fmt: skip


@PEER.line("isakmp-proposal")
def _peer_proposal(state: State, _words: list[str], block: Block) -> bool:
    state.of("used").update(dict.fromkeys((("ike", name) for name in split(block.text)[1:]), block.number))
    return True


@TOP_LINES.line("isakmp peer", topic="proposals")
def _peer(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.device.proposals.unread.extend(reading.inside(block, PEER, reading.scratch))
    return True


TUNNEL: Table[State] = Table()
TUNNEL.ignore("隧道的标识、检测和路由参数", "isakmp-peer", "mode", "id", "auto-connect", "df-bit", "vpn-track",
    "track-event-notify", "responder", "accept-all-proxy-id", "replay", "check-id", "description", "idle-time",
    "tunnel-route", "spi", "peer", "interface", "protocol", "hash", "encryption", "hash-key", "encryption-key",
    "next-tunnel",
              "dscp")  # fmt: skip


@TUNNEL.line("ipsec-proposal")
def _tunnel_proposal(state: State, _words: list[str], block: Block) -> bool:
    state.of("used").update(dict.fromkeys((("ipsec", name) for name in split(block.text)[1:]), block.number))
    return True


@TOP_LINES.line("tunnel ipsec", topic="proposals")
def _tunnel(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.device.proposals.unread.extend(reading.inside(block, TUNNEL, reading.scratch))
    return True


SSL: Table[Proposal] = Table()
SSL.ignore("SSL VPN 的地址池、路由、会话和界面参数", "https-port", "pool", "split-tunnel-route", "aaa-server",
    "interface", "trust-domain", "idle-time", "client", "link-select", "allow-multi-logon", "bind", "host-check",
    "redirect", "udp-port", "vpn-track", "anti-replay", "df-bit", "user-host-verify", "sms-auth", "description",
    "phone-number", "cert-auth", "ssl-vpn",
           "keepalive", "download", "export", "domain", "email", "two-step", "force", "resource")  # fmt: skip


@SSL.line("ssl-protocol")
def _ssl_protocol(proposal: Proposal, words: list[str], _block: Block) -> bool:
    proposal.ike_version = words[-1]
    return len(words) > 1


@SSL.line("tunnel-cipher")
def _ssl_cipher(proposal: Proposal, words: list[str], _block: Block) -> bool:
    """``tunnel-cipher encryption E hash H [compression ...]``."""
    if words[1:2] != ["encryption"] or words[3:4] != ["hash"] or len(words) < 5:  # noqa: PLR2004
        return False
    proposal.encryption, proposal.integrity = frozenset({words[2]}), frozenset({words[4]})
    return True


@TOP_LINES.line("tunnel scvpn", topic="proposals")
def _scvpn(reading: Reading, _words: list[str], block: Block) -> bool:
    name = " ".join(split(block.text)[2:])
    tunnels = reading.scratch.of("scvpn")
    proposal: Proposal = tunnels.setdefault(name, Proposal(name=name, kind="ssl", lines=(block.number,), used=True))
    proposal.unread += reading.inside(block, SSL, proposal)
    return bool(name)


@TOP_LINES.line("pki trust-domain", topic="certificates")
def _trust(reading: Reading, _words: list[str], block: Block) -> bool:
    for child in block.children:
        for number in reading.numbers(child):
            reading.status[number - 1] = 2  # the certificate itself is no line; its dates come from an output
    return True


def finish(reading: Reading) -> None:
    """Put proposals into the device, those in use marked; fill in what missing lines mean."""
    state: State = reading.scratch
    proposals = reading.device.proposals
    proposals.missing, proposals.none = "", "没有配置 VPN"
    used = state.of("used")
    for key, draft in state.of("proposal").items():
        record: Proposal = draft.record
        record.used = key in used
        if record.used:
            record.lines += (used[key],)
        record.encryption = frozenset(draft.encryption or {"3des"})
        record.integrity = frozenset(draft.integrity or {"sha"})
        enveloped = record.authentication == "gm-de"  # GM/T 0022: a digital envelope, no Diffie-Hellman
        record.groups = frozenset(draft.groups or ({2} if record.kind == "ike" and not enveloped else set()))
        if record.kind == "ike":
            record.authentication = record.authentication or "pre-share"
        if record.used:
            proposals.items.append(record)
    for record in state.of("scvpn").values():
        if not record.encryption:
            record.encryption, record.integrity = frozenset({"aes"}), frozenset({"md5"})
        proposals.items.append(record)
    reading.device.certificates.missing = "没有采集 show pki trust-domain"
