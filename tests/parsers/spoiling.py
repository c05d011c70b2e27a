"""What happens to a text on its way from a device: ways that lose nothing, ways that do, and plain damage."""

from __future__ import annotations

import codecs
import contextlib
import random
import re
from collections.abc import Iterator

_ODD = ("\x00", "\x1a", "9" * 30, "²", "-1", "65536", "::", "\u2028", "%", "١", " --More-- \x08\x08", "���", "\t")
_PAGER = "\n  ---- More ----\x1b[42D" + " " * 42 + "\x1b[42D"


def encoded(text: str) -> dict[str, bytes]:
    """A text in the bytes in which it may lie in a folder: each says what the text said."""
    plain = text.encode("utf-8")
    ways = {
        "crlf": text.replace("\n", "\r\n").encode("utf-8"),
        "cr-cr-lf": text.replace("\n", "\r\r\n").encode("utf-8"),
        "mark": codecs.BOM_UTF8 + plain,
        "utf-16": text.encode("utf-16"),
        "utf-16-be": codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        "nul": plain.replace(b" ", b" \0", 20),
        "dos-end": plain + b"\x1a",
        "pager": text.replace("\n", _PAGER, 40).encode("utf-8"),
        "more": text.replace("\n", "\n--More-- " + "\x08" * 9 + " " * 9 + "\x08" * 9, 40).encode("utf-8"),
    }
    if text.isascii():
        ways["utf-16 without a mark"] = text.encode("utf-16-le")
    with contextlib.suppress(UnicodeEncodeError):
        ways["gbk"] = text.encode("gbk")
    return ways


def damaged(text: str) -> Iterator[str]:
    """A text after what takes something away from it: narrow terminals, wrong encodings, lost words."""
    yield "\n".join(line[at : at + 80] for line in text.split("\n") for at in range(0, max(len(line), 1), 80))
    yield text.encode("utf-8").decode("gbk", "replace")
    yield text.encode("gbk", "replace").decode("utf-8", "replace")
    yield text.encode("utf-16").decode("latin-1")
    yield text.replace("#", "\0#").replace("\n ", "\n\x1a ")
    yield "".join(reversed(text))
    yield text.replace('"', "")
    yield text.replace("{", "").replace(">", "")
    yield re.sub(r"(?m)^ +", "", text)
    yield re.sub(r"(?m)^", " ", text)
    yield re.sub(r" \d+", " 99999999999999999999", text)
    yield re.sub(r"(\d+\.){3}\d+", "999.1.1", text)
    yield re.sub(r"(?m)(\S+)$", "", text)
    yield re.sub(r"(?m)^( *\S+).*$", r"\1", text)


def mangled(texts: list[str], *, seed: int, rounds: int) -> Iterator[str]:
    """Give pieces of real texts with lines cut, swapped, shifted and filled with odd characters."""
    chance = random.Random(seed)
    words = sorted({word for text in texts for word in text.split()})
    lines = [line for text in texts for line in text.split("\n")]
    for _ in range(rounds):
        piece = chance.choice(texts).split("\n")
        start = chance.randrange(len(piece))
        piece = piece[start : start + chance.randrange(1, 120)]
        for _ in range(chance.randrange(1, 25)):
            at = chance.randrange(len(piece))
            parts = piece[at].split(" ")
            kind = chance.randrange(6)
            if kind == 0:
                parts[chance.randrange(len(parts))] = chance.choice(words)
            elif kind == 1:
                parts = parts[: chance.randrange(len(parts)) + 1]
            elif kind == 2:
                parts.insert(chance.randrange(len(parts) + 1), chance.choice(_ODD))
            elif kind == 3:
                parts = [chance.choice(lines)]
            elif kind == 4:
                parts = ["", *parts]
            else:
                parts = parts[1:] or [""]
            piece[at] = " ".join(parts)
        yield "\n".join(piece) + chance.choice(["", "\n", "\r\n"])
