"""The one way in which bad input reaches a user: a single line that says where and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class UserError(Exception):
    """Something that a person can mend: a bad argument, inventory, policy or file. Ends a command with status 2.

    Args:
        message: one Chinese sentence: what is wrong.
        file: the file that holds it.
        line: its line, from 1.
        key: the path of the key inside the file, such as ``site.zones.dmz.networks[0]``.
        mend: what to do about it.
    """

    def __init__(
        self, message: str, *, file: str | Path | None = None, line: int | None = None, key: str = "", mend: str = ""
    ) -> None:
        """Keep the parts, and join them to the one line that is shown."""
        self.message, self.file, self.line, self.key, self.mend = message, file, line, key, mend
        where = f"{file or ''}{f':{line}' if line else ''}{f' [{key}]' if key else ''}"
        text = f"{where}: {message}" if where else message
        super().__init__(" ".join((f"{text}。{mend}" if mend else text).split("\n")))


class UserErrors(UserError):  # noqa: N818 - the plural of UserError
    """Several errors at once, one a line: what a person wrote is mended in one go, not error by error."""

    def __init__(self, errors: Sequence[UserError]) -> None:
        """Keep the errors; at least one."""
        super().__init__(errors[0].message)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        """One line for each error."""
        return "\n".join(map(str, self.errors))


def raise_all(errors: Sequence[UserError]) -> None:
    """Raise what was collected: nothing, the one error, or all of them."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise UserErrors(errors)
