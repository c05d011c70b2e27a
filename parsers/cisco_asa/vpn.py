"""IKE and IPsec proposals (ASA CLI guide 3; command reference ``crypto ikev1 policy``, ``crypto ikev2 policy``).

A transform set or proposal is in use when a crypto map on an interface names it, or an IPsec profile of a tunnel.
With an AES-GCM cipher ``integrity null`` is right: the cipher authenticates itself. Names: ``sha`` is SHA-1, ``aes`` is
128 bits.
"""

from __future__ import annotations

from dengbao.model import Proposal
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP, Asa
from parsers.grammar import Reading
from parsers.ioslike.numbers import integer

_HASHES = {
    "sha": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "sha-384": "sha384",
    "sha-512": "sha512",
}
_IDLE = frozenset({"lifetime", "prf", "description", "no", "exit"})


def _hash(word: str) -> str:
    return _HASHES.get(word.lower(), word.lower())


def _cipher(word: str) -> str:
    return {"aes": "aes-128", "aes-gcm": "aes-gcm-128", "aes-gmac": "aes-gmac-128"}.get(word.lower(), word.lower())


@TOP.line("crypto ikev1 policy", "crypto isakmp policy", "crypto ikev2 policy", topic="proposals")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a policy, block form or one line each (``crypto isakmp policy 10 hash sha``, before 8.4)."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    version = "2" if words[1] == "ikev2" else "1"
    name = f"{words[1]}-{words[3]}"
    items = reading.device.proposals.items
    proposal = next((item for item in items if item.name == name), None)
    if proposal is None:
        proposal = Proposal(name=name, kind="ike", lines=(), ike_version=version)
        items.append(proposal)
    proposal.lines = (*proposal.lines, block.number)
    good = len(words) == 4 or _setting(proposal, words[4:])  # noqa: PLR2004
    unread: list[int] = []
    for child in block.children:
        if _setting(proposal, child.text.split()):
            proposal.lines = (*proposal.lines, child.number)
            reading.use(child.number)
        else:
            unread.extend(reading.numbers(child))
    proposal.unread = (*proposal.unread, *unread, *(() if good else (block.number,)))
    return good


def _setting(proposal: Proposal, words: list[str]) -> bool:
    values = words[1:]
    match words[0]:
        case "encryption" if values:
            proposal.encryption = frozenset(_cipher(value) for value in values)
        case "hash" | "integrity" if values:
            proposal.integrity = frozenset(_hash(value) for value in values)
        case "group" if values:
            numbers = [integer(value) for value in values]
            proposal.groups = frozenset(number for number in numbers if number is not None)
            return None not in numbers
        case "authentication" if values:
            proposal.authentication = values[0]
        case word:
            return word in _IDLE
    return True


