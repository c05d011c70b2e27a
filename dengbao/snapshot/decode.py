"""Bytes to text, once for the whole output: a character cut by a packet border is then whole again."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LINE_ENDS = re.compile(r"\r+\n\r?|\n\r")


class Decoded(NamedTuple):
    """Text, the encoding that gave it, and what was wrong with it (empty when nothing was)."""

    text: str
    encoding: str
    problem: str = ""


def decode(raw: bytes) -> Decoded:
    r"""Decode an output: by its mark, else UTF-8, else GB18030 (GBK), else UTF-8 with the bad bytes made visible.

    Line ends become ``\n``. NUL bytes (seen in configurations copied from simulators) are dropped, and said so.
    """
    nul = raw.count(0)
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "")
    if encoding != "utf-16" and nul:
        raw = raw.replace(b"\0", b"")
    problem = f"含 {nul} 个空字节,已略去" if nul and encoding != "utf-16" else ""
    for name in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            return Decoded(_LINE_ENDS.sub("\n", raw.decode(name)), name, problem)
        except UnicodeDecodeError:
            continue
    text = _LINE_ENDS.sub("\n", raw.decode("utf-8", "backslashreplace"))
    return Decoded(text, "mixed", f"{problem + ';' if problem else ''}编码混杂,无法识别的字节以 \\x 表示")
