"""Evidence among its neighbours."""

from __future__ import annotations

from dengbao.report.context import in_context
from dengbao.results.record import Evidence


def shown(*evidence: Evidence) -> list[str]:
    return [f"{'>' if row.fault else ' '}{row.file}:{row.line}:{row.text}" for row in in_context(evidence)]


def test_lines_around_come_once_and_a_fault_is_never_hidden() -> None:
    first = Evidence("a", 3, "three", before=("one", "two"), after=("four", "five"))
    second = Evidence("a", 4, "four", before=("two", "three"), after=("five", "six"))
    expected = [" a:1:one", " a:2:two", ">a:3:three", ">a:4:four", " a:5:five", " a:6:six"]
    assert shown(first, second) == expected
    assert shown(second, first) == expected


def test_files_keep_their_order_and_a_whole_file_comes_first() -> None:
    rows = shown(Evidence("b", 2, "x", before=("w",)), Evidence("a", 0, "no such line"), Evidence("a", 0, "nor that"))
    assert rows == [" b:1:w", ">b:2:x", ">a:0:no such line", ">a:0:nor that"]
