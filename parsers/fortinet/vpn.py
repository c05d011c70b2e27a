"""IPsec phases, SSL VPN, and the certificates of the device.

A proposal is ``aes256-sha256``: encryption, then integrity (with AEAD the pseudo-random function). ``proposal`` is
always printed, ``dhgrp`` only when it is not the default, which differs by release and is not confirmed: a phase that
is good so far and prints none stays undecided. Phase 2 has a group only with ``pfs enable``, the default.
SSL VPN: ``algorithm`` high, medium or low (CLI reference 6.0–7.4, ``config vpn ssl settings``).
"""

from __future__ import annotations

import datetime as dt

from cryptography import x509

from dengbao.model import Aging, Proposal
from parsers.fortinet import attributes
from parsers.fortinet.config import Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.tree import Node
from parsers.ioslike.numbers import integer

_PHASE1 = "proposal dhgrp ike-version mode authmethod interface remote-gw psksecret certificate peertype type"
_PHASE2 = "proposal dhgrp pfs phase1name encapsulation src-subnet dst-subnet"
_SSL = (
    "status servercert port source-interface source-address algorithm ssl-min-proto-ver ssl-max-proto-ver idle-timeout"
    " login-attempt-limit login-block-time reqclientcert tlsv1-0 tlsv1-1 tlsv1-2"
)
section("vpn ipsec phase1-interface", "vpn ipsec phase1", read=_PHASE1, skip=attributes.PHASE1,
        tables={"ipv4-exclude-range": None, "ipv6-exclude-range": None})  # fmt: skip
section("vpn ipsec phase2-interface", "vpn ipsec phase2", read=_PHASE2, skip=attributes.PHASE2)
section("vpn ssl settings", read=_SSL, skip=attributes.SSL_VPN,
        tables={"authentication-rule": fields("", skip=attributes.SSL_RULE)})  # fmt: skip
section(
    "vpn certificate local",
    read="certificate source range comments",
    skip=attributes.CERTIFICATE,
)
_LEVELS = {
    "high": frozenset({"aes"}),
    "medium": frozenset({"aes", "3des", "rc4"}),
    "low": frozenset({"3des", "rc4", "des"}),
}
_WEAK = {"des", "3des", "null"}


def read(config: Config) -> None:
    """Fill proposals and certificates."""
    device = config.device
    device.proposals.missing = device.certificates.missing = ""
    peers: dict[str, Node] = {}
    for _, node in config.entries("vpn ipsec phase1-interface", "vpn ipsec phase1"):
        peers[node.name] = node
        proposal = _proposal(node, "ike")
        proposal.authentication = node.word("authmethod", "psk")
        proposal.ike_version = node.word("ike-version", "1")
        device.proposals.items.append(proposal)
    for _, node in config.entries("vpn ipsec phase2-interface", "vpn ipsec phase2"):
        proposal = _proposal(node, "ipsec", grouped=node.enables("pfs", default=True))
        proposal.used = node.word("phase1name") in peers
        device.proposals.items.append(proposal)
    _ssl(config)
    for _, node in config.entries("vpn certificate local"):
        if pem := node.word("certificate"):
            device.certificates.items.append(
                Aging(name=node.name, lines=node.lines("certificate"), expires=_expiry(pem), unread=tuple(node.unread))
            )


def _proposal(node: Node, kind: str, *, grouped: bool = True) -> Proposal:
    found = Proposal(name=node.name, kind=kind, lines=node.lines("proposal", "dhgrp"))  # type: ignore[arg-type]
    parts = [word.lower().rpartition("-") for word in node.words("proposal")]
    found.encryption = frozenset(_cipher(first or last) for first, _, last in parts)
    found.integrity = frozenset(last.removeprefix("prf") for first, _, last in parts if first)
    found.groups = frozenset(group for word in node.words("dhgrp") if (group := integer(word)) is not None)
    unread = list(node.unread)
    if not parts or (
        grouped and not found.groups and not found.encryption & _WEAK and not found.integrity & {"md5", "sha1"}
    ):
        unread.append(node.line)
    found.unread, found.used = tuple(unread), True
    return found


def _cipher(word: str) -> str:
    """``aes256`` as ``aes-256``."""
    head = word.rstrip("0123456789")
    return f"{head}-{word[len(head) :]}" if head in {"aes", "aria"} and len(head) < len(word) else word


def _ssl(config: Config) -> None:
    for context, node in config.nodes("vpn ssl settings"):
        ports = node.words("source-interface")
        if not ports or node.word("status") == "disable":
            continue
        found = Proposal(
            name=context or "settings", kind="ssl", lines=node.lines("algorithm", "servercert", "source-interface")
        )
        found.encryption = _LEVELS.get(node.word("algorithm", "high"), frozenset({node.word("algorithm")}))
        found.unread, found.used = tuple(node.unread), True
        config.device.proposals.items.append(found)


def _expiry(pem: str) -> str:
    """The last day of a certificate; empty when the text is none."""
    if "BEGIN CERTIFICATE" not in pem:
        return ""
    try:
        end: dt.datetime = x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc
    except ValueError:
        return ""
    return end.date().isoformat()
