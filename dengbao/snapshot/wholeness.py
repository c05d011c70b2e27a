"""Is an output whole? Each platform's file says by what that is known; where no end mark exists, by what instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from dengbao.platforms import Whole
from dengbao.snapshot.terminal import RESIDUE

_FORTI_OPEN = re.compile(r"\s*(config|edit)\s")
_FORTI_CLOSE = re.compile(r"\s*(next|end)\s*")
_ZTE_TAG = re.compile(r"!<(/?)([\w-]+)>")


def flaw(text: str, whole: Whole | None) -> str:
    """Say what shows that an output is not whole.

    Args:
        text: the output, without prompts.
        whole: how wholeness is known; None asks only for something printed and nothing left of the pager.

    Returns:
        One Chinese clause; empty when the output is whole.
    """
    if not text.strip():
        return "输出为空"
    if found := RESIDUE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        return f"第 {line} 行残留分页符,可能缺页"
    return _KINDS[whole.by](text, whole) if whole else ""


def _end_mark(text: str, whole: Whole) -> str:
    """The last line is the mark."""
    last = text.rstrip().rpartition("\n")[2].strip()
    return "" if re.fullmatch(whole.last, last) else f"没有结束标记(最后一行应为 {whole.last},实为“{last[:60]}”)"


def _prompt(text: str, whole: Whole) -> str:
    """No mark exists; an indented last line is inside a block, so something must follow.

    Unless the text has come to its last part already (``last``), in which blocks come one after another to the end.
    """
    last = text.rstrip().rpartition("\n")[2]
    if last[:1] not in {" ", "\t"} or last.strip() == "exit":
        return ""
    ending = whole.last and re.search(rf"^{whole.last}", text, re.MULTILINE)
    return "" if ending else f"在配置块中间结束(最后一行“{last.strip()[:60]}”)"


def _blocks(text: str, _whole: Whole) -> str:
    """FortiOS: each ``config`` has its ``end``, which closes an open ``edit`` too; quoted words do not count."""
    stack: list[str] = []
    quoted = False
    for line in text.split("\n"):
        inside, quoted = quoted, quoted ^ (_quotes(line) % 2 == 1)
        if inside:
            continue
        if opened := _FORTI_OPEN.match(line):
            stack.append(opened[1])
        elif closed := _FORTI_CLOSE.fullmatch(line):
            if stack and stack[-1] == "edit":
                stack.pop()
            if closed[1] == "end" and stack:
                stack.pop()
    if quoted:
        return "引号未闭合"
    if not stack and text.rstrip().rpartition("\n")[2].strip() != "end":
        return "最后一行不是 end"
    return f"配置块未闭合(还有 {len(stack)} 层)" if stack else ""


def _quotes(line: str) -> int:
    """Count the quotes that are not escaped."""
    return re.sub(r"\\.", "", line).count('"') if "\\" in line else line.count('"')


_SET_FORM = re.compile(r"(?:set|deactivate|activate|protect|delete) \S")


def _braces(text: str, _whole: Whole) -> str:
    """Junos: every ``{`` has its ``}``; what stands in quotes or comments does not count.

    The last statement ends in one, or in ``;``; only lines of the set form end in no mark.
    """
    bare = re.sub(r'"(?:\\.|[^"\\])*"|/\*.*?\*/|#[^\n]*', "", text, flags=re.DOTALL).rstrip()
    if missing := bare.count("{") - bare.count("}"):
        return f"花括号未闭合(差 {missing} 个)"
    last = bare.rpartition("\n")[2]
    return (
        "" if bare.endswith(("}", ";")) or _SET_FORM.match(last) else f"最后一句没有结束({last.strip()[:40] or '空'})"
    )


def _response(text: str, _whole: Whole) -> str:
    """PAN-OS: the XML answer is closed; lines of the set form end in no mark, braces with the last one."""
    if re.match(r"\s*set \w", text):
        return _prompt(text, _whole)
    if re.match(r"\s*(?:[\w-]+ \{|#)", text):
        return _braces(text, _whole)
    tag = "response" if "<response" in text else "config"
    return "" if re.search(rf"</{tag}>\s*$", text) else f"没有结束标记 </{tag}>"


def _tags(text: str, whole: Whole) -> str:
    """ZTE: each ``!<part>`` is closed by ``!</part>``."""
    open_tags: list[str] = []
    for slash, name in _ZTE_TAG.findall(text):
        if not slash:
            open_tags.append(name)
        elif open_tags and open_tags[-1] == name:
            open_tags.pop()
    return f"配置段未闭合({open_tags[-1]})" if open_tags else _prompt(text, whole)


_KINDS: dict[str, Callable[[str, Whole], str]] = {
    "end_mark": _end_mark,
    "prompt": _prompt,
    "blocks": _blocks,
    "braces": _braces,
    "response": _response,
    "tags": _tags,
}
KINDS = frozenset(_KINDS)
