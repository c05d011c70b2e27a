"""All that one host's evidence says, opened once: the collector's document, native exports, registry, release."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dengbao.model import Unknown
from parsers.windows.auditpol import AuditExport
from parsers.windows.document import Document, Part
from parsers.windows.export import Export
from parsers.windows.facts import Os
from parsers.windows.registry import Registry

WINDOWS_7 = 7600
WINDOWS_8 = 9200
WINDOWS_8_1 = 9600
WINDOWS_10_1607 = 14393
SERVER_2022 = 20348
WINDOWS_11 = 22000
WINDOWS_11_24H2 = 26100
"""Builds with which releases begin (Windows 7 and Server 2008 R2 share one, and so on)."""

_CLIENT, _CONTROLLER, _SERVER = 1, 2, 3


class Evidence(Struct):
    """The opened evidence of one host."""

    document: Document
    export: Export
    audit: AuditExport
    registry: Registry
    os: Part[Os]

    @property
    def build(self) -> int | None:
        """The build that decides defaults; None where nobody knows."""
        return self.os.data.build if self.os.data else None

    @property
    def client(self) -> bool | None:
        """Whether it is a workstation; None where nobody knows."""
        kind = self.os.data.product_type if self.os.data else None
        return kind == _CLIENT if kind in {_CLIENT, _CONTROLLER, _SERVER} else None

    @property
    def controller(self) -> bool | None:
        """Whether it is a domain controller; None where nobody knows."""
        return None if self.client is None or self.os.data is None else self.os.data.product_type == _CONTROLLER

    def undocumented(self, what: str) -> Unknown:
        """What a value that is not there comes to where no page of Microsoft says the default of this release."""
        return Unknown(f"没有设置 {what},而这一版本的缺省值没有公开文档可据")


def open_evidence(outputs: Mapping[str, str]) -> Evidence:
    """Open what lies there: ``windows.json``, ``secedit.inf``, ``auditpol.csv``, any of them."""
    document = Document(outputs.get("windows.json"))
    export = Export(outputs.get("secedit.inf"))
    return Evidence(
        document=document,
        export=export,
        audit=AuditExport(outputs.get("auditpol.csv")),
        registry=Registry(document, export),
        os=document.part("os", Os),
    )
