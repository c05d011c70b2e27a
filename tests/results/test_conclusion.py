"""The words of the conclusion, and where they turn."""

from __future__ import annotations

import pytest

from dengbao.catalogue import thresholds
from dengbao.results.conclusion import BASIC, COMPLIANT, Bounds, Estimate


@pytest.mark.parametrize(
    ("compliant", "of", "major", "word"),
    [
        (0, 0, False, "无从估计"),
        (59, 100, False, "不符合"),
        (60, 100, False, "基本符合"),
        (60, 100, True, "基本符合"),
        (899, 1000, False, "基本符合"),
        (9, 10, False, "符合"),
        (10, 10, True, "基本符合"),
        (5999, 10000, True, "不符合"),
    ],
)
def test_where_the_words_turn(compliant: int, of: int, word: str, *, major: bool) -> None:
    assert Bounds().estimate(compliant, of, major=major) == word


def test_a_site_may_set_other_bounds() -> None:
    limits = {name: float(limit.value) for name, limit in thresholds(3).items()}
    assert Bounds.of(limits) == Bounds(compliant=90, basic=60)
    strict = Bounds.of(limits | {COMPLIANT: 99.5, BASIC: 75})
    assert strict.estimate(995, 1000, major=False) is Estimate.COMPLIANT
    assert strict.estimate(994, 1000, major=False) is Estimate.BASIC
    assert strict.estimate(749, 1000, major=False) is Estimate.FAILED
