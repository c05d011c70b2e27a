"""What a status output says beside the configuration: both count, and where they contradict nothing is known."""

from __future__ import annotations

from typing import TypeVar

from dengbao.model import Fact, Known, Unknown

T = TypeVar("T")


def agreed(configured: Fact[T], shown: Known[T]) -> Fact[T]:
    """Weigh what an output shows against what a line of the configuration sets.

    Args:
        configured: as the configuration made it.
        shown: as the output says, with its file.

    Returns:
        What is shown; Unknown with the configuration's lines where a line there sets something else.
    """
    if isinstance(configured, Known) and configured.lines and not configured.file and configured.value != shown.value:
        return Unknown(f"配置与 {shown.file} 的输出相互矛盾", configured.lines)
    return shown
