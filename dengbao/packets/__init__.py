"""The packet space, and what rules do in it: who is shadowed, what passes, what a change of policy lets through.

Checks and the network build on ``Ruleset`` (rules in order), ``Analysis`` (rules against each other), ``passing``,
``deciding`` and ``permitted`` (what gets through) and ``difference`` (two versions). Boxes are of ``space``.
"""

from dengbao.packets.analysis import Analysis, Idle
from dengbao.packets.difference import Change, difference
from dengbao.packets.exposure import Passing, deciding, effective_words, exceptions, passing, permitted
from dengbao.packets.index import BudgetError, Index
from dengbao.packets.packet import Packet, packet_of
from dengbao.packets.ruleset import Condition, Entry, Ruleset, rulesets
from dengbao.packets.space import EVERYTHING, PLACE, Axis, Box, Interval, intersection, merged, narrowed, subtract

__all__ = [
    "EVERYTHING",
    "PLACE",
    "Analysis",
    "Axis",
    "Box",
    "BudgetError",
    "Change",
    "Condition",
    "Entry",
    "Idle",
    "Index",
    "Interval",
    "Packet",
    "Passing",
    "Ruleset",
    "deciding",
    "difference",
    "effective_words",
    "exceptions",
    "intersection",
    "merged",
    "narrowed",
    "packet_of",
    "passing",
    "permitted",
    "rulesets",
    "subtract",
]
