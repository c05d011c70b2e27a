"""Nothing but allow-listed lines leaves, whatever is tried."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dengbao.gather.guard import Guard, Refused, allowed_lines
from dengbao.platforms import names, platform

LINES = {name: allowed_lines(known) for name in names() if (known := platform(name)) and known.driver}
HUAWEI = LINES["huawei"]


def guard(lines: frozenset[str] = HUAWEI) -> Guard:
    return Guard(lines)


@pytest.mark.parametrize("name", LINES)
def test_passes_the_list_to_the_letter_and_records_it(name: str) -> None:
    one = guard(LINES[name])
    for line in sorted(LINES[name]):
        one.check(f"{line}\n")
    assert one.sent == sorted(LINES[name])


@pytest.mark.parametrize(
    "out",
    [
        "display version",  # no line end: something could be added to it
        "display version\nreboot\n",
        "display version\r\nreboot\n",
        "display version\rreboot\n",
        "display version; reboot\n",
        "display version | include x\n",
        "display version > flash:/x\n",
        "display version\x00\n",
        "display version\u2028reboot\n",
        "\x03",
        "\x1a",
        "  ",
        "system-view\n",
        "save\n",
        "reset saved-configuration\n",
        "DISPLAY VERSION\n",
        "display  version\n",
        "ｄisplay version\n",
    ],
)
def test_refuses_what_rides_along(out: str) -> None:
    one = guard()
    with pytest.raises(Refused):
        one.check(out)
    assert one.sent == []


@given(line=st.sampled_from(sorted(HUAWEI)), tail=st.text(min_size=1), head=st.text())
@example(line="display version", tail="\n", head="")
@example(line="", tail="\n", head="")
def test_refuses_anything_put_before_or_behind_a_line(line: str, tail: str, head: str) -> None:
    for out in (f"{line}{tail}\n", f"{head}{tail}{line}\n", f"{line}\n{tail}", f"{tail}\n{line}\n"):
        one = guard()
        if out in {f"{known}\n" for known in HUAWEI} or out in {" ", "q"}:
            one.check(out)
        else:
            with pytest.raises(Refused):
                one.check(out)
            assert one.sent == []


@given(st.text())
def test_passes_nothing_unlisted(out: str) -> None:
    one = guard()
    try:
        one.check(out)
    except Refused:
        assert one.sent == []
    else:
        assert out in {" ", "q"} or out.removesuffix("\n") in HUAWEI
        assert out.count("\n") <= 1


def test_a_secret_passes_once_and_only_when_armed() -> None:
    one = guard()
    with pytest.raises(Refused):
        one.check("S3cret\n")
    one.arm("S3cret")
    one.check("S3cret\n")
    with pytest.raises(Refused):
        one.check("S3cret\n")
    assert one.sent == ["***"]


def test_an_armed_secret_is_gone_after_another_write_and_shows_in_no_error() -> None:
    one = guard()
    one.arm("S3cret")
    with pytest.raises(Refused) as caught:
        one.check("S3cret; reboot\n")
    assert "S3cret" not in str(caught.value)
    with pytest.raises(Refused):
        one.check("S3cret\n")


@pytest.mark.parametrize("secret", ["a\nreboot", "a\rreboot", "\x03"])
def test_a_secret_with_control_bytes_is_never_armed(secret: str) -> None:
    with pytest.raises(Refused):
        guard().arm(secret)


@pytest.mark.parametrize("line", ["display version\nreboot", "显示"])
def test_an_allow_list_with_such_a_line_is_refused_whole(line: str) -> None:
    with pytest.raises(Refused):
        Guard([line])