@TOP.line("crypto ipsec ikev1 transform-set", "crypto ipsec transform-set", topic="proposals")
def _transform(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``crypto ipsec ikev1 transform-set T esp-aes-256 esp-sha-hmac``; ``mode transport`` is a line of its own."""
    at = 4 if words[2] == "ikev1" else 3
    if len(words) < at + 2:
        return False
    if words[at + 1] == "mode":
        return True
    encryption, integrity = set(), set()
    for word in words[at + 1 :]:
        name = word.removeprefix("esp-")
        if word.endswith("-hmac"):
            integrity.add(_hash(name.removesuffix("-hmac")))
        elif word.startswith("esp-"):
            encryption.add({"null": "null", "none": "null"}.get(name, _cipher(name)))
        else:
            return False
    reading.device.proposals.items.append(
        Proposal(
            name=words[at], kind="ipsec", lines=(block.number,), encryption=frozenset(encryption),
            integrity=frozenset(integrity - {"none"}), ike_version="1", used=False,
        )
    )  # fmt: skip
    return True


@TOP.line("crypto ipsec ikev2 ipsec-proposal", topic="proposals")
def _proposal(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 5:  # noqa: PLR2004
        return False
    proposal = Proposal(name=words[4], kind="ipsec", lines=(block.number,), ike_version="2", used=False)
    for child in block.children:
        match child.text.split():
            case ["protocol", "esp", "encryption", *names] if names:
                proposal.encryption = frozenset(_cipher(name) for name in names)
            case ["protocol", "esp", "integrity", *names] if names:
                proposal.integrity = frozenset(_hash(name) for name in names)
            case _:
                proposal.unread = (*proposal.unread, *reading.numbers(child))
                continue
        proposal.lines = (*proposal.lines, child.number)
        reading.use(child.number)
    reading.device.proposals.items.append(proposal)
    return True


@TOP.line("crypto map", "crypto dynamic-map", topic="proposals")
def _map(reading: Reading, words: list[str], block: Block) -> bool:
    """Read one line of a map: which sets it uses, on which interface it stands."""
    state: Asa = reading.scratch
    if len(words) < 5:  # noqa: PLR2004
        return False
    name, rest = words[2], words[4:]
    if words[3] == "interface":
        state.facts[f"map {name}"] = block
    elif rest[:1] == ["ipsec-isakmp"] and rest[1:2] == ["dynamic"] and len(rest) > 2:  # noqa: PLR2004
        state.facts[f"dynamic {rest[2]}"] = Block(block.number, name)
    elif rest[:1] == ["set"] and len(rest) > 2:  # noqa: PLR2004
        _set(state, name, rest[1:], block)
    return True


def _set(state: Asa, name: str, rest: list[str], block: Block) -> None:
    if rest[0] == "transform-set" or rest[1:2] in (["transform-set"], ["ipsec-proposal"]):
        names = rest[1:] if rest[0] == "transform-set" else rest[2:]
        state.uses.append(("map", name, tuple(names), block.number))
    elif rest[0] == "pfs":
        group = integer(rest[1].removeprefix("group"))
        if group is not None:
            state.groups_used.append((name, group, block.number))


@TOP.line("crypto ipsec profile", topic="proposals")
def _profile(reading: Reading, words: list[str], block: Block) -> bool:
    """Read an IPsec profile, which a tunnel interface uses."""
    state: Asa = reading.scratch
    if len(words) < 4:  # noqa: PLR2004
        return False
    state.facts[f"map {words[3]}"] = block
    for child in block.children:
        parts = child.text.split()
        if parts[0] == "set" and len(parts) > 2:  # noqa: PLR2004
            _set(state, words[3], parts[1:], child)
        reading.use(child.number)
    return True


@TOP.line("crypto ikev1 enable", "crypto ikev2 enable", "crypto isakmp enable", topic="proposals")
def _enable(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.facts[f"enable {words[1]}"] = block
    return True


def finish_vpn(reading: Reading) -> None:
    """Mark what is in use, and give each set the groups of its maps."""
    state: Asa = reading.scratch
    proposals = reading.device.proposals.items
    by_name = {proposal.name: proposal for proposal in proposals if proposal.kind == "ipsec"}
    for proposal in proposals:
        if any(name.startswith("aes-gcm") for name in proposal.encryption):
            proposal.integrity -= {"null", "none"}
        if proposal.kind == "ike":
            switch = state.facts.get(f"enable {proposal.name.partition('-')[0]}")
            proposal.used = switch is not None
            proposal.lines = (*proposal.lines, *((switch.number,) if switch else ()))
    for _, name, sets, number in state.uses:
        dynamic = state.facts.get(f"dynamic {name}")
        applied = state.facts.get(f"map {dynamic.text if dynamic else name}")
        for proposal in (by_name[one] for one in sets if one in by_name):
            proposal.lines = (*proposal.lines, number)
            proposal.used = bool(proposal.used) or applied is not None
            proposal.groups |= {group for owner, group, _ in state.groups_used if owner == name}
