"""The net under the rules: what no rule knows but stands behind a word like ``password`` and looks like a secret.

It would rather cover too much than too little, except where a parser would lose what it needs: the words of password
policies, names of algorithms, community lists of BGP, prose in descriptions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dengbao.mask.rule import BLANK, Notation, Rule
from dengbao.mask.shape import HASH
from dengbao.mask.strength import class_count, is_weak

_STRONG = (
    r"(?:[\w-]*[_-])?(?:password|passwd|passphrase|passcode|psksecret|pwd|psk|secret|pre-?shared[-_]?key|shared-?key"
    r"|key-string|auth(?:entication)?[-_]?key|(?:api|access|private|wep)[-_]?key|token)"
    r"|密码|口令|密钥|共享密钥|团体名|团体字"
)
_MIDDLING = r"key|cipher|hash|encrypted|community|community[-_ ]?(?:name|string|index|securityname)"
_SEPARATOR = r"(?P<sep>\\?[\"']?[ \t]*[:=:][ \t]*|[ \t]+)"
_NUMBERED = r"(?!\d+[ \t]+(?:md5|sha|hmac|cmac|aes|type|value|algorithm|address|hostname))"
_FORM = (
    r"(?:(?P<form>simple|plain|cipher|irreversible-cipher|irreversible(?:[ \t]+encrypted)?|hash|encrypted|enc|ascii|hex"
    r"|plaintext|clear|md5|text|[0-9])"
    rf"{BLANK})?"
)
_WORD = r"""(?P<secret>"[^"\r\n]*"|'[^'\r\n]*'|(?:[^\s"'\\]|\\(?!n|r|"))+?(?=[,;]*(?:["'\s]|\\[nr"]|$)))"""
STRONG = re.compile(rf"(?<![\w/.])(?P<word>{_STRONG}){_SEPARATOR}{_NUMBERED}{_FORM}{_WORD}", re.IGNORECASE)
MIDDLING = re.compile(rf"(?<![\w/.-])(?P<word>{_MIDDLING}){_SEPARATOR}{_FORM}{_WORD}", re.IGNORECASE)

# Words that follow "password" and its like without being one.
_HARMLESS = re.compile(
    r"(?:min|max|minimum|maximum|expir|histor|lifetime|life-cycle|lockout|retr|reuse|repeat|complex|composition|strength"
    r"|polic|control|recover|encrypt|length|aging|chang|alert|attempt|enforce|modif|check|valid|warn|prompt|protect"
    r"|requi|authori|authen|account|printable|similar|administrat|type|format|mode|level|update|reset|manage|storage"
    r"|enable|disable|special|numeric|number|upper|lower|dictionary|quality|rotat|generat|import|export|zeroize|config"
    r"|attribute|expand|standard|additive|identity|fingerprint|modulus|plain-text-password|confirm|length|renew)"
    r"[a-z]*(?:[-_][\w-]*)?"
    r"|(?:a|accept|address|aged|age|aaa|all|an|and|any|are|as|ascii-text|at|attr|be|by|can|chain|class|client|compat|date|day"
    r"|days|deny|do|fail|failed|false|field|file|files|first|for|from|group|has|hash-algorithm|have|hex-key|hexadecimal"
    r"|hidden|hostname|id|if|in|inbound|include|initial|input|is|it|key|key-?chain|kind|label|ldap|local|login|match|must"
    r"|name|never|nis|no|none|not|null|of|off|on|only|optional|or|original|outbound|page|pam|pass-phrase|per|permit"
    r"|public-?key|radius|raw-key|record|remote|removed|requisite|restriction|role|save|server|set|should|size|sss|status|string"
    r"|strong|times|weak|substack|succeeded|sufficient|systemd|tacacs|tcp|that|the|this|time|to|true|udp|unset|usage|user|username|was"
    r"|were|will|with|yes|you|your|zip)(?:-[a-z]+)*",
    re.IGNORECASE,
)
_ALGORITHM = re.compile(
    r"(?:[\w.+@-]*[-_])?(?:aes|des|3des|tdes|chacha|sm[1-4]|rc[245]|rsa|dsa|ecdsa|ed25519|sha|sha[-_]?\d+|md5|hmac|dh|ecdh"
    r"|ecdhe|dhe|curve25519|gcm|ctr|cbc|ccm|tls|ssl|tkip|wpa|umac|poly1305|scrypt|pbkdf2|bcrypt|camellia|seed|idea)"
    r"(?:[\d_-][\w.@-]*)?",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"[\W_]*|\d{1,3}|\d+[:.]\d+(?:[:.]\d+)*(?:/\d+)?|(?:rt|soo|encap|color|large|target|origin):\S*|-{1,2}[a-z][\w-]*"
    r"|\d{4}[-/]\d\d[-/]\d\d\S*|/\S*|%%\S*|\[\S*|\{\S*|<\S*|\(\S*|AAAA[\w+/=]*|SHA256:\S*|https?:\S*|0x[0-9a-f]{1,8}",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"^[ \t]*(?:description|remark|banner|set (?:comments?|description|buffer)|annotate|#|!|;|//|/\*|header|alias)",
    re.IGNORECASE,
)
_CIPHER_LIKE = 16
_SECRET_LIKE = 6
_MIXED = 2

_notation = Notation({})
SHAPES: tuple[Rule, ...] = (
    _notation(r"-----BEGIN [A-Z0-9\s]*PRIVATE KEY-----(?P<secret>[^-\r\n]+)-----END", "key"),
    _notation(r"(?P<secret>(?:\{[\w-]+\})?!?" + HASH + r"[^\s\"';,<>]{8,})", "hashed"),
    _notation(r"(?P<secret>\$9\$[A-Za-z0-9./-]{8,}(?:\$[A-Za-z0-9./]{20,})?)", "reversible"),
    _notation(r"(?P<secret>\$(?:c\$3|10)\$[^\s\"';,<>]{8,})", "reversible"),
    _notation(r"(?P<secret>(?:(?P<a>%\^%#|%@%@|@%@%|%@%##|%\$%\$|%\+%#)[^\s]+?(?:(?P=a)|%@%#)))", "reversible"),
    _notation(r"(?P<secret>-AQ==[A-Za-z0-9+/=]{8,})", "reversible"),
    _notation(r"ENC (?P<secret>[A-Za-z0-9+/]{12,}={0,2})(?=[\s\"]|$)", "reversible"),
    _notation(r"(?P<hint>://)(?P<user>[^\s/:@\"'<>\[\]]+):(?P<secret>[^\s/\"'<>]+)@(?=[\w.\[\\-])"),
)
"""Secrets known by their own look, or by standing in a URL, on every platform."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value behind a tell-tale word.

    Attributes:
        word: the tell-tale word.
        separator: what stands between the two.
        value: the value, without quotes.
        prose: the line is a description, comment or banner.
        config: the file is a device's configuration, where one word behind ``password`` is the password.
    """

    word: str
    separator: str
    value: str
    prose: bool
    config: bool

    def is_secret(self, *, strong: bool) -> bool:
        """Whether it is to be covered; ``strong`` words are those like ``password``, others ``key``, ``community``."""
        text = self.value.rstrip(".:")
        if not text or _STRUCTURE.fullmatch(text) or _HARMLESS.fullmatch(text) or _ALGORITHM.fullmatch(text):
            return False
        explicit = bool(self.separator.strip())
        if not strong:
            is_phrase = len(self.word.split()) > 1
            return (is_phrase and explicit) or (self.word.casefold() != "community" and _cipher_like(text))
        if self.prose or not (self.config or explicit):
            return _secret_like(text)
        return True


def is_prose(line: str) -> bool:
    """Whether the line is a description, remark, comment or banner head."""
    return _PROSE.match(line) is not None


def looks_secret(text: str) -> bool:
    """Long and mixed enough to be a key or cipher text, and no algorithm's name."""
    return _cipher_like(text) and not _STRUCTURE.fullmatch(text) and not _ALGORITHM.fullmatch(text)


def _secret_like(text: str) -> bool:
    mixed = class_count(text) >= _MIXED and any(char.isdecimal() or not char.isalnum() for char in text)
    return is_weak(text) or (len(text) >= _SECRET_LIKE and mixed and any(char.isalnum() for char in text))


def _cipher_like(text: str) -> bool:
    return (
        len(text) >= _CIPHER_LIKE
        and text.isascii()
        and any(char.isdecimal() for char in text)
        and (class_count(text) >= _MIXED or text.isdecimal())
        and re.search(r"(?:aes|sha|gcm|cbc|ctr|dh[-_]group|ecdh|hmac|tls)", text, re.IGNORECASE) is None
    )
