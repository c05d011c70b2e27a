"""The key of a site's tokens: made once, kept 0600, or given by the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from dengbao.errors import UserError

_ENVIRONMENT = "DENGBAO_SITE_KEY"
_SIZE = 32
_LEAST = 16


def site_key(path: Path) -> bytes:
    """The site's key: from ``DENGBAO_SITE_KEY`` (hex) or from the file, which is made when it is not there.

    Two processes that make the file at once end with the same key: it is linked into place whole, and the loser reads.

    Raises:
        UserError: the key is not hex, is shorter than 16 bytes, or the file cannot be read or written.
    """
    if given := os.environ.get(_ENVIRONMENT):
        return _decode(given, where=f"环境变量 {_ENVIRONMENT}")
    try:
        if not path.exists():
            _create(path)
        return _decode(path.read_text("ascii", errors="replace"), where=str(path))
    except OSError as error:
        raise UserError(f"站点密钥文件无法读写({error.strerror})", file=path, mend="请检查目录权限") from None


def key_of(inventory: Path) -> bytes:
    """The masking key of an inventory, kept in ``.dengbao/site.key`` beside it.

    Where that place cannot be written (a read-only medium), a key for this run alone: tokens stay equal within it.
    """
    folder = inventory if inventory.is_dir() else inventory.parent
    path = folder / ".dengbao" / "site.key"
    if _ENVIRONMENT in os.environ or path.exists() or os.access(folder, os.W_OK):
        return site_key(path)
    return secrets.token_bytes(_SIZE)


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_SIZE) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # another process was first: its key is the site's
    finally:
        draft.unlink()


def _decode(text: str, *, where: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) < _LEAST:
        raise UserError(
            "站点密钥不是 16 字节以上的十六进制文本", file=where, mend="请恢复原密钥, 或删除后由程序重新生成"
        )
    return key
