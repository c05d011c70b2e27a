"""IKE and IPsec proposals, and certificates.

Defaults of ``crypto isakmp policy`` that are not printed: DES, SHA-1, group 1 (IOS Security Command Reference,
``crypto isakmp policy``).
"""

from __future__ import annotations

import re

from dengbao.model import Aging, Proposal
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.numbers import integer
from parsers.ioslike.state import COMMON

_VALIDITY = re.compile("301e170d((?:3[0-9]){12})5a170d((?:3[0-9]){12})5a")
_CENTURY = 50  # RFC 5280: two-digit years below 50 are of this century
_HEX = re.compile(r"[0-9A-Fa-f]+")


@COMMON.line("crypto isakmp policy", topic="proposals")
def _isakmp(reading: Reading, words: list[str], block: Block) -> bool:
    proposal = Proposal(
        name=words[-1], kind="ike", lines=(block.number,), encryption=frozenset({"des"}), integrity=frozenset({"sha1"}),
        groups=frozenset({1}), authentication="rsa-sig", ike_version="1", used=True,
    )  # fmt: skip
    return len(words) > 3 and _proposal(reading, proposal, block)  # noqa: PLR2004


@COMMON.line("crypto ikev2 proposal", topic="proposals")
def _ikev2(reading: Reading, words: list[str], block: Block) -> bool:
    return len(words) > 3 and _proposal(  # noqa: PLR2004
        reading, Proposal(name=words[3], kind="ike", lines=(block.number,), ike_version="2"), block
    )


_BESIDE = {
    "isakmp": "key keepalive client nat invalid-spi-recovery aggressive-mode peer profile enable identity xauth default"
    " fragmentation diagnose nat-traversal mode-detect",
    "ikev2": "keyring profile policy authorization dpd nat cookie-challenge window limit fragmentation http-url cluster"
    " certificate-cache redirect client name-mangler diagnose enable remote-access reconnect fqdn",
    "ipsec": "security-association df-bit fragmentation nat-transparency client optional security ikev1 ikev2 default",
}
"""What else stands below ``crypto``: peers, timers, keys (IOS Security Command Reference, RGOS Command Reference)."""


@COMMON.line("crypto isakmp", "crypto ikev2", "crypto ipsec", topic="proposals")
def _beside(reading: Reading, words: list[str], block: Block) -> bool:
    """Know the lines that name no algorithm; any other may."""
    known = len(words) > 2 and words[2] in _BESIDE[words[1]].split()  # noqa: PLR2004
    if known:
        reading.skip(block)
    return known


def _cipher(words: list[str]) -> str:
    """Name a cipher in one word: ``aes 256`` is ``aes-256``."""
    return "-".join(words).lower()


def _proposal(reading: Reading, proposal: Proposal, block: Block) -> bool:
    unread: list[int] = []
    for child in block.children:
        words = child.text.split()
        values = words[1:]
        if words[0] in {"encr", "encryption"} and values:
            names = [_cipher(values)] if proposal.ike_version == "1" else [value.lower() for value in values]
            proposal.encryption = frozenset(names)
        elif words[0] in {"hash", "integrity"} and values:
            proposal.integrity = frozenset(
                value.lower().replace("sha", "sha1") if value == "sha" else value.lower() for value in values
            )
        elif words[0] == "group" and values:
            proposal.groups = frozenset(number for value in values if (number := integer(value)) is not None)
        elif words[0] == "authentication" and values:
            proposal.authentication = values[0]
        elif words[0] not in {"lifetime", "prf", "no", "description"}:
            unread.extend(reading.numbers(child))
            continue
        proposal.lines = (*proposal.lines, child.number)
        reading.use(child.number)
    proposal.unread = tuple(unread)
    reading.device.proposals.items.append(proposal)
    return True


