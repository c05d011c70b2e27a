"""The standard as data: the general requirements of GB/T 22239-2019, levels 1 to 4, and what decides each.

What lies beside this file is the only place where a check meets a clause:

* ``items/level3.yml`` has every level-3 item; those of levels 1, 2 and 4 say to which of them they answer.
* ``checks.yml`` has one line a check: its level-3 clauses, the primary one first.
* ``planned.yml`` names what is still missing, ``high_risk.yml`` the cases of 公网安〔2025〕2391号,
  ``thresholds.yml`` the default limits with their sources.

The summaries are the project's own words; the standard's text is not here.
"""

from dengbao.catalogue.coverage import Cover, State, cover
from dengbao.catalogue.ids import clause_id, level_of
from dengbao.catalogue.loader import Catalogue, Mapping, load, planned
from dengbao.catalogue.records import Case, Clause, Judgement, Major, Planned, Threshold
from dengbao.catalogue.risk import cases, cases_of, majors
from dengbao.catalogue.thresholds import thresholds

__all__ = [
    "Case",
    "Catalogue",
    "Clause",
    "Cover",
    "Judgement",
    "Major",
    "Mapping",
    "Planned",
    "State",
    "Threshold",
    "cases",
    "cases_of",
    "clause_id",
    "cover",
    "level_of",
    "load",
    "majors",
    "planned",
    "thresholds",
]
