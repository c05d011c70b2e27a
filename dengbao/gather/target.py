"""Whom to gather from: one host's address, account and settings, out of its inventory variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PORTS = {"ssh": 22, "ssh-script": 22, "nut": 3493, "snmp": 161, "wsman": 5986}
VARIABLES = (
    "platform",
    "classified",
    "ansible_host",
    "ansible_port",
    "ansible_user",
    "ansible_password",
    "ansible_ssh_private_key_file",
    "ansible_become_password",
    "dengbao_enable_password",
    "dengbao_known_hosts",
    "dengbao_legacy_ssh",
    "dengbao_full_view",
    "dengbao_connect_timeout",
    "dengbao_silence_timeout",
    "dengbao_skip_commands",
    "ups_name",
    "ups_user",
    "ups_password",
    "ups_protocol",
    "ups_tls",
    "ups_ca",
    "snmp_version",
    "snmp_user",
    "snmp_auth_protocol",
    "snmp_auth_password",
    "snmp_priv_protocol",
    "snmp_priv_password",
    "snmp_community",
    "snmp_context",
)
"""The inventory variables that this module reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One host.

    Attributes:
        host: its inventory name.
        platform: as in the contract; may be one that nobody knows.
        classified: 涉密; never connected to.
        address: where to connect.
        port: 0 means the protocol's own.
        user: the account; empty means none was given.
        password: its password.
        enable_password: for platforms that ask for one.
        key_file: a private key in place of the password.
        known_hosts: the file of trusted host keys.
        legacy_ssh: let SHA-1, MD5 and 3DES in (a finding of its own).
        full_view: the site vouches that the account sees the whole configuration, where the device cannot prove it.
        connect_timeout: seconds for the connection, and again for the login.
        silence_timeout: seconds without a byte after which a device counts as hung.
        skip: commands of the allow-list that the site does not want on this host.
        ups_name: the UPS on the NUT server; empty means the only one there.
        ups_user: an account of the NUT server; never that of ``ansible_user``, as NUT speaks in clear text by default.
        ups_password: its password.
        ups_protocol: ``nut``, or ``snmp``.
        ups_tls: turn TLS on before anything else.
        ups_ca: the certificate authority of the NUT server; the system's when empty.
        snmp_version: ``3``, ``2c`` or ``1``; 3 unless only a community is given.
        snmp_user: a user of SNMPv3.
        snmp_auth_protocol: ``sha256`` by default.
        snmp_auth_password: empty means no authentication.
        snmp_priv_protocol: ``aes128`` by default.
        snmp_priv_password: empty means no encryption.
        snmp_community: of versions 1 and 2c.
        snmp_context: the context of SNMPv3, mostly empty.
    """

    host: str
    platform: str
    classified: bool = False
    address: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    enable_password: str = field(default="", repr=False)
    key_file: str = ""
    known_hosts: Path = Path("~/.ssh/known_hosts")
    legacy_ssh: bool = False
    full_view: bool = False
    connect_timeout: float = 10.0
    silence_timeout: float = 30.0
    skip: frozenset[str] = frozenset()
    ups_name: str = ""
    ups_user: str = ""
    ups_password: str = field(default="", repr=False)
    ups_protocol: str = "nut"
    ups_tls: bool = False
    ups_ca: str = ""
    snmp_version: str = "3"
    snmp_user: str = ""
    snmp_auth_protocol: str = "sha256"
    snmp_auth_password: str = field(default="", repr=False)
    snmp_priv_protocol: str = "aes128"
    snmp_priv_password: str = field(default="", repr=False)
    snmp_community: str = field(default="", repr=False)
    snmp_context: str = ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be shown again."""
        return (
            self.password,
            self.enable_password,
            self.ups_password,
            self.snmp_auth_password,
            self.snmp_priv_password,
            self.snmp_community,
        )


def target_of(host: str, variables: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Target:
    """Build a target from a host's variables (templated, vault opened).

    Args:
        host: the inventory name.
        variables: those of ``VARIABLES`` that are set.
        environment: ``DENGBAO_PASSWORD`` and ``DENGBAO_ENABLE_PASSWORD`` stand in for what the inventory lacks.
    """

    def text(name: str, default: str = "") -> str:
        value = variables.get(name)
        return default if value is None else str(value)

    password = text("ansible_password") or environment.get("DENGBAO_PASSWORD", "")
    enable = text("dengbao_enable_password") or text("ansible_become_password")
    return Target(
        host=host,
        platform=text("platform"),
        classified=_true(variables.get("classified")),
        address=text("ansible_host", host),
        port=int(text("ansible_port", "0") or 0),
        user=text("ansible_user"),
        password=password,
        enable_password=enable or environment.get("DENGBAO_ENABLE_PASSWORD", ""),
        key_file=text("ansible_ssh_private_key_file"),
        known_hosts=Path(text("dengbao_known_hosts") or "~/.ssh/known_hosts").expanduser(),
        legacy_ssh=_true(variables.get("dengbao_legacy_ssh")),
        full_view=_true(variables.get("dengbao_full_view")),
        connect_timeout=float(text("dengbao_connect_timeout", "10")),
        silence_timeout=float(text("dengbao_silence_timeout", "30")),
        skip=frozenset(str(command) for command in variables.get("dengbao_skip_commands") or ()),
        ups_name=text("ups_name"),
        ups_user=text("ups_user"),
        ups_password=text("ups_password"),
        ups_protocol=text("ups_protocol", "nut").lower(),
        ups_tls=_true(variables.get("ups_tls")),
        ups_ca=text("ups_ca"),
        snmp_version=text("snmp_version") or ("2c" if variables.get("snmp_community") else "3"),
        snmp_user=text("snmp_user"),
        snmp_auth_protocol=text("snmp_auth_protocol", "sha256").lower(),
        snmp_auth_password=text("snmp_auth_password"),
        snmp_priv_protocol=text("snmp_priv_protocol", "aes128").lower(),
        snmp_priv_password=text("snmp_priv_password"),
        snmp_community=text("snmp_community"),
        snmp_context=text("snmp_context"),
    )


def _true(value: object) -> bool:
    """Read a truth value as Ansible does: from the command line it comes as a word."""
    return value is True or str(value).strip().lower() in {"true", "yes", "on", "1"}
