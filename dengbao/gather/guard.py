"""The guard at the only way out to a device: nothing leaves but what the platform's allow-list names, to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dengbao.platforms import Platform

_USER = re.compile(r"[\w.@\\-]{1,64}", re.ASCII)
PAGER_KEYS = frozenset({" ", "q"})
HIDDEN = "***"


class Refused(Exception):  # noqa: N818 - a verdict on what was about to be sent
    """Something that is no allow-listed reading line was about to be sent; it was not."""


def allowed_lines(platform: Platform) -> frozenset[str]:
    """Give every line that may be sent to a device of the platform, passwords and pager keys aside."""
    lines = {line.send for line in platform.prepare} | {answer.send for answer in platform.answers}
    lines |= {command.command for command in platform.commands} | {""}
    lines |= {line.send for line in (platform.enable, platform.logout) if line}
    if platform.privilege and platform.privilege.command:
        lines.add(platform.privilege.command)
    return frozenset(lines)


class Guard:
    """Lets a write pass, or refuses it; ``sent`` is every line that passed, in order, passwords as ``***``.

    A secret passes once each time it is armed, for the answer to a password prompt that was seen; a pager key passes
    alone. Everything else must be one allowed line with its line end, so that no second line, no ``;`` or ``|`` and no
    control byte can ride along.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the allow-list; a line that could end early or carry control bytes is refused here already."""
        self._lines = frozenset(lines)
        self._secret: str | None = None
        self.sent: list[str] = []
        for line in self._lines:
            if not re.fullmatch(r"[\x20-\x7e]*", line):
                raise Refused(f"命令清单里有不可见字符或非 ASCII 字符：{line!r}")

    def arm(self, secret: str) -> None:
        """Let this secret pass as the next line, and only as that."""
        if re.search(r"[\x00-\x1f\x7f]", secret):
            raise Refused("口令里有控制字符")
        self._secret = secret

    def check(self, out: str) -> None:
        """Record a write that may go out.

        Raises:
            Refused: it may not. Nothing was sent.
        """
        secret, self._secret = self._secret, None
        if out in PAGER_KEYS:
            self.sent.append(out)
        elif secret is not None and out == secret + "\n":
            self.sent.append(HIDDEN)
        elif out.endswith("\n") and out[:-1] in self._lines:
            self.sent.append(out[:-1])
        else:
            raise Refused(f"不在只读命令清单内，未发送：{out!r}" if secret is None else "口令行与预期不符，未发送")


def safe_user(user: str) -> bool:
    """Tell whether a login name can stand in a pattern or a protocol line."""
    return bool(_USER.fullmatch(user))
