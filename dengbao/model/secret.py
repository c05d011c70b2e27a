"""What a masked secret still tells: enough to judge it, nothing to use it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Form = Literal["plain", "reversible", "hashed", "key", "unknown"]
Length = Literal["empty", "lt6", "lt8", "lt12", "ge12", "hidden"]


class Secret(Struct, frozen=True):
    """A password, key or community as the masker saw it.

    ``flags`` hold ``default`` (the vendor's well-known one), ``weak`` (a listed or patterned weak password) and
    ``user`` (made of the account's name). ``classes`` counts character classes (1–4) where the plain text was seen.
    ``id`` is equal for equal secrets of one site. ``weak_hash``: a hash that is too weak today by its shape (``$1$``,
    MD5-crypt).
    """

    form: Form
    length: Length
    flags: frozenset[str]
    id: str
    classes: int | None = None
    weak_hash: bool = False

    @property
    def guessable(self) -> bool:
        """Whether the masker knows it for weak: default, listed, made of the user's name, empty, under 6 characters."""
        return bool(self.flags) or self.length in {"empty", "lt6"}
