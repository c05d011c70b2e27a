"""The words that a site's compliance comes to, as the 2025 report template counts: an estimate of 自查, no more.

公网安〔2025〕1846号, question 20: 符合 above 90 % without 重大风险隐患, 基本符合 from 60 % on, 不符合 below. It leaves
open what holds at exactly 90 or 60 %, which we count to the better side, and what above 90 % with a 重大风险隐患, which
is 基本符合 here, as those who implement it do. Whether there is such a 隐患 is decided by people: ours is suspected.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

COMPLIANT, BASIC = "conclusion_compliant_percent", "conclusion_basic_percent"
"""The thresholds that a site may override."""


class Estimate(StrEnum):
    """The three words, and a fourth for nothing to say."""

    COMPLIANT = "符合"
    BASIC = "基本符合"
    FAILED = "不符合"
    NONE = "无从估计"


class Bounds(Struct, frozen=True, kw_only=True):
    """From which percentages on the words hold."""

    compliant: float = 90
    basic: float = 60

    @classmethod
    def of(cls, limits: Mapping[str, float]) -> Bounds:
        """Take them from thresholds by name."""
        return cls(compliant=limits[COMPLIANT], basic=limits[BASIC])

    def estimate(self, compliant: int, of: int, *, major: bool) -> Estimate:
        """Say what a share comes to.

        Args:
            compliant: clauses that comply.
            of: the clauses that they are counted among.
            major: whether a 重大风险隐患 is suspected.
        """
        if not of:
            return Estimate.NONE
        if 100 * compliant < self.basic * of:
            return Estimate.FAILED
        return Estimate.BASIC if major or 100 * compliant < self.compliant * of else Estimate.COMPLIANT
