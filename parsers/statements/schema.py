"""What may stand where in a configuration of nested statements, written down as an indented text.

A line of the text is ``words suffix``; several words between ``|`` share what follows and what stands deeper:

* a line that ends in ``|`` goes on in the next one;
* ``name`` holds what stands deeper, or nothing (a switch);
* ``name =`` takes one value, ``name *`` any number of values or named parts, each holding what stands deeper;
* ``*`` alone as a word is any word; ``name ...`` takes the rest of the statement, whatever it says;
* ``name ~ reason`` says nothing that a policy asks for, with all that stands in it; ``* ~ reason`` any word;
* ``name @other`` holds what the part called ``other`` holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field


class Spec(Struct):
    """One place: the words known there, what any other word means, and whether only one value counts.

    ``rest``: everything behind is one value. ``reason``: irrelevant, and why.
    """

    kids: dict[str, Spec] = field(default_factory=dict)
    any: Spec | None = None
    single: bool = False
    rest: bool = False
    reason: str = ""

    @property
    def ends(self) -> bool:
        """Whether nothing can follow."""
        return not self.kids and self.any is None and not self.rest


END = Spec()
_CONTINUED = re.compile(r"\|\n\s*")


def read_schema(text: str, parts: Mapping[str, Spec] | None = None, everywhere: tuple[str, ...] = ()) -> Spec:
    """Read a schema.

    Args:
        text: as above; empty lines and lines that begin with ``#`` say nothing.
        parts: schemas for ``@name``.
        everywhere: words that take values wherever something may follow (``apply-groups``).

    Returns:
        The place that the text describes.
    """
    root = Spec()
    stack: list[tuple[int, list[Spec]]] = [(-1, [root])]
    for raw in _CONTINUED.sub("|", text).splitlines():
        line = raw.strip()
        if not line or line[0] == "#":
            continue
        depth = len(raw) - len(raw.lstrip())
        while stack[-1][0] >= depth:
            stack.pop()
        words, _, suffix = line.partition(" ")
        below = [_place(parent, word, suffix, parts or {}) for parent in stack[-1][1] for word in words.split("|")]
        stack.append((depth, below))
    for word in everywhere:
        _spread(root, word, Spec(any=END), set())
    return root


def _place(parent: Spec, word: str, suffix: str, parts: Mapping[str, Spec]) -> Spec:
    """Put one word below a place, and answer where deeper lines go."""
    if word == "*":
        spec = parent.any = parent.any or Spec()
    else:
        spec = parent.kids.setdefault(word, Spec())
    mark, _, rest = suffix.partition(" ")
    if mark == "~":
        spec.reason = rest or "与检查无关"
    elif mark == "...":
        spec.rest = True
    elif mark == "=":
        spec.single, spec.any = True, END
    elif mark == "*":
        spec.any = parts[rest[1:]] if rest.startswith("@") else (spec.any or Spec())
        return spec.any
    elif mark.startswith("@"):
        source = parts[mark[1:]]
        spec.kids, spec.any = source.kids, source.any
    return spec


def _spread(spec: Spec, word: str, added: Spec, seen: set[int]) -> None:
    """Add a word to every place where something may follow."""
    if id(spec) in seen or spec.ends or spec.reason or spec.rest:
        return
    seen.add(id(spec))
    for kid in [*spec.kids.values(), *([spec.any] if spec.any else [])]:
        _spread(kid, word, added, seen)
    if not spec.single and spec is not added:
        spec.kids.setdefault(word, added)
