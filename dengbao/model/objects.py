"""Resolve names of address and service objects, nested and forward-referenced, to their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from dengbao.model.terms import Address, Service

Term = TypeVar("Term", Address, Service)


def expand(
    terms: tuple[Term, ...], objects: Mapping[str, tuple[Term, ...]], cache: dict[str, tuple[Term, ...]]
) -> tuple[Term, ...]:
    """Replace each unresolved reference by the terms of its object.

    Args:
        terms: operands as a rule wrote them.
        objects: every object by name (of the rule's context), with terms as written.
        cache: what earlier calls resolved; share one for the same ``objects``.

    Returns:
        The terms with references resolved; each keeps the object's name in ``ref``. A reference to an object that is
        not defined, or that contains itself, stays unresolved (``resolved`` False): nothing may be concluded from it.
    """
    if all(term.resolved for term in terms):
        return terms
    return tuple(leaf for term in terms for leaf in _leaves(term, objects, cache, frozenset()))


def _leaves(
    term: Term, objects: Mapping[str, tuple[Term, ...]], cache: dict[str, tuple[Term, ...]], above: frozenset[str]
) -> tuple[Term, ...]:
    if term.resolved:
        return (term,)
    name = term.ref
    if name not in cache:
        if name in above or name not in objects:
            return (term,)
        inner = (leaf for part in objects[name] for leaf in _leaves(part, objects, cache, above | {name}))
        cache[name] = tuple(leaf if not leaf.resolved else replace(leaf, ref=name) for leaf in inner)
    found = cache[name]
    return tuple(replace(leaf, excluded=not leaf.excluded) for leaf in found) if term.excluded else found
