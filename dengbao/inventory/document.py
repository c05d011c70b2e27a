"""A YAML or JSON file with line numbers: duplicate and truth-value keys are refused, odd tags are seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from dengbao.errors import UserError, raise_all

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Key = str | int
_BOOL = "tag:yaml.org,2002:bool"
_STANDARD = "tag:yaml.org,2002:"
_TIMESTAMP = f"{_STANDARD}timestamp"
VAULTED = "$ANSIBLE_VAULT"


class NotPlainError(Exception):
    """The file needs Ansible: Jinja, vault, a plugin or another form than YAML.

    Args:
        what: the thing that is not plain, in Chinese.
        file: where.
        line: its line, from 1; None for a folder.
    """

    def __init__(self, what: str, file: Path, line: int | None = 1) -> None:
        """Keep the parts."""
        self.what, self.file, self.line = what, file, line
        super().__init__(what)


class Document(Struct, frozen=True):
    """One file's data with its node tree.

    Attributes:
        file: where it lies.
        data: what the file says.
        node: the root of its tree; None for an empty file.
    """

    file: Path
    data: Any
    node: Any

    def line(self, path: tuple[Key, ...]) -> int:
        """The line, from 1, of the deepest part of the path that exists."""
        node, line = self.node, 1
        for key in path:
            found = _child(node, key)
            if found is None:
                break
            line, node = found
        return line


def read_document(file: Path, *, plain: bool = False) -> Document:
    """Read a file.

    Args:
        file: a YAML or JSON file.
        plain: refuse what needs Ansible (Jinja, vault, tags of its own).

    Raises:
        UserError: unreadable, no YAML, a key twice in one mapping, a key that YAML 1.1 reads as a truth value.
        NotPlainError: with ``plain`` only.
    """
    text = _text(file)
    if text.startswith(VAULTED):
        raise NotPlainError("整个文件用 vault 加密", file)
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        _refuse_bad_keys(node, file)
        if plain:
            _refuse_foreign(node, file)
        _blank_foreign(node)
        _spare_dates(node)
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        raise _syntax(error, file, text) from None
    finally:
        loader.dispose()
    return Document(file, data, node)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("文件不是 UTF-8 编码", file=file, mend="请另存为 UTF-8") from None
    except OSError as error:
        raise UserError(f"文件读不了({error.strerror})", file=file, mend="请检查路径和权限") from None


def _syntax(error: yaml.YAMLError, file: Path, text: str) -> UserError:
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return UserError("文件里有控制字符", file=file, line=line, mend="请删去, 或另存为 UTF-8 纯文本")
    mark = getattr(error, "problem_mark", None)
    lines = text.splitlines()
    if mark and mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
        return UserError("用了 Tab 缩进", file=file, line=mark.line + 1, mend="YAML 只认空格, 请改成空格")
    problem = getattr(error, "problem", None) or str(error)
    return UserError(
        f"YAML 写法有误({problem})", file=file, line=mark.line + 1 if mark else None, mend="请检查缩进、冒号和引号"
    )


def _walk(node: Any, path: tuple[Key, ...] = ()) -> Iterator[tuple[Any, tuple[Key, ...]]]:  # noqa: ANN401 - yaml's nodes
    yield node, path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield from _walk(value, (*path, at))


def _refuse_bad_keys(root: Any, file: Path) -> None:  # noqa: ANN401 - yaml's nodes
    errors = []
    for node, path in _walk(root):
        if not isinstance(node, yaml.MappingNode):
            continue
        seen: dict[str, int] = {}
        for key, _ in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            where = dotted((*path, name))
            if key.tag == _BOOL:
                errors.append(
                    UserError(f"键 {name} 会被 YAML 读成真假值", file=file, line=line, key=where, mend="请改名或加引号")
                )
            if name in seen and name != "<<":
                errors.append(
                    UserError(
                        f"键 {name} 写了两次(第 {seen[name]} 行和第 {line} 行)",
                        file=file,
                        line=line,
                        key=where,
                        mend="后一个会盖掉前一个, 请删去一个",
                    )
                )
            seen.setdefault(name, line)
    raise_all(errors)


def _refuse_foreign(root: Any, file: Path) -> None:  # noqa: ANN401 - yaml's nodes
    for node, path in _walk(root):
        line = node.start_mark.line + 1 if node is not None else 1
        if node is not None and not node.tag.startswith(_STANDARD):
            raise NotPlainError(f"{dotted(path)} 用了 {node.tag}", file, line)
        if isinstance(node, yaml.ScalarNode) and ("{{" in node.value or "{%" in node.value):
            raise NotPlainError(f"{dotted(path)} 用了 Jinja 模板", file, line)


def _blank_foreign(root: Any) -> None:  # noqa: ANN401 - yaml's nodes
    """A ``!vault`` or ``!unsafe`` value is read as text; its file only serves for line numbers then."""
    for node, _ in _walk(root):
        if isinstance(node, yaml.ScalarNode) and not node.tag.startswith(_STANDARD):
            node.tag = "tag:yaml.org,2002:str"


def _spare_dates(root: Any) -> None:  # noqa: ANN401 - yaml's nodes
    """A date that no calendar has (2026-13-01) is read as text, so that it is refused with its place like any other."""
    for node, _ in _walk(root):
        if isinstance(node, yaml.ScalarNode) and node.tag == _TIMESTAMP:
            try:
                yaml.SafeLoader("").construct_yaml_timestamp(node)
            except ValueError:
                node.tag = "tag:yaml.org,2002:str"


def _child(node: Any, key: Key) -> tuple[int, Any] | None:  # noqa: ANN401 - yaml's nodes
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    return None


def dotted(path: tuple[Key, ...]) -> str:
    """A path as people write it: ``site.zones.dmz.networks[0]``."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f"{'.' if text else ''}{key}"
    return text
