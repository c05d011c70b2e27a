"""What is kept of the devices between gathering and judging; see ``folder`` for reading and ``store`` for writing."""

from __future__ import annotations

from dengbao.snapshot.folder import Folder, open_folder
from dengbao.snapshot.host_files import HostFiles, Output

__all__ = ["Folder", "HostFiles", "Output", "open_folder"]
