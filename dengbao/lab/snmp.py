"""UPSes with a network card: an SNMPv3 agent that answers from ``ups.snmprec``, read anew for every request.

The account is the inventory's ``snmp_user`` with HMAC-SHA-256 and AES-128 (RFC 7860, RFC 3826). Nothing can be
written to it.
"""

from __future__ import annotations

import bisect
import socket
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from pysnmp.carrier.asyncio.dgram import udp
from pysnmp.entity import config, engine
from pysnmp.entity.rfc3413 import cmdrsp, context
from pysnmp.proto.api import v2c
from pysnmp.smi.instrum import AbstractMibInstrumController

from dengbao.lab.device import Device
from dengbao.lab.launch import Endpoint
from dengbao.lab.sockets import bind_all

RECORDING = "ups.snmprec"
_TYPES = {
    "2": v2c.Integer32,
    "4": v2c.OctetString,
    "6": v2c.ObjectIdentifier,
    "64": v2c.IpAddress,
    "65": v2c.Counter32,
    "66": v2c.Gauge32,
    "67": v2c.TimeTicks,
    "70": v2c.Counter64,
}
_V3, _ALL = 3, (1,)
_Binding = tuple[Any, Any]


def serve_cards(devices: list[Device], stack: AsyncExitStack) -> dict[str, Endpoint]:
    """Answer for every UPS at its own address.

    Args:
        devices: the UPSes, each with a recording.
        stack: closes the sockets.

    Returns:
        Where each is to be reached.
    """
    port, sockets = bind_all([device.address for device in devices], socket.SOCK_DGRAM)
    for device, sock in zip(devices, sockets, strict=True):
        stack.callback(sock.close)
        if device.faults.refuse:
            continue
        agent = engine.SnmpEngine()
        config.add_transport(agent, udp.DOMAIN_NAME, udp.UdpTransport().open_server_mode(sock=sock))
        config.add_v3_user(
            agent,
            device.user,
            config.USM_AUTH_HMAC192_SHA256,
            device.password,
            config.USM_PRIV_CFB128_AES,
            device.privacy_password,
        )
        config.add_vacm_user(agent, _V3, device.user, "authPriv", _ALL)
        card = context.SnmpContext(agent)
        card.unregister_context_name(v2c.OctetString(""))
        card.register_context_name(v2c.OctetString(""), _Recording(device.folder / RECORDING))
        for responder in (cmdrsp.GetCommandResponder, cmdrsp.NextCommandResponder, cmdrsp.BulkCommandResponder):
            responder(agent, card)
        stack.callback(agent.close_dispatcher)
    return {device.host: Endpoint(device.address, port) for device in devices}


class _Recording(AbstractMibInstrumController):  # type: ignore[misc]  # the library has no types
    """The objects of one card."""

    def __init__(self, path: Path) -> None:
        """Take the file."""
        self._path = path

    def read_variables(self, *bindings: _Binding, **_context: object) -> list[_Binding]:
        """Answer GET."""
        objects = dict(self._objects())
        return [(name, objects.get(tuple(name), v2c.NoSuchInstance())) for name, _ in bindings]

    def read_next_variables(self, *bindings: _Binding, **_context: object) -> list[_Binding]:
        """Answer GETNEXT and GETBULK: the object behind each name."""
        objects = self._objects()
        answers: list[_Binding] = []
        for name, _ in bindings:
            at = bisect.bisect_right(objects, tuple(name), key=lambda found: found[0])
            answers.append(
                (v2c.ObjectIdentifier(objects[at][0]), objects[at][1])
                if at < len(objects)
                else (name, v2c.EndOfMibView())
            )
        return answers

    def _objects(self) -> list[tuple[tuple[int, ...], Any]]:
        """Read the recording, in the order of OIDs."""
        lines = self._path.read_text(encoding="utf-8").splitlines()
        rows = (line.split("|", 2) for line in lines if line[:1].isdecimal())
        objects = {tuple(map(int, oid.split("."))): _value(tag, text) for oid, tag, text in rows}
        return sorted(objects.items(), key=lambda found: found[0])


def _value(tag: str, text: str) -> Any:  # noqa: ANN401 - any SNMP type
    if tag.endswith("x"):
        return _TYPES[tag[:-1]](hexValue=text)
    return _TYPES[tag](text.encode() if tag == "4" else text)
