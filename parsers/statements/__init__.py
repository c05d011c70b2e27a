"""Configurations of nested statements (Junos, PAN-OS): braces, set lines or XML read into one tree by a schema."""

from __future__ import annotations

from parsers.statements.braces import read_braces
from parsers.statements.groups import apply_groups
from parsers.statements.node import Node
from parsers.statements.schema import Spec, read_schema
from parsers.statements.set_lines import read_set_lines
from parsers.statements.tree import Tree
from parsers.statements.xml import read_xml

__all__ = ["Node", "Spec", "Tree", "apply_groups", "read_braces", "read_schema", "read_set_lines", "read_xml"]
