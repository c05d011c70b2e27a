"""What a secret's own text says about how it is stored, and the token that comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dengbao.mask.reveal import cisco_type7, junos_9
from dengbao.mask.rule import Dialect, Kind
from dengbao.mask.strength import class_count, is_weak, length_class, matches_user
from dengbao.mask.token import make_token
from dengbao.model.secret import Form, Length

# crypt(3) and the vendors' own: IOS 5 and 8, ASA, Comware h$6, VRP 1a 1c 1d, openEuler sm3. $9$ is apart: two meanings.
HASH = r"\$(?:1|5|6|7|8|2[abxy]?|y|gy|sha512|sm3|md5|h\$6|1[a-z])\$"
REVERSIBLE = r"\$(?:c\$3|10|2)\$|%\^%#|%@%@|@%@%|%@%#|%\$%\$|%\+%#|-AQ=="
_HASHED = re.compile(rf"!?{HASH}\S|\$9\$[^$]{{10,}}\$\S|(?:SH2|PB2|AK1)[A-Za-z0-9+/]{{20,}}={{0,2}}$")
_REVERSIBLE = re.compile(REVERSIBLE)
_HIDDEN = re.compile(r"\*+|<[\w .-]*(?:removed|redacted|hidden|secret)[\w .-]*>|%\w+%", re.IGNORECASE)
_RAW_KEY = re.compile(r"0x[0-9a-f]{16,}|[0-9a-f]{32,}|(?:[0-9a-f]{2}:){7,}[0-9a-f]{2}", re.IGNORECASE)
_DEFAULT_COMMUNITIES = frozenset({"public", "private"})


@dataclass(frozen=True, slots=True)
class Found:
    """What the place of a secret says of it.

    Attributes:
        word: the form word before it (``cipher``, ``7``), or empty.
        form: what it is when neither the word nor its shape tells.
        kind: password, community or key.
        user: whose it is, where known.
    """

    word: str
    form: Form
    kind: Kind
    user: str


def appraise(secret: str, found: Found, dialect: Dialect, *, key: bytes) -> str:
    """Judge a secret (without quotes), and give the token that takes its place."""
    stored, plain = _stored(secret, found.word.casefold(), found.form, dialect)
    if plain is None:
        return make_token(stored, "hidden", [], secret, key=key)
    flags = []
    if _is_default(plain, found, dialect):
        flags.append("default")
    if is_weak(plain):
        flags.append("weak")
    if matches_user(plain, found.user):
        flags.append("user")
    if plain:
        flags.append(f"classes{class_count(plain)}")
    length: Length = length_class(plain)
    return make_token(stored, length, flags, plain, key=key)


def _is_default(plain: str, found: Found, dialect: Dialect) -> bool:
    if found.kind == "community":
        return plain.casefold() in _DEFAULT_COMMUNITIES
    return found.kind == "password" and any(
        plain == known and owner in {"", found.user} for owner, known in dialect.defaults
    )


def _stored(secret: str, word: str, form: Form, dialect: Dialect) -> tuple[Form, str | None]:
    """How the secret is stored, and its plain text where anybody could know it."""
    if secret in dialect.hashes:
        return "hashed", dialect.hashes[secret]
    if _HIDDEN.fullmatch(secret):
        return "unknown", None
    if dialect.junos9 and secret.startswith(("$9$", "$8$")):
        return "reversible", junos_9(secret)
    said = dialect.forms.get(word, form)
    if _HASHED.match(secret) or (said == "hashed" and _REVERSIBLE.match(secret)):
        return "hashed", None
    if _REVERSIBLE.match(secret):
        return "reversible", None
    if not word and said != "hashed" and _RAW_KEY.fullmatch(secret):
        return "key", None
    if dialect.type7 and word == "7":
        return "reversible", cisco_type7(secret)
    return said, secret if said == "plain" else None