@COMMON.line("crypto ipsec transform-set", topic="proposals")
def _transform(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac``."""
    if len(words) < 5:  # noqa: PLR2004
        return False
    encryption, integrity, at = set(), set(), 4
    while at < len(words):
        word, at = words[at], at + 1
        if at < len(words) and words[at].isdecimal():
            word, at = f"{word}-{words[at]}", at + 1
        name = word.removeprefix("esp-").removeprefix("ah-")
        if word.endswith("-hmac"):
            integrity.add({"sha-hmac": "sha1"}.get(name, name.removesuffix("-hmac")))
        elif word.startswith("esp-"):
            encryption.add(name)
        elif word != "comp-lzs":
            return False
    for child in block.children:
        reading.use(child.number)
    reading.device.proposals.items.append(
        Proposal(
            name=words[3], kind="ipsec", lines=(block.number,), encryption=frozenset(encryption),
            integrity=frozenset(integrity), used=False,
        )
    )  # fmt: skip
    return True


@COMMON.line("crypto ipsec profile", "crypto map", "crypto dynamic-map", topic="proposals")
def _use(reading: Reading, words: list[str], block: Block) -> bool:
    """Note which transform sets a map or a profile uses, and with which group its keys are renewed."""
    name = words[3] if words[1] == "ipsec" and len(words) > 3 else words[2] if len(words) > 2 else ""  # noqa: PLR2004
    for child in block.children:
        parts = child.text.split()
        if parts[:2] == ["set", "transform-set"]:
            reading.scratch.uses.append((words[1], name, tuple(parts[2:]), child.number))
        elif parts[:2] == ["set", "pfs"] and len(parts) > 2:  # noqa: PLR2004
            number = integer(parts[2].removeprefix("group"))
            if number is not None:
                reading.scratch.groups_used.append((name, number, child.number))
        elif parts[0] not in _OF_MAP or (parts[0] == "set" and parts[1:2] and parts[1] not in _SET):
            reading.device.proposals.unread.extend(reading.numbers(child))
            continue
        reading.use(child.number)
    return bool(name)


_OF_MAP = frozenset({"set", "match", "description", "reverse-route", "responder-only", "qos", "dialer", "no", "crypto"})
_SET = frozenset({
    "peer", "security-association", "isakmp-profile", "ikev2-profile", "identity", "nat", "reverse-route", "ip", "mode",
    "mixed-mode", "session-key", "security-policy", "dscp", "pfs", "local", "exchange-mode", "autoup", "mtu",
})  # fmt: skip


@COMMON.line("crypto pki certificate chain", "crypto ca certificate chain", topic="certificates")
def _chain(reading: Reading, words: list[str], block: Block) -> bool:
    """Read when certificates end, out of their DER in hexadecimal (RFC 5280: validity as two UTCTimes)."""
    if len(words) < 5:  # noqa: PLR2004
        return False
    for child in block.children:
        numbers = tuple(reading.numbers(child))
        reading.use(*numbers)
        if not child.text.startswith("certificate"):
            continue
        text = "".join(_digits(below) for below in child.children)
        match = _VALIDITY.search(text)
        name = f"{words[4]} {child.text.removeprefix('certificate').strip()}".strip()
        expires = ""
        if match:
            digits = bytes.fromhex(match[2]).decode("ascii")
            century = "20" if int(digits[:2]) < _CENTURY else "19"
            expires = f"{century}{digits[:2]}-{digits[2:4]}-{digits[4:6]}"
        unread = () if match or not text else (child.number,)
        reading.device.certificates.items.append(
            Aging(name=name, lines=(child.number,), expires=expires, unread=unread)
        )
    return True


def _digits(block: Block) -> str:
    own = "".join(block.text.split()).lower()
    own = own if _HEX.fullmatch(own) else ""
    return own + "".join(_digits(child) for child in block.children)


def finish_vpn(reading: Reading) -> None:
    """Mark the transform sets that stand on an interface, by a map or a tunnel's profile."""
    state = reading.scratch
    facts = state.facts
    by_name = {proposal.name: proposal for proposal in reading.device.proposals.items if proposal.kind == "ipsec"}
    for kind, name, sets, number in state.uses:
        applied = facts.get(f"map {name}" if kind == "map" else f"protected {name}")
        for one in sets:
            proposal = by_name.get(one)
            if proposal is None:
                continue
            proposal.lines = (*proposal.lines, number)
            proposal.used = proposal.used or applied is not None or kind == "dynamic-map"
            proposal.groups |= {group for owner, group, _ in state.groups_used if owner == name}
