"""How a platform's secrets are written down: rules as data, in a small notation over regular expressions.

In a rule's text a blank stands for blanks, and

* ``{S}`` is the secret: one word, or a text in quotes (the quotes stay);
* ``{F}`` is an optional word that says its form (``cipher``, ``7``, ``ENC``), with the blank behind it;
* ``{U}`` is the user's name, ``{W}`` any one word;
* ``^`` at the start is the start of the line, indent aside.

Everything else is a regular expression, letter case ignored. One rule finds one secret, wherever it stands in the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from dengbao.model.secret import Form

Kind = Literal["password", "community", "key"]
BLANK = r"[ \t]+"
VALUE = r'<[\w .-]*(?:removed|hidden|redacted|secret)[\w .-]*>|"(?:[^"\r\n\\]|\\.)*"(?=[\s;,)\]}]|$)|[^\s"]\S*|"\S*'
# A line that holds none of these stems is never looked at twice.
HINTS = (
    *("pass", "pwd", "secret", "key", "communit", "cipher", "psk", "hash", "auth", "priv", "security", "md5", "token"),
    *("://", "snmp", "enc ", "$", "%^%", "%@%", "@%@", "%+%", "-aq==", "密", "口令", "团体", "encrypted", "share"),
    *("sink", "com2sec", "common-pw", "bindpw", ":::"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a secret stands in a line.

    Attributes:
        pattern: with the group ``secret`` and, where known, ``form`` and ``user``.
        hint: a stem of `HINTS` that every matching line holds; empty: tried on every line that holds any.
        form: what the secret is when neither a form word nor its shape says it.
        kind: which of the vendor's defaults it is compared with.
        within: applied only inside what this matches in the line.
        under: the nearest line above with less indent must match this.
    """

    pattern: re.Pattern[str]
    hint: str
    form: Form = "plain"
    kind: Kind = "password"
    within: re.Pattern[str] | None = None
    under: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines with rules of its own: from a line that ``start`` matches to ``end`` at no deeper indent."""

    start: re.Pattern[str]
    hint: str
    end: re.Pattern[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the masker knows of one platform.

    Attributes:
        rules: tried in this order, before the shapes and the net that hold for every platform.
        forms: form words to what they mean.
        blocks: stretches of lines with rules of their own.
        owners: lines above a secret that name its user (group ``user``); ``fence`` ends the search upwards.
        defaults: the vendor's well-known (user, password); an empty user stands for any.
        hashes: well-known hashes and their plain text.
        locked: words in a secret's place that say "no password works"; they stay as they are.
        type7: Cisco's type 7 is decoded.
        junos9: ``$9$`` is Junos's encoding, not Cisco's scrypt.
        innocent: lines in which a word like ``password`` is a keyword: what stands behind it is no secret by itself.
        config: the files are device configurations: a word behind ``password`` is a secret unless known otherwise.
        columns: the width at which the device breaks the lines of its configuration; 0: it does not.
    """

    rules: tuple[Rule, ...] = ()
    forms: dict[str, Form] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    owners: tuple[re.Pattern[str], ...] = ()
    fence: re.Pattern[str] = re.compile(r"(?!)")
    defaults: frozenset[tuple[str, str]] = frozenset()
    hashes: dict[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset({"*", "!", "!!", "!*", "*LK*", "x"})
    type7: bool = False
    junos9: bool = False
    innocent: re.Pattern[str] = re.compile(r"(?!)")
    config: bool = True
    columns: int = 0


class Notation:
    """Makes rules in one platform's notation.

    Args:
        forms: the platform's form words.
        value: the regular expression of ``{S}``.
    """

    def __init__(self, forms: dict[str, Form], value: str = VALUE) -> None:
        """Prepare the replacements of the notation."""
        self.forms = forms
        words = "|".join(re.escape(word) for word in sorted(forms, key=len, reverse=True)) or "(?!)"
        self._parts = {
            "{S}": f"(?P<secret>(?>{value}))",
            "{F}": f"(?:(?P<form>{words}){BLANK})?",
            "{U}": r'(?P<user>"[^"\r\n]*"|\S+)',
            "{W}": r"\S+",
        }

    def compile(self, text: str) -> re.Pattern[str]:
        """Turn a rule's text into a pattern."""
        anchored = text.startswith("^")
        body = text[1:] if anchored else text
        for name, part in self._parts.items():
            body = body.replace(name, part.replace(" ", "\x00"))
        body = body.replace(" ", BLANK).replace("\x00", " ")
        start = r"^[ \t]*" if anchored else (r"(?<![\w-])" if body[:1].isalnum() else "")
        return re.compile(start + body, re.IGNORECASE)

    def __call__(
        self, text: str, form: Form = "plain", kind: Kind = "password", *, within: str = "", under: str = ""
    ) -> Rule:
        """Make one rule; see `Rule` for the arguments."""
        return Rule(
            self.compile(text),
            _hint(text),
            form,
            kind,
            re.compile(within, re.IGNORECASE) if within else None,
            re.compile(under, re.IGNORECASE) if under else None,
        )


def _hint(text: str) -> str:
    """A stem in the part of the rule that every match holds: outside of groups, sets and repetitions."""
    fixed = re.sub(r"\?p<\w+>", "?:", text.casefold()).replace("{s}", " ")
    while (shorter := re.sub(r"\\.|\[[^\]]*\]|\([^()]*\)[?*]?|[^(][?*]", "\x00", fixed)) != fixed:
        fixed = shorter
    return next((stem for stem in HINTS if stem in fixed), "")
