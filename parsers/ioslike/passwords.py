"""How a password is kept, from the words behind ``password`` or ``secret``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from dengbao.mask import read_secret
from dengbao.model import Secret, Storage

STORAGE: dict[str, Storage] = {
    "0": "plain", "7": "reversible", "6": "reversible", "4": "weak_hash", "5": "weak_hash", "8": "hash", "9": "hash",
}  # fmt: skip
"""IOS password types (Security Command Reference, ``username``, ``enable secret``): 7 is a published encoding, 6 AES
with a key of the device, 4 SHA-256 without salt, 5 MD5-crypt, 8 PBKDF2, 9 scrypt."""


class Kept(Struct, frozen=True):
    """How a password is kept, what the masker tells of it, and the index of the word after it."""

    storage: Storage
    secret: Secret | None
    after: int


def kept(words: Sequence[str], at: int, types: Mapping[str, Storage] = STORAGE) -> Kept | None:
    """Read an optional type and the password.

    Args:
        words: of the line.
        at: index of the word behind ``password`` or ``secret``.
        types: what each type's number means on the platform.

    Returns:
        None when no password follows.
    """
    if at >= len(words):
        return None
    typed = words[at] in types and at + 1 < len(words)
    secret = read_secret(words[at + typed])
    storage: Storage = types[words[at]] if typed else "weak_hash" if words[at - 1] == "secret" else "plain"
    if not typed and secret is not None and secret.form in {"plain", "unknown"}:
        storage = "plain" if secret.form == "plain" else "unknown"
    return Kept(storage, secret, at + typed + 1)
