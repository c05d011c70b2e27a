"""Covers the secrets of a text, line by line, leaving every other character where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import count

from dengbao.mask.dialects import dialect_of
from dengbao.mask.net import MIDDLING, SHAPES, STRONG, Candidate, is_prose
from dengbao.mask.rule import HINTS, Block, Dialect, Rule
from dengbao.mask.shape import Found, appraise
from dengbao.mask.token import TOKEN, make_token
from dengbao.mask.unfold import unfold

_PEM_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----")
_PEM_END = re.compile(r"-----END [A-Z0-9 ]*PRIVATE KEY-----")
_PEM_BODY = re.compile(
    r"[\s\"'|-]*(?:[A-Za-z0-9+/=]+|[A-Za-z0-9-]+: [^\r\n]*|\*masked:key:\S+\*)?[\s\"';,\\]*(?:\\r)?$"
)
_PEM_PIECE = re.compile(r"[A-Za-z0-9+/=*]\S*(?:[ \t]\S+)*(?<=[A-Za-z0-9+/=*])")
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_HOLES = 0xF0000
_LOOK_BACK = 200
_QUOTES = "\"'"
_LABEL = re.compile(r"[A-Za-z-]+:")  # of a table of states: "Password aging: Enabled"
_NO_SECRET = re.compile(r"[=:]+$|[\"'\\]*-----")


def mask(text: str, platform: str, *, key: bytes) -> str:
    """Cover every secret of a text with a token.

    Idempotent, and it keeps line breaks; what is no secret is left to the letter, but lines that the device broke
    (see `dengbao.mask.unfold`) are put together. A token keeps what checks need (see `dengbao.model.Secret`); passwords
    in ciphers that anybody can undo are judged by their plain text.

    Args:
        text: a configuration, a command's output, a collector's document.
        platform: one of the contract's; what is unknown is covered by the net that holds for all.
        key: the site's key, from `site_key`.
    """
    dialect = dialect_of(platform)
    whole = unfold(text, dialect.columns) if dialect.columns else text
    return _Masker(whole, dialect, key).run()


class _Masker:
    """One text's way through the rules."""

    def __init__(self, text: str, dialect: Dialect, key: bytes) -> None:
        self._text, self._dialect, self._key = text, dialect, key
        lowered = text.lower()
        # Some letters change their length in lower case; then only ASCII is lowered, which is all that hints need.
        self._low = lowered if len(lowered) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)

    def run(self) -> str:
        extra: dict[int, tuple[Rule, ...]] = dict.fromkeys(self._suspects(), ())
        bodies: set[int] = set()
        for start in sorted(extra):
            line, low = self._line(start)
            if start not in bodies and "private key-----" in low and (begin := _PEM_BEGIN.search(line)):
                bodies.update(self._pem_body(line, start, begin.end()))
            for block in self._dialect.blocks:
                if block.hint in low and block.start.search(line):
                    extra |= dict.fromkeys(self._inside(block, start + len(line) + 1), block.rules)
        pieces: list[str] = []
        done = 0
        for start in sorted(extra.keys() | bodies):
            line, low = self._line(start)
            if start in bodies:
                covered = _PEM_PIECE.sub(self._key_token, line)
            else:
                covered = self._cover(line, low, start, extra[start] + self._dialect.rules)
            pieces += (self._text[done:start], covered)
            done = start + len(line)
        return "".join([*pieces, self._text[done:]])

    def _suspects(self) -> list[int]:
        """Where the lines start that hold a hint."""
        starts = set()
        for hint in HINTS:
            at = self._low.find(hint)
            while at >= 0:
                starts.add(self._text.rfind("\n", 0, at) + 1)
                after = self._text.find("\n", at)
                at = self._low.find(hint, after) if after >= 0 else -1
        return sorted(starts)

    def _line(self, start: int) -> tuple[str, str]:
        """The line at an offset, and the same in lower case."""
        end = self._text.find("\n", start)
        end = end if end >= 0 else len(self._text)
        return self._text[start:end], self._low[start:end]

    def _following(self, start: int) -> Iterator[tuple[int, str]]:
        while start < len(self._text):
            line, _ = self._line(start)
            yield start, line
            start += len(line) + 1

    def _pem_body(self, line: str, start: int, begun: int) -> Iterator[int]:
        """Where a private key's lines start, first and last aside; one that was cut off ends with its base64."""
        if _PEM_END.search(line, begun):
            return  # on one line: a rule covers it
        for at, body in self._following(start + len(line) + 1):
            if not _PEM_BODY.match(body):
                return
            yield at

    def _key_token(self, match: re.Match[str]) -> str:
        return match[0] if TOKEN.fullmatch(match[0]) else make_token("key", "hidden", [], match[0], key=self._key)

    def _inside(self, block: Block, start: int) -> Iterator[int]:
        """Where the lines of a block start, up to its end."""
        indent: int | None = None
        for at, line in self._following(start):
            depth = len(line) - len(line.lstrip())
            indent = depth if indent is None else indent
            if block.end.match(line.strip()) and depth < max(indent, 1):
                return
            yield at

    def _cover(self, line: str, low: str, start: int, rules: tuple[Rule, ...]) -> str:
        """Cover the secrets of one line. Gives back the very object when there is none."""
        holes = _Holes(line)
        work = holes.dig(line)
        prose = is_prose(line)
        innocent = self._dialect.innocent.match(line) is not None
        present = [rule for rule in (*(() if prose else rules), *SHAPES) if rule.hint in low]
        while True:
            before = work
            for rule in present:
                work = self._apply(rule, work, holes, start)
            if innocent:
                if work == before:
                    return holes.fill(work) if holes.made else line
                continue
            work = STRONG.sub(partial(self._net, holes, prose=prose, strong=True), work)
            work = MIDDLING.sub(partial(self._net, holes, prose=prose, strong=False), work)
            if work == before:
                return holes.fill(work) if holes.made else line

    def _apply(self, rule: Rule, work: str, holes: _Holes, start: int) -> str:
        if rule.under is not None and not self._is_under(rule.under, start):
            return work

        def replace(match: re.Match[str]) -> str:
            groups = match.groupdict()
            user = (groups.get("user") or "").strip(_QUOTES)
            if not user and rule.kind == "password":
                user = self._owner(start)
            found = Found(groups.get("form") or "", rule.form, rule.kind, user)
            return self._replace(match, holes, found)

        if rule.within is None:
            return rule.pattern.sub(replace, work)
        return rule.within.sub(lambda span: rule.pattern.sub(replace, span[0]), work)

    def _net(self, holes: _Holes, match: re.Match[str], *, prose: bool, strong: bool) -> str:
        value = match["secret"].strip(_QUOTES)
        candidate = Candidate(match["word"], match["sep"], value, prose=prose, config=self._dialect.config)
        if len(holes.split(value)) > 1 or not candidate.is_secret(strong=strong):
            return match[0]
        return self._replace(match, holes, Found(match["form"] or "", "unknown", "key", ""))

    def _replace(self, match: re.Match[str], holes: _Holes, found: Found) -> str:
        """The match with its secret covered; quotes around it stay, and so do a net's trailing comma and semicolon."""
        whole, at = match[0], match.start()
        low, high = match.start("secret") - at, match.end("secret") - at
        value = whole[low:high]
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES
        inner = value[1:-1] if quoted else value
        is_label = _LABEL.fullmatch(inner) and match.string[match.end("secret") :].strip()
        if inner in self._dialect.locked or _NO_SECRET.match(inner) or is_label:
            return whole
        pieces = holes.split(inner)
        if len(pieces) == 1:
            pieces = [holes.dig_one(appraise(inner, found, self._dialect, key=self._key))]
        else:
            pieces[::2] = [
                holes.dig_one(appraise(piece, found, self._dialect, key=self._key)) if piece.strip() else piece
                for piece in pieces[::2]
            ]
        covered = "".join(pieces)
        return whole[:low] + (f"{value[0]}{covered}{value[-1]}" if quoted else covered) + whole[high:]

    def _owner(self, start: int) -> str:
        """The user whom a line above names, for a secret that stands alone in its line."""
        for line in self._above(start):
            for owner in self._dialect.owners:
                if found := owner.search(line):
                    return found["user"].strip(_QUOTES)
            if self._dialect.fence.match(line):
                break
        return ""

    def _is_under(self, parent: re.Pattern[str], start: int) -> bool:
        line, _ = self._line(start)
        depth = len(line) - len(line.lstrip())
        for above in self._above(start):
            if above.strip() and len(above) - len(above.lstrip()) < depth:
                return parent.search(above) is not None
        return False

    def _above(self, start: int) -> Iterator[str]:
        for _ in range(_LOOK_BACK):
            if start <= 0:
                return
            end = start - 1
            start = self._text.rfind("\n", 0, end) + 1
            yield self._text[start:end]


class _Holes:
    """Stands single private-use characters in for tokens, so that no rule reads a token's own words."""

    def __init__(self, line: str) -> None:
        self._free = (char for at in count(_HOLES) if (char := chr(at)) not in line)
        self._tokens: dict[str, str] = {}
        self.made = False

    def dig(self, line: str) -> str:
        return TOKEN.sub(lambda match: self._dig(match[0]), line) if "*masked:" in line else line

    def dig_one(self, token: str) -> str:
        self.made = True
        return self._dig(token)

    def _dig(self, token: str) -> str:
        hole = next(self._free)
        self._tokens[hole] = token
        return hole

    def split(self, value: str) -> list[str]:
        """Cut at tokens and odd line breaks; what was cut at stands at the odd places."""
        stops = "".join(self._tokens) + _BREAKS
        return re.split(f"([{re.escape(stops)}]+)", value) if any(stop in value for stop in stops) else [value]

    def fill(self, work: str) -> str:
        return "".join(self._tokens.get(char, char) for char in work)
