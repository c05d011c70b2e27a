"""Hand-made command files: blocks without indentation, ended by ``quit``.

Such a file is no capture, but lies in folders for automatic configuration. Its lines keep their numbers; those that
only make sense below the block before them are put there, so that an account is not taken for one without a password.
"""

from __future__ import annotations

from parsers.grammar import Reading, Table

_OPENERS = frozenset(
    {"interface", "local-user", "line", "user-interface", "vlan", "acl", "domain", "user-group", "ospf"}
)
_TWO = frozenset({"radius scheme", "hwtacacs scheme", "role name", "security-zone name", "ip vpn-instance"})


def nest(lines: list[str], table: Table[Reading]) -> list[str]:
    """Indent the lines below blocks of a flat file.

    Args:
        lines: from ``clean_lines``.
        table: the top-level lines; what it knows stays at the top.

    Returns:
        The lines, one for one; the same list where the file is not flat (no ``quit`` at the margin).
    """
    if "quit" not in lines:
        return lines
    found, inside = [], False
    for line in lines:
        words = line.split()
        if not words or line[0] == " ":
            found.append(line)
            continue
        if words[0] in {"#", "quit", "return"}:
            inside = False
        elif inside and table.find(words) is False:
            found.append(f" {line}")
            continue
        else:
            inside = words[0] in _OPENERS or " ".join(words[:2]) in _TWO
        found.append(line)
    return found
