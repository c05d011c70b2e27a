"""The form of a dialect: everything in which one platform's terminal differs from another's, as data.

Templates know ``{host}``, ``{user}``, ``{level}``, ``{role}``, ``{mode}``, ``{word}`` (the word that was not
understood) and ``{caret}`` (the blanks that put a caret below it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """How long output stops.

    Attributes:
        prompt: shown when the page is full; ``{percent}`` and ``{last}`` (number of the last line shown) are known.
        erase: sent over the prompt once a key was pressed.
        end: where not empty, shown after the last line too, until ``q`` is pressed (PAN-OS pages through ``less``).
    """

    prompt: str
    erase: str
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enable:
    """How the privileged mode is asked for.

    Attributes:
        command: what asks for it.
        prompt: asks for the password.
        tries: how many passwords are taken before the refusal.
        refused: shown then.
    """

    command: str = "enable"
    prompt: str = "Password: "
    tries: int = 3
    refused: str = "% Access denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One platform's terminal.

    Attributes:
        platform: as in the inventory.
        prompt: in the mode right after login.
        privileged_prompt: after enable; the same as ``prompt`` where there is no enable.
        config_prompt: in configuration mode; ``{section}`` is what was entered.
        before_prompt: what stands on lines of its own before a prompt, from the second one on.
        before_config_prompt: the same in configuration mode.
        greeting: printed after login.
        enable: None where a login is privileged at once.
        pager: how long output stops.
        paging_off: session commands that switch the pager off, with the answer to each.
        session: other session commands that are taken, as patterns, with the answer to each.
        config_commands: patterns of the commands that ``running-config.txt`` answers.
        config_needs_enable: whether they are unknown before enable.
        config_enter: pattern of what enters configuration mode; a group names the section.
        config_entered: printed then.
        config_leave: what leaves it.
        leave: what ends the session.
        pipes: pattern of a pipe that filters lines, with one group: the expression to look for.
        no_pager_pipe: pattern of a pipe that keeps the pager away.
        roles: what ``{role}`` stands for: that of an account that sees everything, and of a limited one.
        builtin: commands that the device answers out of its own state.
        unknown: the answer to an unknown first word.
        unknown_argument: the answer where the first word is known; ``unknown`` where empty.
        verbs: first words that are known.
        change_question: asked after login where the fault ``password_change`` is on.
        marks: lines (beside the last one) that a filtered configuration keeps, as a pattern.
    """

    platform: str
    prompt: str
    privileged_prompt: str
    config_prompt: str
    pager: Pager
    paging_off: Mapping[str, str]
    config_commands: str
    config_enter: str
    config_leave: frozenset[str]
    unknown: str
    before_prompt: str = ""
    before_config_prompt: str = ""
    greeting: str = ""
    enable: Enable | None = None
    session: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    config_needs_enable: bool = False
    config_entered: str = ""
    leave: frozenset[str] = frozenset({"exit", "quit", "logout"})
    pipes: str = r"\| *(?:include|inc) (.+)"
    no_pager_pipe: str = r"\| *no-more"
    builtin: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    roles: tuple[str, str] = ("", "")
    unknown_argument: str = ""
    verbs: frozenset[str] = frozenset({"show"})
    change_question: str = (
        "\nWarning: The initial password poses security risks.\nThe password needs to be changed. Change now? [Y/N]: "
    )
    marks: str = r"[!#].*|(?:hostname|sysname|version|interface) .*|"
