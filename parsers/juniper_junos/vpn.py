"""IKE and IPsec proposals, and which of them a VPN uses.

The built-in sets ``standard``, ``basic`` and ``compatible`` hold DES, 3DES, MD5, SHA-1 and DH groups 1 and 2
(IPsec VPN guide, ``proposal-set``); the ``suiteb`` and ``prime`` sets do not.
"""

from __future__ import annotations

import re

from dengbao.model import Proposal
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node

SCHEMA = """
security
  ike
    proposal *
      description|authentication-method|dh-group|authentication-algorithm|encryption-algorithm|lifetime-seconds|
      signature-hash-algorithm =
    policy *
      mode|description|proposal-set|reauth-frequency|ike-fragmentation =
      proposals *
      pre-shared-key
        ascii-text|hexadecimal|ascii-text-prompt =
      seeded-pre-shared-key ...
      certificate ...
    gateway *
      ike-policy|external-interface|version|local-address|nat-keepalive|address|no-nat-traversal|dynamic|
      dead-peer-detection|local-identity|remote-identity|general-ikeid|aaa|xauth|fragmentation|client|
      tcp-encap-profile|advpn|node-local|send-icmp-too-big|fallback-address|distribution-profile ...
    respond-bad-spi|traceoptions|certificate|blocklists|session ...
  ipsec
    proposal *
      description|protocol|authentication-algorithm|encryption-algorithm|lifetime-seconds|lifetime-kilobytes|
      extended-sequence-number =
    policy *
      description|proposal-set =
      proposals *
      perfect-forward-secrecy
        keys =
    vpn *
      bind-interface|df-bit|establish-tunnels|vpn-monitor|traffic-selector|manual|copy-outer-dscp|
      distribution-profile|multi-sa|match-direction|passive-mode-tunneling|tunnel-mtu|udp-encapsulate|copy-outer-dscp|
      extended-sequence-number ...
      ike
        gateway|ipsec-policy|idle-time|anti-replay-window-size =
        no-anti-replay
        proxy-identity ...
        install-interval ...
    vpn-monitor-options|traceoptions|security-association|internal|anti-replay-window-size|respond-bad-spi ...
"""
_STANDARD = (frozenset({"3des-cbc", "aes-128-cbc"}), frozenset({"sha1"}), frozenset({2}))
_SETS = {
    "standard": _STANDARD,
    "compatible": (frozenset({"3des-cbc", "des-cbc"}), frozenset({"sha1", "md5"}), frozenset({2})),
    "basic": (frozenset({"des-cbc"}), frozenset({"sha1", "md5"}), frozenset({1})),
}
_INTEGRITY = re.compile(r"^hmac-|-96$|(?<=256)-128$")


def read(config: Config) -> None:
    """Read proposals, and mark those that a gateway or a VPN reaches."""
    security, section = config.root.at("security"), config.device.proposals
    ike, ipsec = security.at("ike"), security.at("ipsec")
    opened(section, ike.unread, ipsec.unread)
    vpns = list(ipsec.each("vpn"))
    gateways = {vpn.word("ike gateway") for vpn in vpns} | {node.name for node in ike.each("gateway")}
    phase_one = {ike.at("gateway").kid(name).word("ike-policy") for name in gateways}
    phase_two = {vpn.word("ike ipsec-policy") for vpn in vpns}
    for kind, where, used in (("ike", ike, phase_one), ("ipsec", ipsec, phase_two)):
        policies = list(where.each("policy"))
        for node in where.each("proposal"):
            section.items.append(
                _proposal(kind, node, [p for p in policies if node.name in p.words("proposals")], used)
            )
        for policy in policies:
            name = policy.word("proposal-set")
            if name:
                section.items.append(_built_in(kind, name, policy, policy.name in used))


def _proposal(kind: str, node: Node, policies: list[Node], used: set[str]) -> Proposal:
    groups = {_group(node.word("dh-group"))} | {
        _group(policy.word("perfect-forward-secrecy keys")) for policy in policies
    }
    integrity = _INTEGRITY.sub("", _INTEGRITY.sub("", node.word("authentication-algorithm")))
    encryption = node.word("encryption-algorithm")
    lines = set(node.lines()).union(*(policy.lines("perfect-forward-secrecy") for policy in policies))
    return Proposal(
        name=node.name, kind=kind, lines=tuple(sorted(lines - {0})),  # type: ignore[arg-type]
        encryption=frozenset({encryption} - {""}), integrity=frozenset({integrity} - {""}),
        groups=frozenset(group for group in groups if group), authentication=node.word("authentication-method"),
        used=any(policy.name in used for policy in policies), unread=tuple(node.doubts()),
    )  # fmt: skip


def _built_in(kind: str, name: str, policy: Node, used: bool) -> Proposal:  # noqa: FBT001 - a value, not a mode
    encryption, integrity, groups = _SETS.get(name, (frozenset(), frozenset(), frozenset()))
    return Proposal(
        name=f"{policy.name}/{name}", kind=kind, lines=policy.lines("proposal-set"),  # type: ignore[arg-type]
        encryption=encryption, integrity=integrity, groups=groups, used=used, unread=tuple(policy.doubts()),
    )  # fmt: skip


def _group(word: str) -> int:
    digits = word.removeprefix("group")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 4 else 0  # noqa: PLR2004
