"""Bytes to text, once for the whole output: a character cut by a packet border is then whole again."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE, _MOSTLY = 512, 0.3
_LINE_ENDS = re.compile(r"\r+\n\r?|\n\r")


class Decoded(NamedTuple):
    """Text, the encoding that gave it, and what was wrong with it (empty when nothing was)."""

    text: str
    encoding: str
    problem: str = ""


def decode(raw: bytes) -> Decoded:
    r"""Decode an output: by its mark, else UTF-8, else GB18030 (GBK), else UTF-8 with the bad bytes made visible.

    UTF-16 that lost its mark is known by its NUL bytes. Line ends become ``\n``. Other NUL bytes (seen in
    configurations copied from simulators) are dropped, and said so. The mark that ends a DOS file is no line of it.
    """
    raw = raw.removesuffix(b"\x1a")
    nul = raw.count(0)
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "") or (_wide(raw) if nul else "")
    dropped = nul and not encoding.startswith("utf-16")
    if dropped:
        raw = raw.replace(b"\0", b"")
    problem = f"含 {nul} 个空字节,已略去" if dropped else ""
    for name in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            return Decoded(_LINE_ENDS.sub("\n", raw.decode(name)), name, problem)
        except UnicodeDecodeError:
            continue
    text = _LINE_ENDS.sub("\n", raw.decode("utf-8", "backslashreplace"))
    return Decoded(text, "mixed", f"{problem + ';' if problem else ''}编码混杂,无法识别的字节以 \\x 表示")


def _wide(raw: bytes) -> str:
    """Tell UTF-16 without a mark: of mostly Latin text every other byte is NUL; empty when it is none."""
    sample = raw[: _SAMPLE - _SAMPLE % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = len(sample) / 2 * _MOSTLY
    if len(raw) % 2 or (even and odd) or max(even, odd) < enough:
        return ""
    return "utf-16-le" if odd else "utf-16-be"
