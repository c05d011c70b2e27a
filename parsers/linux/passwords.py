"""What PAM and login.defs demand of passwords, and what happens after wrong ones.

Rests on pam_pwquality(8), pwquality.conf(5), pam_cracklib(8), pam_unix(8) (``minlen`` 6 where not set),
pam_pwhistory(8) (``remember`` 10 where not set), pam_faillock(8) and faillock.conf(5) (``deny`` 3, ``unlock_time``
600), pam_tally2(8), login.defs(5). Defaults of pwquality differ by version: they are taken from the host's own
commented ``pwquality.conf`` (``# minlen = 8``), else not known. A module that is in no stack does nothing, whatever its
file says.
"""

from __future__ import annotations

import re

from dengbao.model import Absent, Device, Fact, Known, Undecided
from parsers.linux.document import FILE, Document, FileLine, known, no, yes
from parsers.linux.facts import ended, fact, number
from parsers.linux.pam import Module, Pam, options_of, read_pam

_QUALITY = ("pam_pwquality", "pam_cracklib")
_CREDITS = ("dcredit", "ucredit", "lcredit", "ocredit")
_COMMENTED = re.compile(r"#\s*(\w+)\s*=\s*(-?\d+)\s*$")
_CHANGE = ("passwd", "system-auth", "common-password")
_UNIX_MIN, _HISTORY, _DENY, _UNLOCK_SECONDS = 6, 10, 3, 600
_FOREVER_DAYS = 99999


def read_passwords(device: Device, document: Document) -> None:
    """Fill ``device.passwords``, ``device.lockout`` and what login.defs says."""
    policy, lockout, logon = device.passwords, device.lockout, device.host.logon
    policy.file = lockout.file = FILE
    policy.enabled = fact(lambda: _enabled(document))
    policy.min_length = fact(lambda: _length(document))
    policy.min_classes = fact(lambda: _classes(document))
    policy.differs_from_user = fact(lambda: _differs(document))
    policy.history = fact(lambda: _history(document))
    policy.max_age_days = fact(lambda: _age(document, "PASS_MAX_DAYS"))
    logon.min_password_age_days = fact(lambda: _age(document, "PASS_MIN_DAYS"))
    lockout.attempts = fact(lambda: _lockout(document)[0])
    lockout.minutes = fact(lambda: _lockout(document)[1])
    lockout.administrators = fact(lambda: _root_too(document))


def _stack(document: Document) -> list[Module]:
    return read_pam(document).stack("password", *_CHANGE)


def _quality(stack: list[Module]) -> Module | None:
    return next((module for module in stack if module.name in _QUALITY), None)


def _enabled(document: Document) -> Fact[bool]:
    stack = _stack(document)
    if any(module.name == "pam_passwdqc" for module in stack):
        return yes(*(module.line for module in stack if module.name == "pam_passwdqc"))
    if module := _quality(stack):
        document.use(module.line.number)
        return known(module.binding, module.line)
    return _without(stack, value=False)


def _without(stack: list[Module], value: bool) -> Fact[bool]:  # noqa: FBT001 - a value, not a switch
    return known(value, *(module.line for module in stack))


def _settings(document: Document, module: Module) -> dict[str, tuple[str, FileLine]]:
    return options_of(document, module, "pwquality.conf") if module.name == "pam_pwquality" else {
        key: (value, module.line) for key, value in module.options.items()
    }  # fmt: skip


def _value(document: Document, module: Module, said: dict[str, tuple[str, FileLine]], name: str) -> Fact[int]:
    """A number of pwquality: as set, else as the host's own file says in a comment that the default is."""
    if name in said:
        text, line = said[name]
        return known(number(text), line)
    if module.name == "pam_pwquality":
        for path, lines in document.need("security").files().items():
            for line in lines if path.startswith("/etc/security/pwquality.conf") else ():
                if (match := _COMMENTED.match(line.text.strip())) and match[1] == name:
                    document.use(line.number)
                    return Known(int(match[2]), (line.number,), FILE)
    raise Undecided(f"没有设置 {name},也不知道本机 {module.name} 的缺省", (module.line.number,), FILE)


def _refuse_passwdqc(stack: list[Module]) -> None:
    for module in stack:
        if module.name == "pam_passwdqc":
            raise Undecided("口令复杂度由 pam_passwdqc 决定,请人工核对其 min= 参数", (module.line.number,), FILE)


def _length(document: Document) -> Fact[int]:
    stack = _stack(document)
    _refuse_passwdqc(stack)
    module = _quality(stack)
    if module is None:
        unix = next((one for one in stack if one.name == "pam_unix"), None)
        if unix is None:
            raise Undecided("口令栈里没有认识的模块", tuple(one.line.number for one in stack), FILE)
        return known(number(unix.options.get("minlen", str(_UNIX_MIN))), unix.line)
    said = _settings(document, module)
    least = _value(document, module, said, "minlen")
    bonus = sum(max(0, _value(document, module, said, name).value) for name in _CREDITS)
    lines = (module.line.number, *least.lines, *(said[name][1].number for name in _CREDITS if name in said))
    return Known(max(least.value - bonus, 0), tuple(dict.fromkeys(lines)), FILE)


