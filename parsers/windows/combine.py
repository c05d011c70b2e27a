"""Facts made of several facts."""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Unknown


def either(*facts: Fact[bool]) -> Fact[bool]:
    """Whether any holds: the first that does, else the first that is not known, else a no that rests on all."""
    if found := next((fact for fact in facts if isinstance(fact, (Known, Absent)) and fact.value), None):
        return found
    unknown = next((fact for fact in facts if isinstance(fact, Unknown)), None)
    if unknown is not None:
        return unknown
    known = [fact for fact in facts if isinstance(fact, Known)]
    if not known:
        return facts[0]
    file = known[0].file
    return Known(False, tuple(line for fact in known if fact.file == file for line in fact.lines), file)


def barred(works: Fact[bool], *bars: Fact[bool]) -> Fact[bool]:
    """Whether something works that any of the bars forbids."""
    bar = either(*bars)
    if isinstance(bar, Known) and bar.value:
        return Known(False, bar.lines, bar.file)
    return bar if isinstance(bar, Unknown) and (isinstance(works, Unknown) or works.value) else works
