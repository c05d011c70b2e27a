"""Files that are there whole or not at all, and that only their owner reads."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dengbao.errors import UserError

FOLDER_MODE = 0o700


def why(error: OSError) -> str:
    """Say in Chinese why a file could not be opened, read or written."""
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    if isinstance(error, PermissionError):
        return "没有权限"
    return error.strerror or str(error)


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """Open a 0600 file beside ``path``; it takes that name when the block ends well, and vanishes when it does not.

    The folder is made (0700) where it is missing.

    Raises:
        UserError: the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
    except OSError as error:
        raise UserError(f"无法写入:{why(error)}", file=path, mend="请检查目录权限与磁盘空间") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        raise UserError(f"无法写入:{why(error)}", file=path, mend="请检查目录权限与磁盘空间") from error
    finally:
        temporary.unlink(missing_ok=True)
