"""Removable media, mounts, memory dumps, modes of files that matter.

Rests on modprobe(8) (``-n -v`` prints what would be done, and does nothing), modprobe.d(5) (``install X /bin/false``
stops every way of loading, ``blacklist`` only the automatic one), limits.conf(5), coredump.conf(5), core(5).
"""

from __future__ import annotations

import re

from dengbao.model import Device, Fact, Undecided, Unsupported
from dengbao.model.host import FileMode, Volume
from parsers.linux.document import FILE, Document, FileLine, no, yes
from parsers.linux.facts import fact, not_so, section
from parsers.linux.services import desktop, running

_BLOCKED = re.compile(r"install\s+(?:/usr)?/bin/(?:false|true)\b")
_REAL = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "zfs", "nfs", "nfs4", "cifs", "tmpfs", "f2fs"})
_MOUNT_FIELDS, _MODE_FIELDS = 6, 4


def read_storage(device: Device, document: Document) -> None:
    """Fill removable media, volumes, residual data and file modes."""
    host = device.host
    host.removable.file = FILE
    host.removable.usb_storage = fact(lambda: _usb(document))
    host.removable.usb_writable = host.removable.usb_storage  # nothing of the host makes it read-only
    host.removable.autorun = fact(lambda: _autorun(document))
    host.volumes = section(lambda: _volumes(document), "没有挂载")
    host.residual.page_file_cleared = Unsupported("只有 Windows 有这项")
    host.residual.core_dumps = fact(lambda: _dumps(document))
    host.files = section(lambda: _modes(document), "没有读到文件的权限")


def _usb(document: Document) -> Fact[bool]:
    """Whether a stick works: the driver is there, can be loaded, and nothing else stops it."""
    for lines in document.get("usb_config").files().values():
        document.use(*(line.number for line in lines))
    loaded = [line for line in document.get("modules").lines if line.text.startswith(("usb_storage ", "uas "))]
    builtin = document.get("usb_builtin").lines
    document.skip(*(line.number for line in document.get("modules").lines))
    document.use(*(line.number for line in [*loaded, *builtin]))
    dry = document.get("usb_storage")
    document.use(*(line.number for line in dry.lines))
    if loaded or builtin:
        return yes(*loaded, *builtin)
    guard = fact(lambda: running(document, "usbguard"))
    if dry.program_missing or not dry.there:
        document.need("usb_storage")
    if blocked := [line for line in dry.lines if _BLOCKED.search(line.text)]:
        return no(*blocked)
    if any("not found" in error for error in dry.errors):
        return not_so(dry)  # the kernel has no such driver
    if not dry.lines:
        raise Undecided("modprobe 没有说明插入 U 盘时会做什么", (dry.number,) if dry.number else (), FILE)
    if guard.lines and _is_on(guard):
        raise Undecided("USBGuard 在运行:是否放行 U 盘由它的规则决定,请用 usbguard list-rules 核对", guard.lines, FILE)
    return yes(*dry.lines)


def _is_on(fact_: Fact[bool]) -> bool:
    try:
        return bool(fact_.value)
    except Undecided:
        return False


def _autorun(document: Document) -> Fact[bool]:
    """Without a desktop nothing starts from a medium by itself."""
    found = desktop(document)
    if found.value:
        raise Undecided("装有图形桌面:是否自动挂载、自动运行由桌面设置决定", found.lines, FILE)
    return not_so() if not found.lines else not_so(document.need("unit_files"))


def _volumes(document: Document) -> list[Volume]:
    found = []
    for line in document.need("mounts").lines:
        words = line.text.split()
        if len(words) != _MOUNT_FIELDS:
            continue
        document.use(line.number)
        if words[2] in _REAL:
            name = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), words[1])
            found.append(
                Volume(
                    name=name,
                    lines=(line.number,),
                    system=name == "/",
                    options=frozenset(words[3].split(",")),
                    file_system=words[2],
                    file=FILE,
                )
            )
    return found


def _dumps(document: Document) -> Fact[bool]:
    """Whether a program that crashes leaves its memory: a hard limit of 0 for all, or Storage=none, says no."""
    limits = [line for path, lines in document.need("security").files().items() if "/limits" in path for line in lines]
    for line in limits:
        words = line.text.split()
        if words[:1] and not words[0].startswith("#"):
            document.use(line.number)
        else:
            document.skip(line.number)
        if words[:4] in (["*", "hard", "core", "0"], ["*", "-", "core", "0"]):
            return no(line)
    files = document.need("kernel_settings").files()
    patterns = files.get("/proc/sys/kernel/core_pattern", [])
    document.use(*(line.number for line in patterns))
    stored = [line for lines in document.need("coredump").files().values() for line in lines]
    none: FileLine | None = None
    for line in stored:
        text = line.text.strip().replace(" ", "")
        if text and not text.startswith(("#", "[")):
            document.use(line.number)
        else:
            document.skip(line.number)
        none = line if text == "Storage=none" else none
    if none is not None and any("systemd-coredump" in line.text for line in patterns):
        return no(none, *patterns)
    if not patterns:
        raise Undecided("没有读到 core_pattern")
    return yes(*patterns)


def _modes(document: Document) -> list[FileMode]:
    found = []
    for line in document.need("file_modes").lines:
        words = line.text.split(None, _MODE_FIELDS - 1)
        if len(words) == _MODE_FIELDS and re.fullmatch(r"[0-7]{1,4}", words[0]):
            document.use(line.number)
            found.append(
                FileMode(
                    name=words[3],
                    mode=int(words[0], 8),
                    owner=words[1],
                    group=words[2],
                    lines=(line.number,),
                    file=FILE,
                )
            )
    return found
