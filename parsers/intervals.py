"""Sets of addresses as sorted intervals: what is left when some are taken out."""

from __future__ import annotations

from collections.abc import Iterable

from dengbao.model import IPV4_MAX, IPV6_MAX, Address

Interval = tuple[int, int]


def without(inside: Iterable[Address], outside: Iterable[Address], family: int) -> tuple[Address, ...]:
    """Take addresses out of others.

    Args:
        inside: resolved terms.
        outside: resolved terms to take out.
        family: 4 or 6, of both.

    Returns:
        The rest as plain intervals; one unresolved term when any of them has no numbers, as nothing may be concluded.
    """
    terms, taken = tuple(inside), tuple(outside)
    if not all(map(_is_plain, (*terms, *taken))):
        return (Address(ref="(排除了没有确定地址的对象)", resolved=False),)
    rest = [(term.low, term.high) for term in terms]
    for cut in taken:
        rest = [part for low, high in rest for part in ((low, min(high, cut.low - 1)), (max(low, cut.high + 1), high))
                if part[0] <= part[1]]  # fmt: skip
    return tuple(Address(low, high, 6 if family == 6 else 4) for low, high in _merged(rest))  # noqa: PLR2004


def complement(terms: Iterable[Address], family: int) -> tuple[Address, ...]:
    """Everything but these addresses, as ``without``."""
    top = IPV6_MAX if family == 6 else IPV4_MAX  # noqa: PLR2004 - the IP version
    return without((Address(0, top, 6 if family == 6 else 4),), terms, family)  # noqa: PLR2004


def _is_plain(term: Address) -> bool:
    return term.resolved and not (term.other or term.wildcard or term.excluded)


def _merged(intervals: list[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for low, high in sorted(intervals):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
