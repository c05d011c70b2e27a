"""``--limit`` patterns as Ansible has them: terms joined by ``,`` or ``:``, ``!`` leaves out, ``&`` must be met too."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping

from dengbao.errors import UserError


def limited(pattern: str | None, groups: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The hosts that a pattern means.

    Args:
        pattern: as typed; None or empty for all hosts.
        groups: every host with its groups.

    Raises:
        UserError: a term that means no host, or a pattern that leaves none.
    """
    terms = [term for term in re.split(r"[,:]", pattern or "") if term]
    if not terms:
        return set(groups)
    chosen: set[str] = set()
    plain = [term for term in terms if term[0] not in "!&"]
    for term in plain or ["all"]:
        found = {host for host, names in groups.items() if matches(term, host, names)}
        if not found:
            raise UserError(f"--limit 里的 {term} 不对应清单里的任何主机或分组", mend="请核对名称")
        chosen |= found
    for term in terms:
        if term[0] in "!&":
            found = {host for host, names in groups.items() if matches(term[1:], host, names)}
            chosen = chosen & found if term[0] == "&" else chosen - found
    if not chosen:
        raise UserError(f"--limit {pattern} 没有留下任何主机", mend="请放宽范围")
    return chosen


def matches(pattern: str, host: str, groups: tuple[str, ...]) -> bool:
    """Whether one term means this host: its name, one of its groups, a glob, or a ``~regex``."""
    names = (host, *groups, "all")
    if pattern.startswith("~"):
        return any(re.match(pattern[1:], name) for name in names)
    return any(fnmatch.fnmatchcase(name, pattern) for name in names)
