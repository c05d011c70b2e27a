"""User roles: who holds all rights, who may only look (Comware 7 RBAC reference).

``network-admin``, ``level-15`` and the ``-admin`` roles of an MDC, context or virtual system hold all rights;
``network-operator`` and its kin may display, ``security-audit`` and ``audit-admin`` see the logs. Levels 0 to 14 and
own roles are what their rules make of them.
"""

from __future__ import annotations

from msgspec import Struct

from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.table import TOP, plain, state_of

FULL = frozenset({"network-admin", "level-15", "mdc-admin", "context-admin", "vsys-admin"})
READERS = frozenset(
    {"network-operator", "mdc-operator", "context-operator", "vsys-operator", "security-audit", "audit-admin"}
)


class Role(Struct):
    """A role that the device defines."""

    name: str
    reading: Reading
    writes: bool = False
    everything: bool = False
    rules: int = 0


ROLE: Table[Role] = Table()


@TOP.line("role name", topic="users")
def role(reading: Reading, words: list[str], block: Block) -> bool:
    """``role name X`` with its rules; the predefined levels carry a description only."""
    if len(words) != 3:  # noqa: PLR2004 - the line's own words
        return False
    made = Role(words[2], reading)
    state_of(reading).roles[words[2]] = made
    reading.device.users.unread.extend(reading.inside(block, ROLE, made))
    return True


@ROLE.line("rule")
def rule(made: Role, words: list[str], _block: Block) -> bool:
    """``rule N permit|deny read write execute feature F`` or ``... command TEXT``."""
    match words:
        case ["rule", _, "permit", "command", *command]:
            made.writes |= not command or command[0] not in {"display", "ping", "tracert"}
            made.everything |= command == ["*"]
        case ["rule", _, "permit", *kinds]:
            made.writes |= bool({"write", "execute"} & set(kinds))
            made.everything |= "write" in kinds and not (
                {"feature", "feature-group", "oid", "web-menu"} & set(kinds[:-1])
            )
        case ["rule", _, "deny", *_]:
            pass
        case _:
            return False
    made.rules += 1
    return True


plain(ROLE, "description", "interface policy", "vlan policy", "vpn-instance policy", "security-zone policy", "permit")


def is_full(reading: Reading, name: str) -> bool:
    """Whether a role holds all rights."""
    made: Role | None = state_of(reading).roles.get(name)
    return name in FULL or (made is not None and made.everything)


def only_reads(reading: Reading, name: str) -> bool:
    """Whether a role may only look."""
    made: Role | None = state_of(reading).roles.get(name)
    return name in READERS or (made is not None and made.rules > 0 and not made.writes)


def level_of(name: str) -> int | None:
    """The number in ``level-N``; network-admin counts as 15."""
    if name in FULL:
        return 15
    head, _, number = name.partition("level-")
    return int(number) if not head and number.isdecimal() and number.isascii() and len(number) < 3 else None  # noqa: PLR2004
