"""Deep inspection profiles that security policies bind (H3C SecPath DPI reference)."""

from __future__ import annotations

from msgspec import Struct

from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.table import TOP, plain, state_of

_KINDS = {
    "ips": "ips", "anti-virus": "av", "url-filter": "url", "file-filter": "file", "data-filter": "data", "waf": "waf",
    "apt": "apt", "dns-filter": "dns",
}  # fmt: skip


class Profile(Struct):
    """A deep inspection profile: kinds and the policies that it applies."""

    reading: Reading
    profiles: dict[str, str] = {}


PROFILE: Table[Profile] = Table()


@TOP.line("app-profile", topic="policies")
def app_profile(reading: Reading, words: list[str], block: Block) -> bool:
    """``app-profile P`` with ``ips apply policy X mode protect`` and its kin."""
    scope = Profile(reading, {})
    reading.device.policies.unread.extend(reading.inside(block, PROFILE, scope))
    state_of(reading).profiles[words[-1]] = scope.profiles
    return len(words) > 1


@PROFILE.line(*(f"{kind} apply policy" for kind in _KINDS))
def applied(scope: Profile, words: list[str], _block: Block) -> bool:
    """``ips apply policy P mode protect|alert``: an IPS that only alerts protects nobody."""
    if len(words) < 4:  # noqa: PLR2004 - the line's own words
        return False
    if words[-2:] != ["mode", "alert"]:
        scope.profiles[_KINDS[words[0]]] = words[3]
    return True


plain(PROFILE, "description", "app-profile", "user-defined-alarm", "quit")
