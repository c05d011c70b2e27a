"""What IOS's configuration and ``show logging`` say of the log buffer together."""

from __future__ import annotations

import pytest

from dengbao.model import Known, Unknown
from tests.parsers.ioslike.support import read

HEAD = "version 15.7\nhostname r\n"
SHOWN = "Syslog logging: enabled\n    Buffer logging:  level debugging, 12 messages logged, xml disabled,\n"
OFF = "Syslog logging: enabled\n    Buffer logging:  disabled, xml disabled,\n"


@pytest.mark.parametrize(
    ("line", "shown", "expected"),
    [("logging buffered 65536\n", SHOWN, True), ("", SHOWN, True), ("no logging buffered\n", SHOWN, False)],
)
def test_both_agree_or_a_line_switches_it_off(line: str, shown: str, expected: bool) -> None:  # noqa: FBT001
    buffer = read("cisco_ios", f"{HEAD}{line}end\n", show_logging=shown).logging.buffer
    assert isinstance(buffer, Known)
    assert buffer.value is expected


def test_a_buffer_told_differently_is_doubtful() -> None:
    logging = read("cisco_ios", HEAD + "logging buffered 65536\nend\n", show_logging=OFF).logging
    assert isinstance(logging.buffer, Unknown)
    assert "矛盾" in logging.buffer.why
