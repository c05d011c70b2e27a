"""Algorithms that are too weak today, in one place.

Key exchange: RFC 9142 (SHOULD NOT: group1-sha1, group-exchange-sha1). RC4: RFC 8758. MD5: RFC 6151. CBC ciphers and
truncated MACs of SSH: the 等保 practice of refusing them (automation rule crypto.tls_ssh). VPN: GM/T 0022 and RFC 8247.
HMAC-SHA-1 of SSH is not refused: collisions do not break it (RFC 6194, NIST SP 800-131A rev. 2).
A name that is neither weak nor known to be strong leaves the verdict open: it may be a misread word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dengbao.model import Proposal, SnmpUser, Undecided

_GROUPS = frozenset({1, 2, 5})
_ENCRYPTION = frozenset({"des", "3des", "rc4", "null", "none", "des-cbc", "3des-cbc", "des56"})
_SUITE = frozenset({"rc4", "des", "3des", "cbc3", "null", "md5", "export", "exp", "anon", "adh", "aecdh", "weak"})
_INTEGRITY = frozenset({"md5", "sha", "sha1", "sha-1", "sha1-96", "md5-96", "none", "null"})


_STRONG = {
    "cipher": r"(?:aes(?:128|192|256)?|camellia(?:128|192|256)?|sm[14])-(?:ctr|gcm)|chacha20-poly1305",
    "mac": r"(?:hmac-)?(?:sha1|sha2?-?(?:224|256|384|512)|sm3)|umac-(?:64|128)|aead.*|implicit",
    "exchange": r"curve(?:25519|448)-sha(?:256|512)|ecdh-sha2-[\w.-]+|sntrup761x25519-sha512|sm2-kep|mlkem.*"
    r"|(?:diffie-hellman|dh)-group(?:1[4-8]-sha(?:1|256|512)|-exchange-sha256)",
    "encryption": r"(?:aes|sm[14]|camellia|chacha20|aria|seed)[\w-]*",
    "snmp": r"sha(?:1|2?-?(?:224|256|384|512))?|sm3|(?:aes|sm4)[\w-]*",
    "integrity": r"(?:hmac-)?(?:sha-?(?:2-?)?(?:256|384|512)[\w-]*|sm3|aes-?x?cbc[\w-]*|(?:aes-?)?gmac[\w-]*)",
    "suite": r".*(?:aes|chacha20|camellia|aria|sm4).*|medium|fips|high|default",
}
"""What is strong, as the parsers spell it: IANA's SSH, IKEv2 and TLS registers, SM algorithms after GM/T
0022; the levels of ASA that leave NULL, DES and RC4 out (command reference, ``ssl cipher``)."""
_SUFFIX = re.compile(r"(?:-etm)?(?:@[\w.]+)?$")
_COMBINED = re.compile(r"gcm|gmac|ccm|poly1305")  # modes that encrypt and authenticate at once


def surely_strong(kind: str, names: Iterable[str]) -> bool:
    """Say that no name is unknown, of names of which none is weak.

    Raises:
        Undecided: an algorithm that is neither known to be weak nor to be strong.
    """
    strange = [name for name in sorted(names) if not re.fullmatch(_STRONG[kind], _SUFFIX.sub("", name))]
    if strange:
        raise Undecided(f"不认识算法 {'、'.join(strange)}")
    return True


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


def unsaid_parts(proposal: Proposal) -> list[str]:
    """Name what an IKE or IPsec proposal needs and does not state; AH alone, too, encrypts nothing."""
    combined = bool(proposal.encryption) and all(_COMBINED.search(name) for name in proposal.encryption)
    lacking = {
        "加密算法": not proposal.encryption,
        "认证算法": not (proposal.integrity or combined),
        "DH 组": proposal.kind == "ike" and not proposal.groups,
    }
    return [] if proposal.kind == "ssl" else [part for part, lacks in lacking.items() if lacks]


def weak_snmp(user: SnmpUser) -> list[str]:
    """Name what is weak of an SNMPv3 user."""
    return [name for name in (user.authentication, user.privacy) if name == "md5" or "des" in name]


def weak_suite(name: str) -> bool:
    """Whether a TLS suite is weak, however the vendor spells it."""
    return bool(_SUITE & set(re.split(r"[-_+]", name.lower())))
