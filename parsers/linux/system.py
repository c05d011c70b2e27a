"""What runs the host: distribution, kernel, desktop or not, mandatory access control, secure boot.

Rests on os-release(5), systemctl(1) ``get-default``, the SELinux and AppArmor file systems, and the UEFI variable
``SecureBoot`` (UEFI specification 3.3: one byte behind four bytes of attributes).
"""

from __future__ import annotations

import re
from typing import Literal

from dengbao.model import Device, Fact, Known, Undecided, Unknown
from parsers.linux.document import Document, FileLine, known
from parsers.linux.facts import ended, fact, not_so
from parsers.linux.services import desktop

_ASSIGNMENT = re.compile(r"([A-Z_]+)=(.*)")


def read_system(device: Device, document: Document) -> None:
    """Fill ``device.system`` and ``host.os``."""
    system, found = device.system, device.host.os
    system.hostname = fact(lambda: _first(document, "hostname"))
    found.family = fact(lambda: ended("linux", document.need("kernel")))
    found.build = fact(lambda: _kernel(document))
    try:
        said = _release(document)
    except Undecided as error:
        found.name = found.version = found.edition = found.line = Unknown(error.why, error.lines, error.file)
    else:
        found.name = _said(said, "PRETTY_NAME", "NAME")
        found.version = _said(said, "VERSION_ID")
        found.edition = fact(lambda: _edition(said))
        found.line = fact(lambda: _line(said))
    system.vendor, system.version = found.name, found.version
    found.minimal = fact(lambda: _not(desktop(document)))
    found.kind = fact(lambda: _kind(desktop(document)))
    found.domain = fact(lambda: _domain(document))
    found.mandatory_access = fact(lambda: _mandatory(document))
    found.secure_boot = fact(lambda: _secure_boot(document))


def _first(document: Document, name: str) -> Fact[str]:
    read = document.need(name)
    if not read.lines:
        raise Undecided(f"{read.command} 没有输出")
    document.use(read.lines[0].number)
    return known(read.lines[0].text.strip(), read.lines[0])


def _kernel(document: Document) -> Fact[str]:
    said = _first(document, "kernel")
    words = said.value.split()
    return Known(words[1] if len(words) > 1 else said.value, said.lines, said.file)


def _release(document: Document) -> dict[str, tuple[str, FileLine]]:
    files = document.need("os_release").files()
    for lines in files.values():
        document.use(*(line.number for line in lines))
    said: dict[str, tuple[str, FileLine]] = {}
    for line in files.get("/etc/os-release", ()):
        if match := _ASSIGNMENT.fullmatch(line.text.strip()):
            said[match[1]] = (match[2].strip("\"'"), line)
    if not said:
        raise Undecided("没有读到 /etc/os-release,不知道是什么发行版")
    return said


def _said(said: dict[str, tuple[str, FileLine]], *names: str) -> Fact[str]:
    def build() -> Fact[str]:
        for name in names:
            if name in said:
                return known(*said[name])
        raise Undecided(f"os-release 里没有 {names[0]}")

    return fact(build)


def _edition(said: dict[str, tuple[str, FileLine]]) -> Fact[str]:
    text, line = said.get("VERSION", ("", None))
    match = re.search(r"\(([^)]+)\)", text)
    if line is None:
        return known("", said["ID"][1]) if "ID" in said else Known("")
    return known(match[1] if match else "", line)


def _line(said: dict[str, tuple[str, FileLine]]) -> Fact[str]:
    if "ID" not in said:
        raise Undecided("os-release 里没有 ID")
    text, line = said["ID"]
    stream = text == "centos" and "Stream" in said.get("NAME", ("", line))[0]
    return known("centos-stream" if stream else text.lower(), line)


def _not(found: Fact[bool]) -> Fact[bool]:
    return Known(not found.value, found.lines, found.file)


def _kind(found: Fact[bool]) -> Fact[Literal["workstation", "server", "domain_controller"]]:
    return Known("workstation" if found.value else "server", found.lines, found.file)


def _domain(document: Document) -> Fact[str]:
    """A directory service in nsswitch is what a Linux host has of a domain: its name there (sss, winbind, ldap)."""
    read = document.need("nsswitch")
    document.use(*(line.number for line in read.lines))
    for line in read.lines:
        for word in line.text.partition("passwd:")[2].split():
            if word in {"sss", "winbind", "ldap", "nis", "nisplus"}:
                return known(word, line)
    return known("", *read.lines) if read.lines else ended("", read)


def _mandatory(document: Document) -> Fact[Literal["enforcing", "permissive", "disabled"]]:
    selinux, apparmor = document.need("selinux"), document.need("apparmor")
    for read in (selinux, apparmor):
        document.use(*(line.number for line in read.lines))
    if selinux.lines:
        return known("enforcing" if selinux.lines[0].text.strip() == "1" else "permissive", selinux.lines[0])
    if apparmor.lines and apparmor.lines[0].text.strip() == "Y":
        return known("enforcing", apparmor.lines[0])
    return ended("disabled", selinux, apparmor)


def _secure_boot(document: Document) -> Fact[bool]:
    read = document.need("secure_boot")
    bytes_ = [byte for line in read.lines for byte in line.text.split()]
    document.use(*(line.number for line in read.lines))
    if not bytes_:
        return not_so(read)  # it did not boot by UEFI: nothing verified what it boots
    return known(bytes_[-1] == "1", *read.lines)
