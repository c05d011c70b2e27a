"""The token that stands where a secret stood, and the way back to the facts it keeps."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import cast

from dengbao.model.secret import Form, Length, Secret

TOKEN = re.compile(
    r"\*masked:(plain|reversible|hashed|key|unknown):(empty|lt6|lt8|lt12|ge12|hidden):(-|[a-z0-9+]+):([0-9a-f]{12})\*"
)
_CLASSES = re.compile(r"classes([1-4])")
_MD5_CRYPT = re.compile(r"!?\$(?:1|md5)\$")
_MD5 = "md5"  # the word in the flag field for a hash of that shape


def make_token(form: Form, length: Length, flags: list[str], secret: str, *, key: bytes) -> str:
    """Write a token: one word without blanks or quotes, safe in XML.

    Args:
        form: how the device stores the secret.
        length: its length class.
        flags: words for the flag field, ``classesN`` among them.
        secret: the plain text where it is known, else the cipher text; only its HMAC is kept.
        key: the site's key.
    """
    if form == "hashed" and _MD5_CRYPT.match(secret):
        flags = [*flags, _MD5]
    digest = hmac.digest(key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()[:12]
    return f"*masked:{form}:{length}:{'+'.join(flags) or '-'}:{digest}*"


def read_secret(token: str) -> Secret | None:
    """Read a token back, bare or in quotes. None when the text is no token."""
    match = TOKEN.fullmatch(token.strip("\"'"))
    if match is None:
        return None
    form, length, words, digest = match.groups()
    flags = set(words.split("+")) - {"-", _MD5}
    classes = next((int(found[1]) for word in flags if (found := _CLASSES.fullmatch(word))), None)
    named = frozenset(word for word in flags if not _CLASSES.fullmatch(word))
    return Secret(cast("Form", form), cast("Length", length), named, digest, classes, _MD5 in words.split("+"))
