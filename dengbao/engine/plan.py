"""What the inventory calls for, computed before anything is judged: one evaluation for each host and check."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Sequence

from msgspec import Struct

from dengbao.catalogue import Clause
from dengbao.catalogue import load as load_catalogue
from dengbao.catalogue.loader import Mapping as Clauses
from dengbao.check.registry import Check
from dengbao.check.registry import load as load_checks
from dengbao.inventory import Host

SITE = "site"
HIGHER = 3
"""The level whose items those of levels 1 and 2 were derived from."""


class Evaluation(Struct, frozen=True, gc=False):
    """One (host, check) with the level that is in force and the clauses that it decides there."""

    host: str
    check: Check
    level: int
    clauses: Clauses


def make_plan(
    hosts: Sequence[Host], site_level: int, select: Callable[[Check], bool] = lambda _: True
) -> list[Evaluation]:
    """Compute the expected evaluations.

    Args:
        hosts: of the inventory; classified ones are never judged.
        site_level: the level at which site-wide checks are judged.
        select: which checks are wanted (``-k``).

    Returns:
        Hosts in the inventory's order, checks in the register's, site-wide checks last, then what people vouch for at
        every level that is judged.
    """
    checks = [check for check in load_checks().values() if select(check)]
    return [
        *(
            Evaluation(host.name, check, host.level, clauses)
            for host in hosts
            if not host.classified
            for check in checks
            if check.applies(host.role, host.platform) and (clauses := clauses_of(check, host.level)).clauses
        ),
        *(
            Evaluation(SITE, check, site_level, clauses)
            for check in checks
            if check.site_wide and (clauses := clauses_of(check, site_level)).clauses
        ),
        *(
            Evaluation(SITE, check, level, Clauses((clause.id,), (clause.unit,)))
            for level in sorted({site_level, *(host.level for host in hosts if not host.classified)}, reverse=True)
            for clause in load_catalogue(level).items
            if clause.document and select(check := attested(clause))
        ),
    ]


def attested(clause: Clause) -> Check:
    """The check that somebody vouches for what no device can show of a clause.

    What is vouched for at level 3 holds for the item of a lower level that was derived from it.
    """
    accepted = (clause.id, clause.level3) if clause.level < HIGHER and clause.level3 else (clause.id,)
    attestation = importlib.import_module("checks.ledger.attestation")
    return Check(
        id=f"attested_{clause.id.replace('.', '_')}",
        title=f"人工核查:{clause.summary}",
        risk="low",
        roles=frozenset(),
        platforms={},
        contract=attestation.attested.__doc__,
        function=functools.partial(attestation.attested, accepted, clause.document),
        file=str(attestation.__file__),
        order=0,
    )


def clauses_of(check: Check, level: int) -> Clauses:
    """The clauses that a check decides at a level; none where the level does not ask for it."""
    return load_catalogue(level).for_check(check.id)