def _classes(document: Document) -> Fact[int]:
    stack = _stack(document)
    _refuse_passwdqc(stack)
    module = _quality(stack)
    if module is None:
        return known(0, *(one.line for one in stack))
    said = _settings(document, module)
    demanded = [said[name] for name in _CREDITS if name in said and number(said[name][0]) < 0]
    if "minclass" in said:
        classes, line = number(said["minclass"][0]), said["minclass"][1]
        if classes >= len(demanded):
            return known(classes, module.line, line)
    if demanded:
        return known(len(demanded), module.line, *(line for _, line in demanded))
    least = _value(document, module, said, "minclass")
    return Known(least.value, (module.line.number, *least.lines), FILE)


def _differs(document: Document) -> Fact[bool]:
    stack = _stack(document)
    _refuse_passwdqc(stack)
    module = _quality(stack)
    if module is None:
        return no(*(one.line for one in stack))
    said = _settings(document, module)
    if module.name == "pam_cracklib":
        return known("reject_username" in said, module.line)
    if "usercheck" in said:
        return known(said["usercheck"][0] != "0", said["usercheck"][1])
    return Absent(True, "pwquality.conf(5):usercheck 缺省为 1")


def _history(document: Document) -> Fact[int]:
    stack = _stack(document)
    for module in stack:
        if module.name == "pam_pwhistory":
            said = options_of(document, module, "pwhistory.conf")
            if "remember" in said:
                return known(number(said["remember"][0]), module.line, said["remember"][1])
            return Absent(_HISTORY, "pam_pwhistory(8):remember 缺省为 10")
    for module in stack:
        if module.name == "pam_unix" and "remember" in module.options:
            return known(number(module.options["remember"]), module.line)
    return known(0, *(module.line for module in stack))


def _age(document: Document, name: str) -> Fact[int]:
    """A number of days in login.defs; 0 where nothing is demanded."""
    read = document.need("login_defs")
    lines = read.files().get("/etc/login.defs", [])
    found: Fact[int] | None = None
    for line in lines:
        words = line.text.split()
        if not words or words[0].startswith("#"):
            document.skip(line.number)
        elif words[0] == name and len(words) > 1:
            document.use(line.number)
            days = number(words[1])
            found = known(0 if days >= _FOREVER_DAYS or days < 0 else days, line)
    if not lines:
        raise Undecided("没有 /etc/login.defs")
    return found or ended(0, read)


def _lockout(document: Document) -> tuple[Fact[int], Fact[float]]:
    """Attempts and minutes, the weaker of SSH and the console."""
    pam = read_pam(document)
    found = [_of_service(document, pam, *names) for names in _ways(pam)]
    if open_ways := [way for way in found if not way[0].value]:
        return open_ways[0]
    attempts = max((way[0] for way in found), key=lambda one: one.value)
    minutes = min((way[1] for way in found), key=lambda one: one.value or float("inf"))
    return attempts, minutes


def _of_service(document: Document, pam: Pam, *names: str) -> tuple[Fact[int], Fact[float]]:
    stack = pam.stack("auth", *names)
    faillock = [module for module in stack if module.name == "pam_faillock"]
    told = {option for module in faillock for option in module.options}
    if "authfail" in told and told & {"preauth", "authsucc"}:
        document.use(*(module.line.number for module in faillock))
        said: dict[str, tuple[str, FileLine]] = {}
        for module in faillock:
            said |= options_of(document, module, "faillock.conf")
        return _deny(said, faillock, _DENY), _minutes(said, faillock, _UNLOCK_SECONDS)
    for module in stack:
        if module.name in {"pam_tally2", "pam_tally"}:
            document.use(module.line.number)
            said = {key: (value, module.line) for key, value in module.options.items()}
            return _deny(said, [module], 0), _minutes(said, [module], 0)
    nothing = tuple(module.line.number for module in stack)
    return Known(0, nothing, FILE), Known(0.0, nothing, FILE)


def _root_too(document: Document) -> Fact[bool]:
    """Whether root is locked as well: ``even_deny_root`` wherever somebody logs in."""
    pam = read_pam(document)
    modules = [
        module
        for names in _ways(pam)
        for module in pam.stack("auth", *names)
        if module.name in {"pam_faillock", "pam_tally2"}
    ]
    if not modules:
        return no()
    said = [
        options_of(document, one, "faillock.conf") if one.name == "pam_faillock" else one.options for one in modules
    ]
    on = all("even_deny_root" in options for options in said)
    return known(on, *(module.line for module in modules))


def _ways(pam: Pam) -> list[tuple[str, ...]]:
    """The services by which people log in: SSH and the console, else what stands for both."""
    return [names for names in (("sshd",), ("login",)) if names[0] in pam.files] or [("system-auth", "common-auth")]


def _deny(said: dict[str, tuple[str, FileLine]], modules: list[Module], default: int) -> Fact[int]:
    if "deny" in said:
        return known(number(said["deny"][0]), said["deny"][1])
    return Known(default, tuple(module.line.number for module in modules), FILE)


def _minutes(said: dict[str, tuple[str, FileLine]], modules: list[Module], default: int) -> Fact[float]:
    if "unlock_time" in said:
        text, line = said["unlock_time"]
        return known(0.0 if text == "never" else number(text) / 60, line)
    return Known(default / 60, tuple(module.line.number for module in modules), FILE)
