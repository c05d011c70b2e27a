"""WSMan as a Windows host speaks it ([MS-WSMV]): SOAP in, SOAP out, for the two kinds of shells that Ansible opens."""

from __future__ import annotations

import base64
import uuid
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

from dengbao.lab.windows_shell import PowerShell, Run, Shell

_SOAP = "http://www.w3.org/2003/05/soap-envelope"
_ADDRESS = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
_SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
_TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
_NAMES = {"s": _SOAP, "a": _ADDRESS, "w": _WSMAN, "r": _SHELL, "p": "http://schemas.microsoft.com/powershell"}
_DONE = f"{_SHELL}/CommandState/Done"


class Wsman:
    """The service of one host, and the shells that clients have open there."""

    def __init__(self, run: Run) -> None:
        """Take what runs the scripts."""
        self._run = run
        self._shells: dict[str, Shell] = {}

    def answer(self, request: bytes) -> str:
        """Answer one request.

        Raises:
            LookupError: it asks for something, or of someone, that is not there.
            xml.etree.ElementTree.ParseError: it is no XML.
        """
        envelope = ET.fromstring(request)  # noqa: S314 - from a client on loopback, in a lab
        action = _text(envelope, "s:Header/a:Action")
        word = action.rpartition("/")[2]
        body = envelope.find("s:Body", _NAMES)
        if body is None:
            raise LookupError("no body")
        if word == "Create":
            content, reply = (
                self._create(body, _text(envelope, "s:Header/w:ResourceURI")),
                f"{_TRANSFER}/CreateResponse",
            )
        else:
            shell = self._shells[_text(envelope, "s:Header/w:SelectorSet/w:Selector").upper()]
            content = {"Command": _command, "Send": _send, "Receive": _receive}.get(word, _nothing)(shell, body)
            if word == "Delete":
                del self._shells[shell.id]
            reply = f"{_TRANSFER}/DeleteResponse" if word == "Delete" else f"{_SHELL}/{word}Response"
        return _envelope(reply, _text(envelope, "s:Header/a:MessageID"), content)

    def _create(self, body: ET.Element, uri: str) -> str:
        wanted = body.find("r:Shell", _NAMES)
        if wanted is None:
            raise LookupError("no shell")
        shell = Shell(self._run)
        if "powershell" in uri.lower():
            name = (wanted.get("ShellId") or shell.id).upper()
            shell = PowerShell(self._run, name, base64.b64decode(_text(wanted, "p:creationXml")))
        self._shells[shell.id] = shell
        given, taken = shell.streams
        return (
            f"<x:ResourceCreated><a:Address>http://127.0.0.1/wsman</a:Address><a:ReferenceParameters><w:ResourceURI>{uri}"
            f'</w:ResourceURI><w:SelectorSet><w:Selector Name="ShellId">{shell.id}</w:Selector></w:SelectorSet>'
            f"</a:ReferenceParameters></x:ResourceCreated><r:Shell><r:ShellId>{shell.id}</r:ShellId><r:ResourceUri>{uri}"
            f"</r:ResourceUri><r:InputStreams>{given}</r:InputStreams><r:OutputStreams>{taken}</r:OutputStreams></r:Shell>"
        )


def _command(shell: Shell, body: ET.Element) -> str:
    line = body.find("r:CommandLine", _NAMES)
    if line is None:
        raise LookupError("no command line")
    arguments = [part.text or "" for part in line.findall("r:Arguments", _NAMES)]
    name = shell.command(line.get("CommandId") or "", _text(line, "r:Command"), arguments)
    return f"<r:CommandResponse><r:CommandId>{name}</r:CommandId></r:CommandResponse>"


def _send(shell: Shell, body: ET.Element) -> str:
    for stream in body.iter(f"{{{_SHELL}}}Stream"):
        data = base64.b64decode(stream.text or "")
        shell.send((stream.get("CommandId") or "").upper(), data, end=(stream.get("End") or "").lower() == "true")
    return "<r:SendResponse/>"


def _receive(shell: Shell, body: ET.Element) -> str:
    wanted = body.find(".//r:DesiredStream", _NAMES)
    name = (wanted.get("CommandId") or "").upper() if wanted is not None else ""
    streams, code = shell.receive(name)
    of = f' CommandId="{name}"' if name else ""
    parts = [f'<r:Stream Name="{kind}"{of}>{base64.b64encode(data).decode()}</r:Stream>' for kind, data in streams]
    if name and code is not None:
        state = f"<r:ExitCode>{code}</r:ExitCode>"
        parts.append(f'<r:CommandState CommandId="{name}" State="{_DONE}">{state}</r:CommandState>')
    return f"<r:ReceiveResponse>{''.join(parts)}</r:ReceiveResponse>"


def _nothing(_shell: Shell, _body: ET.Element) -> str:
    return ""


def _text(element: ET.Element, path: str) -> str:
    return element.findtext(path, "", _NAMES)


def _envelope(action: str, to: str, content: str) -> str:
    return (
        f'<s:Envelope xml:lang="zh-CN" xmlns:s="{_SOAP}" xmlns:a="{_ADDRESS}" xmlns:w="{_WSMAN}" xmlns:r="{_SHELL}"'
        f' xmlns:x="{_TRANSFER}"><s:Header><a:Action>{action}</a:Action><a:MessageID>uuid:{str(uuid.uuid4()).upper()}'
        f"</a:MessageID><a:To>{_ADDRESS}/role/anonymous</a:To><a:RelatesTo>{escape(to)}</a:RelatesTo></s:Header>"
        f"<s:Body>{content}</s:Body></s:Envelope>"
    )
