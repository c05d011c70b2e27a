"""Which accounts of a host somebody can log in with."""

from __future__ import annotations

from collections.abc import Callable

from dengbao.model import Account, Unsupported


def usable(account: Account) -> bool:
    """Whether an account is enabled and may open a session.

    Raises:
        Undecided: its shell was not read.
    """
    return account.enabled and (isinstance(account.interactive, Unsupported) or bool(account.interactive))


def personal(predicate: Callable[[Account], object]) -> Callable[[Account], bool]:
    """Ask something of usable accounts that the system did not make for itself; all others comply."""
    return lambda account: not account.builtin and usable(account) and bool(predicate(account))
