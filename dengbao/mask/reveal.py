"""Ciphers that anybody can turn back, without a key of the device: decoded here to judge the password, then dropped.

Cisco type 7 and Junos ``$9$`` are published encodings (several independent public implementations agree). The old DES
of VRP and Comware and Ruijie's and ZTE's type 7 are not decoded: no source that we could check holds their algorithm.
"""

from __future__ import annotations

_TYPE7_PAD = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"

_JUNOS_FAMILIES = ("QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T")
_JUNOS_ALPHABET = "".join(_JUNOS_FAMILIES)
_JUNOS_WEIGHTS = ((1, 4, 32), (1, 16, 32), (1, 8, 32), (1, 64), (1, 32), (1, 4, 16, 128), (1, 32, 64))
_JUNOS_PREFIX = "$9$"


def cisco_type7(cipher: str) -> str | None:
    """The plain text of a Cisco type 7 password (two digits of offset, then hex), or None when it is not one."""
    if not cipher[:2].isdecimal() or not cipher.isascii() or int(cipher[:2]) >= len(_TYPE7_PAD):
        return None
    try:
        body = bytes.fromhex(cipher[2:])
    except ValueError:
        return None
    offset = int(cipher[:2])
    plain = bytes(byte ^ _TYPE7_PAD[(offset + at) % len(_TYPE7_PAD)] for at, byte in enumerate(body))
    return _printable(plain)


def junos_9(cipher: str) -> str | None:
    """The plain text of a Junos ``$9$`` secret, or None when it is not one.

    The first character says how many characters of noise follow; after that each byte is the weighted sum of the
    distances between neighbouring characters in a fixed alphabet, the weights going round by position.
    """
    body = cipher.removeprefix(_JUNOS_PREFIX)
    if body == cipher or not body or any(char not in _JUNOS_ALPHABET for char in body):
        return None
    noise = next(3 - index for index, family in enumerate(_JUNOS_FAMILIES) if body[0] in family)
    previous, at, plain = body[0], 1 + noise, bytearray()
    while at < len(body):
        weights = _JUNOS_WEIGHTS[len(plain) % len(_JUNOS_WEIGHTS)]
        chunk = body[at : at + len(weights)]
        if len(chunk) < len(weights):
            return None
        total = 0
        for char, weight in zip(chunk, weights, strict=True):
            gap = (_JUNOS_ALPHABET.index(char) - _JUNOS_ALPHABET.index(previous)) % len(_JUNOS_ALPHABET) - 1
            total += gap * weight
            previous = char
        plain.append(total % 256)
        at += len(weights)
    return _printable(bytes(plain))


def _printable(plain: bytes) -> str | None:
    text = plain.decode("utf-8", errors="replace")
    return text if text and text.isprintable() and "\ufffd" not in text else None
