"""Algorithms that are too weak today, in one place.

Key exchange: RFC 9142 (SHOULD NOT: group1-sha1, group-exchange-sha1). RC4: RFC 8758. MD5: RFC 6151. CBC ciphers and
truncated MACs of SSH: the 等保 practice of refusing them (automation rule crypto.tls_ssh). VPN: GM/T 0022 and RFC 8247.
"""

from __future__ import annotations

from dengbao.model import Proposal

_GROUPS = frozenset({1, 2, 5})
_ENCRYPTION = frozenset({"des", "3des", "rc4", "null", "none", "des-cbc", "3des-cbc", "des56"})
_INTEGRITY = frozenset({"md5", "sha", "sha1", "sha-1", "none", "null"})


def weak_cipher(name: str) -> bool:
    """Whether an SSH cipher is weak."""
    return name.endswith("-cbc") or name.startswith(("arcfour", "des", "3des", "blowfish", "none"))


def weak_mac(name: str) -> bool:
    """Whether an SSH MAC is weak."""
    return "md5" in name or "-96" in name or name == "none"


def weak_exchange(name: str) -> bool:
    """Whether an SSH key exchange is weak."""
    return name in {"diffie-hellman-group1-sha1", "diffie-hellman-group-exchange-sha1", "dh-group1-sha1"}


def weak_parts(proposal: Proposal) -> list[str]:
    """Name what is weak in a VPN proposal."""
    return [
        *sorted(proposal.encryption & _ENCRYPTION),
        *sorted(proposal.integrity & _INTEGRITY),
        *(f"DH 组 {group}" for group in sorted(proposal.groups & _GROUPS)),
    ]
