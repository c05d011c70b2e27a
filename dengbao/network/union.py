"""Sets that grow together: which things are joined, however many steps apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Things and what they were joined with."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parent: dict[T, T] = {}

    def root(self, one: T) -> T:
        """The thing that stands for all that one is joined with; a new thing stands for itself."""
        above = self._parent.setdefault(one, one)
        while above != one:
            self._parent[one] = self._parent[above]
            one, above = above, self._parent[above]
        return one

    def join(self, things: Iterable[T]) -> None:
        """Put things together, with all that they are joined with."""
        rest = iter(things)
        for first in rest:
            root = self.root(first)
            for other in rest:
                self._parent[self.root(other)] = root

    def __iter__(self) -> Iterator[T]:
        """All things, in the order in which they came."""
        return iter(self._parent)
