"""The ``-k`` expression: words of a check's id, title or module, joined by ``and``, ``or``, ``not`` and brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

from dengbao.check.registry import Check
from dengbao.errors import UserError

_TOKEN = re.compile(r"\s*(?:(?P<bracket>[()])|(?P<word>[^\s()]+))")


def selector(expression: str) -> Callable[[Check], bool]:
    """Compile an expression, with the meaning that pytest gives it.

    Raises:
        UserError: it is not well formed.
    """
    if not expression.strip():
        return lambda _: True
    tokens = [match["bracket"] or match["word"] for match in _TOKEN.finditer(expression.rstrip())]
    tree, rest = _either(tokens, expression)
    if rest:
        raise _malformed(expression)
    return lambda check: tree(f"{check.id} {check.title} {check.file.rpartition('checks/')[2]}".lower())


Test = Callable[[str], bool]


def _either(tokens: list[str], whole: str) -> tuple[Test, list[str]]:
    left, tokens = _both(tokens, whole)
    while tokens and tokens[0] == "or":
        right, tokens = _both(tokens[1:], whole)
        left = _joined(any, left, right)
    return left, tokens


def _both(tokens: list[str], whole: str) -> tuple[Test, list[str]]:
    left, tokens = _single(tokens, whole)
    while tokens and tokens[0] == "and":
        right, tokens = _single(tokens[1:], whole)
        left = _joined(all, left, right)
    return left, tokens


def _joined(how: Callable[[list[bool]], bool], left: Test, right: Test) -> Test:
    return lambda text: how([left(text), right(text)])


def _single(tokens: list[str], whole: str) -> tuple[Test, list[str]]:
    if not tokens or tokens[0] in {")", "and", "or"}:
        raise _malformed(whole)
    head, *rest = tokens
    if head == "not":
        inner, rest = _single(rest, whole)
        return lambda text: not inner(text), rest
    if head == "(":
        inner, rest = _either(rest, whole)
        if not rest or rest[0] != ")":
            raise _malformed(whole)
        return inner, rest[1:]
    word = head.lower()
    return lambda text: word in text, rest


def _malformed(expression: str) -> UserError:
    return UserError(f"-k 的表达式写错了:{expression}", mend="例如 -k 'mgmt and not snmp'")
