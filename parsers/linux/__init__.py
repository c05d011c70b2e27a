"""Linux: reads the collector's document ``linux-facts/1`` into the neutral model."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device
from parsers.linux.accounts import read_accounts
from parsers.linux.antivirus import read_antivirus
from parsers.linux.auditing import read_audit
from parsers.linux.clock import read_clock
from parsers.linux.document import FILE, Document, read_document
from parsers.linux.exposure import read_exposure
from parsers.linux.firewall import read_firewall
from parsers.linux.logs import read_logs
from parsers.linux.networking import read_network
from parsers.linux.passwords import read_passwords
from parsers.linux.services import read_services
from parsers.linux.session import read_session
from parsers.linux.sshd import read_sshd
from parsers.linux.storage import read_storage
from parsers.linux.sudo import read_sudo
from parsers.linux.system import read_system
from parsers.linux.updates import read_updates

_COMMENT = re.compile(r"/[^:]+:\s*(?:[#;].*)?$")


def parse(outputs: Mapping[str, str]) -> Device:
    """Read a host.

    Args:
        outputs: the masked text of ``linux.json``.

    Returns:
        The device. What the document does not tell is unknown, with the reason; a document that is cut off or of
        another form tells nothing.
    """
    device = Device()
    document = read_document(outputs.get(FILE, ""))
    for read in (
        read_system,
        read_accounts,
        read_sudo,
        read_passwords,
        read_sshd,
        read_session,
        read_services,
        read_exposure,
        read_antivirus,
        read_firewall,
        read_network,
        read_audit,
        read_logs,
        read_clock,
        read_updates,
        read_storage,
    ):
        read(device, document)
    _pass_over(document)
    device.coverage[FILE] = bytes(document.status)
    return device


def _pass_over(document: Document) -> None:
    """Account what no policy asks for: comments, other settings of login.defs, names in logrotate, second sources."""
    for read in document.reads.values():
        for line in read.lines:
            if _COMMENT.match(line.text) and not document.status[line.number - 1]:
                document.skip(line.number)
    for name in ("login_defs", "logrotate", "coredump", "time_zone", "usb_uas", "dpkg_times", "links", "banners"):
        for line in document.get(name).lines:
            if not document.status[line.number - 1]:
                document.skip(line.number)
