"""IKE and IPsec profiles, and which of them a gateway or tunnel uses; without a name it uses ``default``.

The factory profiles are printed always; ``default`` holds 3DES, SHA-1 and DH group 2 (printed by a PA-VM).
"""

from __future__ import annotations

from dengbao.model import Proposal
from parsers.paloalto_panos.state import Config, opened
from parsers.statements import Node


def read(config: Config) -> None:
    """Read the profiles that are used; what only lies there is no VPN."""
    section = config.device.proposals
    opened(section, config.doubts("network ike crypto-profiles"))
    first: set[str] = set()
    for gateway in config.each("network ike gateway"):
        versions = gateway.word("protocol version", "ikev1")
        for kind in ("ikev1", "ikev2"):
            if versions == kind or versions.startswith("ikev2-preferred"):
                first.add(gateway.at(f"protocol {kind}").word("ike-crypto-profile", "default"))
    second = {
        tunnel.at("auto-key").word("ipsec-crypto-profile", "default")
        for tunnel in config.each("network tunnel ipsec")
        if tunnel.has("auto-key")
    }
    for node in config.each("network ike crypto-profiles ike-crypto-profiles"):
        if node.name in first:
            section.items.append(_proposal(node, node, "ike", node.words("hash")))
    for node in config.each("network ike crypto-profiles ipsec-crypto-profiles"):
        if node.name in second:
            part = node.at("esp") or node.at("ah")
            hashes = [word for word in part.words("authentication") if not (word == "none" and _combined(part))]
            section.items.append(_proposal(node, part, "ipsec", hashes))


def _combined(part: Node) -> bool:
    """Whether every cipher authenticates by itself (GCM, CCM)."""
    words = part.words("encryption")
    return bool(words) and all(word.endswith(("gcm", "ccm")) for word in words)


def _proposal(node: Node, part: Node, kind: str, hashes: list[str]) -> Proposal:
    groups = {_group(word) for word in node.words("dh-group")}
    return Proposal(
        name=node.name, kind=kind, lines=node.lines(), encryption=frozenset(part.words("encryption")),  # type: ignore[arg-type]
        integrity=frozenset(hashes), groups=frozenset(group for group in groups if group), used=True,
        unread=tuple(node.doubts()),
    )  # fmt: skip


def _group(word: str) -> int:
    digits = word.removeprefix("group")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 4 else 0  # noqa: PLR2004
