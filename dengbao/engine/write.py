"""Put a run on disk: results, frame, and the reports that every run leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from dengbao import __version__
from dengbao.catalogue.version import catalogue_version
from dengbao.engine.atlas import draw
from dengbao.engine.plan import Evaluation
from dengbao.engine.run import Judging, limits
from dengbao.engine.waive import idle
from dengbao.inventory import Inventory
from dengbao.report import render
from dengbao.report.source import Source
from dengbao.results import Result
from dengbao.results.atlas import write_atlas
from dengbao.results.conclusion import Bounds
from dengbao.results.history import HISTORY, write_history
from dengbao.results.ledger import Ledger
from dengbao.results.run import Run, Totals
from dengbao.results.store import write_results, write_run

REPORTS = ("junit", "html")


def write(judging: Judging, plan: Sequence[Evaluation], results: Iterable[Result], out: Path) -> None:
    """Write ``results.jsonl``, ``run.json``, and ``site.json`` where the network was looked at.

    Args:
        judging: the run.
        plan: what was to be judged.
        results: a result for each of ``plan``, in its order; may be a stream.
        out: the folder, made when it is not there, for its owner alone.

    Raises:
        RuntimeError: the totals do not add up to the plan: a fault of ours.
    """
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    totals = write_results(out, results)
    if totals.total != len(plan):
        raise RuntimeError(f"{totals.total} results for {len(plan)} planned evaluations")
    write_atlas(out, draw(judging.inventory, judging.network) if judging.network else None)
    write_run(out, frame(judging, plan, totals))


def frame(judging: Judging, plan: Sequence[Evaluation], totals: Totals) -> Run:
    """Say what a run was, once everything of ``plan`` is judged."""
    for host in judging.inventory.hosts:  # hosts that no check was planned for still belong to the account
        judging.take(host)
    return Run(
        tool=__version__,
        catalogue=catalogue_version(),
        site=judging.inventory.site.name,
        levels=sorted({evaluation.level for evaluation in plan} or {judging.inventory.site.level}),
        as_of=judging.as_of,
        started=judging.started,
        finished=dt.datetime.now(tz=dt.UTC),
        snapshot=judging.folder.root.resolve().name,
        expected=len(plan),
        totals=totals,
        hosts=judging.hosts,
        ledger=_ledger(judging.inventory),
        bounds=Bounds.of(limits(judging.inventory, judging.inventory.site.level)),
        select=judging.select,
        at_level=judging.at_level,
        notes=_notes(judging),
    )


def _notes(judging: Judging) -> list[str]:
    """What whoever wrote the inventory should know; what a part of the checks leaves idle says nothing."""
    inventory = judging.inventory
    groups = {host.name: host.groups for host in inventory.hosts}
    whole = not (judging.select or judging.at_level or inventory.left_out)
    return [*inventory.notes, *(idle(inventory.site, judging.plan, groups) if whole else ())]


def _ledger(inventory: Inventory) -> Ledger:
    """Take from the site's declarations what paper reports quote."""
    said = inventory.site.model_dump(mode="json", include={"systems", "attestations"})
    return msgspec.convert(said | {"zones": [zone.title for zone in inventory.site.zones.values()]}, Ledger)


def publish(out: Path, reports: Iterable[str] = REPORTS, previous: Path | None = None) -> Source:
    """Write the reports of a run that `write` has written, and ``history.json`` where a run before it is named.

    Args:
        out: its folder.
        reports: keys of ``dengbao.report.RENDERERS``.
        previous: the folder of the run to compare with.

    Returns:
        The run as it lies on disk.
    """
    source = Source.open(out, previous)
    (out / HISTORY).unlink(missing_ok=True)
    if source.changes:
        write_history(out, source.changes.history())
    render(source, reports)
    return source
