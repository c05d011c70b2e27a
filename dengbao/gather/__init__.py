"""Gathering: read-only, over SSH or NUT, into a snapshot. Ansible calls this; it never imports Ansible."""

from __future__ import annotations

from dengbao.gather.host import gather_host
from dengbao.gather.target import VARIABLES, Target, target_of

__all__ = ["VARIABLES", "Target", "gather_host", "target_of"]
