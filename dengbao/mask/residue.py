"""A second look at a masked text: lines that still seem to carry a secret."""

from __future__ import annotations

import re

from dengbao.mask.net import looks_secret
from dengbao.mask.token import TOKEN

_WORDS = re.compile(
    r"passw|passwd|passphrase|secret|cipher|pre-?shared|psk|key-string|shared-key|snmp\S* .*communit|密码|口令",
    re.IGNORECASE,
)
_SHAPES = re.compile(
    r"\$(?:1|5|6|8|9|2[aby]?|y|sha512|h\$6|c\$3|1[a-d]|10)\$[^\s$]{4,}|%\^%#\S+%\^%#|%@%@\S+%@%@|-AQ==[\w+/=]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[^\s*\"-]|://[^\s/:@*\"]+:[^\s/@*\"]+@"
)
_PUBLIC = re.compile(r"AAAA[\w+/]{8,}|SHA256:|fingerprint|thumbprint", re.IGNORECASE)


def residue(text: str, platform: str) -> list[int]:
    """Numbers, from 1, of the lines that still look like carrying a secret.

    Args:
        text: a text that was masked.
        platform: whose text it is. All platforms are looked at alike today.
    """
    del platform
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not (_WORDS.search(line) or _SHAPES.search(line)):
            continue
        bare = TOKEN.sub("", line)
        if _SHAPES.search(bare) or (
            _WORDS.search(bare)
            and not _PUBLIC.search(bare)
            and any(map(looks_secret, re.split(r"[\s\"'<>,;:=]+", bare)))
        ):
            found.append(number)
    return found
