"""Lines that a device broke at the width of its terminal: put together before masking, in their place."""

from __future__ import annotations

import pytest

from dengbao.mask import mask
from dengbao.mask.unfold import unfold
from tests.mask.test_lines import KEY

SECRET = "*21*Kq7Lm2Xw9vKt4Ph8Yb3Nc8Vd5kRf6Tg1Hj4sWk5Pq9Zs2mQa1Ws3Ed5Rf7Tg9Yh2Uj4Ik6Ol8Pz0Xc1Vb3Nm5As7Df9Gh1Jk"
LINE = f"    password encrypted {SECRET}"
BROKEN = f"{LINE[:80]}\n{LINE[80:]}"
TEXT = "!<system-user>\nsystem-user\n  user-name zhangwei\n{}\n  $\n$\n!</system-user>\n"


def test_the_rest_of_a_secret_is_covered_too() -> None:
    text = TEXT.format(BROKEN)
    covered = mask(text, "zte_zxros", key=KEY)
    assert LINE[80:] not in covered
    lines = covered.split("\n")
    assert lines[3].startswith("    password encrypted *masked:")
    assert (lines[4], lines[5]) == ("", "  $")
    assert len(lines) == len(text.split("\n"))
    assert mask(covered, "zte_zxros", key=KEY) == covered
    assert mask(text.replace("\n", "\r\n"), "zte_zxros", key=KEY) == covered.replace("\n", "\r\n")


def test_pieces_move_up_and_a_blank_at_the_break_stays() -> None:
    line = "traffic-profile " + "x" * 4 + " y1" * 20
    assert len(line) == 80
    assert unfold(TEXT.format(f"{line}\n z"), 80).split("\n")[3:5] == [f"{line} z", ""]
    long = "ab1" * 60
    assert unfold(TEXT.format(f"{long[:80]}\n{long[80:160]}\n{long[160:]}"), 80).split("\n")[3:6] == [long, "", ""]


@pytest.mark.parametrize(
    "text",
    [
        BROKEN,
        TEXT.format(f"{BROKEN}\n{LINE}"),
        TEXT.format(LINE),
        TEXT.format(f"{LINE[:79]}\n{LINE[79:]}"),
        TEXT.format(f"{LINE[:80]}\n  nested"),
        TEXT.format(f"{LINE[:80]}\n$"),
        TEXT.format(f"{LINE[:80]}\n#"),
        TEXT.format(f"{LINE[:80]}\n"),
        TEXT.format(f"{'ab1' * 20}{'*' * 20}\nab"),
        TEXT.format(f"{LINE[:80]}\n备用"),
        TEXT.format("    password encrypted *masked:reversible:hidden:-:082bec4b9c2f*\n" + BROKEN),
        TEXT.format("") + BROKEN,
    ],
    ids=[
        "no section", "a longer line", "not broken", "shorter", "nested", "end of a block", "end of a banner",
        "empty", "a ruled line", "not ascii", "masked", "behind the sections",
    ],
)  # fmt: skip
def test_what_was_not_broken_stays(text: str) -> None:
    assert unfold(text, 80) == text


def test_other_platforms_do_not_break_lines() -> None:
    assert LINE[80:] in mask(TEXT.format(BROKEN), "huawei", key=KEY)
