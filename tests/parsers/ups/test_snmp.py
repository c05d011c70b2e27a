"""Walks of UPS cards: what real ones say, what they get wrong, and every form that a walk is written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengbao.model import Absent, Device, Known, Power, Unknown, Unsupported
from parsers.ups import parse

CORPUS = Path(__file__).parent / "corpus"
MIB = ".1.3.6.1.2.1.33.1"
APC = ".1.3.6.1.4.1.318.1.1.1"


def recorded(name: str) -> Device:
    return parse({"ups.snmprec": (CORPUS / f"{name}.snmprec").read_text(encoding="latin-1")})


def walk(*rows: str) -> Power:
    return parse({"ups.snmpwalk": "\n".join(rows)}).power


def rfc(status: int = 3, **objects: int) -> list[str]:
    """A healthy card's rows; ``o2_3_0=-1`` changes or adds an object."""
    known = {"2.1.0": 2, "2.3.0": 40, "2.4.0": 100, "4.1.0": status, "4.4.1.5.1": 35, "6.1.0": 0, "7.3.0": 1}
    known |= {name.removeprefix("o").replace("_", "."): value for name, value in objects.items()}
    return [f"{MIB}.{tail} = INTEGER: {value}" for tail, value in known.items()]


def test_huawei_says_minus_one_by_the_standard_and_the_truth_by_its_own() -> None:
    power = recorded("huawei-gse200m").power
    assert power.runtime_seconds.value == 28080
    assert power.charge_percent.value == 100
    assert power.load_percent.value == 48.1  # of three phases, in tenths of a percent
    assert power.input_volts.value == 236.9  # 2369: tenths of volts where volts belong
    assert power.nominal_volts.value == 219  # 380 V between phases
    assert power.status == Known(frozenset({"OL"}), (72, 113), "ups.snmprec")
    assert isinstance(power.battery_temperature, Unsupported)
    assert not power.test_passed  # 6: never begun


def test_1092_minutes_are_65535_seconds_in_disguise() -> None:
    power = recorded("eaton-93e-80").power
    assert isinstance(power.runtime_seconds, Unknown)
    assert power.runtime_seconds.lines == (815,)
    assert power.load_percent.value == 21  # the most loaded of three phases
    assert power.input_volts.value == 233
    assert isinstance(power.room_temperature, Unsupported)


def test_no_minutes_left_while_on_mains_says_nothing() -> None:
    power = recorded("phoenixtec-power").power
    assert isinstance(power.runtime_seconds, Unknown)
    assert power.status.value == {"OL"}
    assert power.battery_temperature.value == 31


def test_a_card_that_only_counts_alarms_is_no_healthy_ups() -> None:
    power = recorded("tripplite-poweralert").power
    assert all(isinstance(fact, Unknown) for fact in (power.present, power.status, power.replace_battery))


@pytest.mark.parametrize("name", sorted(path.stem for path in CORPUS.glob("*.snmprec")))
def test_every_line_of_a_capture_is_accounted_for(name: str) -> None:
    assert 0 not in recorded(name).coverage["ups.snmprec"]


@pytest.mark.parametrize(
    ("source", "words"),
    [(2, "OFF"), (3, "OL"), (4, "OL BYPASS"), (5, "OB"), (6, "OL BOOST"), (7, "OL TRIM")],
)
def test_the_outputs_source_is_the_status(source: int, words: str) -> None:
    assert walk(*rfc(source)).status.value == frozenset(words.split())


@pytest.mark.parametrize("source", [1, 9, -1])
def test_an_undecided_source_is_unknown(source: int) -> None:
    assert isinstance(walk(*rfc(source)).status, Unknown)


@pytest.mark.parametrize("minutes", [0, -1, 65535, 4294967295, 1092])
def test_minutes_that_stand_for_not_supported(minutes: int) -> None:
    assert isinstance(walk(*rfc(o2_3_0=minutes)).runtime_seconds, Unknown)


def test_a_low_battery_and_alarms_show_in_the_status() -> None:
    rows = [*rfc(5, o2_1_0=3, o6_1_0=2), f"{MIB}.6.2.1.2.1 = OID: {MIB}.6.3.2", f"{MIB}.6.2.1.2.2 = OID: {MIB}.6.3.1"]
    power = walk(*rows)
    assert power.status.value == {"OB", "LB", "ALARM"}
    assert power.alarms.value == ("电池供电", "电池须更换")
    assert power.replace_battery


def test_alarms_that_somebody_asked_for_are_none() -> None:
    rows = [*rfc(o6_1_0=1), f"{MIB}.6.2.1.2.1 = OID: {MIB}.6.3.24"]
    power = walk(*rows)
    assert power.alarms.value == ()
    assert power.status.value == {"OL"}


def test_an_alarm_that_is_counted_but_not_listed_is_an_alarm() -> None:
    assert walk(*rfc(o6_1_0=1)).status.value == {"OL", "ALARM"}


def test_apc_counts_in_hundredths_of_seconds_and_writes_american_dates() -> None:
    power = walk(
        f'{APC}.1.1.1.0 = STRING: "Smart-UPS 3000"',
        f"{APC}.2.1.1.0 = INTEGER: 2",
        f'{APC}.2.1.3.0 = STRING: "04/30/25"',
        f"{APC}.2.2.3.0 = Timeticks: (570900) 1:35:09.00",
        f"{APC}.2.2.4.0 = INTEGER: 2",
        f"{APC}.2.3.1.0 = Gauge32: 987",
        f"{APC}.4.1.1.0 = INTEGER: 12",
        f"{APC}.4.2.3.0 = Gauge32: 0",
        f"{APC}.7.2.3.0 = INTEGER: 1",
        f'{APC}.7.2.4.0 = STRING: "11/02/2026"',
        ".1.3.6.1.4.1.318.1.1.10.2.3.2.1.4.1 = INTEGER: 77",
        ".1.3.6.1.4.1.318.1.1.10.2.3.2.1.5.1 = INTEGER: 2",
    )
    assert power.runtime_seconds.value == 5709
    assert power.battery_date.value == "2025-04-30"
    assert power.charge_percent.value == 98.7
    assert power.status.value == {"OL", "TRIM"}
    assert power.replace_battery
    assert power.load_percent.value == 0
    assert power.test_date.value == "2026-11-02"
    assert power.room_temperature.value == 25  # the probe counts in Fahrenheit
    assert isinstance(power.room_humidity, Unsupported)


def test_the_worse_word_of_two_mibs_counts() -> None:
    power = walk(*rfc(o2_3_0=60), f"{APC}.2.2.3.0 = Timeticks: (60000) 0:10:00.00", f"{APC}.4.1.1.0 = INTEGER: 6")
    assert power.runtime_seconds.value == 600
    assert power.status.value == {"OL", "BYPASS"}


@pytest.mark.parametrize(
    "row",
    [
        "iso.3.6.1.2.1.33.1.4.1.0 = INTEGER: 4",
        "SNMPv2-SMI::mib-2.33.1.4.1.0 = INTEGER: 4",
        "UPS-MIB::upsOutputSource.0 = INTEGER: bypass(4)",
        f"{MIB}.4.1.0 = Gauge32: 4",
        "1.3.6.1.2.1.33.1.4.1.0|2|4",
        "1.3.6.1.2.1.33.1.4.1.0|66|4",
    ],
)
def test_the_forms_of_a_row(row: str) -> None:
    assert walk(row).status.value == {"OL", "BYPASS"}


def test_a_chinese_name_in_bytes() -> None:
    name = "山特 C6K"
    for encoding in ("utf-8", "gbk"):
        assert walk(f"{MIB}.1.2.0 = Hex-STRING: {name.encode(encoding).hex(' ').upper()}").model.value == name


def test_a_stranger_is_named_and_nothing_is_known_of_it() -> None:
    power = walk(".1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.13400.2.1")
    assert isinstance(power.status, Unknown)
    assert power.status.why == (
        "没有可读懂的 UPS MIB(sysObjectID: 1.3.6.1.4.1.13400.2.1),可能不是 UPS 或只有厂商私有 MIB"
    )
    assert isinstance(power.nominal_volts, Unknown | Absent)


@given(st.text(), st.text())
def test_no_text_breaks_it_and_no_line_is_lost(head: str, tail: str) -> None:
    text = f"{head}\n{MIB}.4.1.0 = INTEGER: 3\n{tail}"
    for name in ("ups.snmprec", "ups.snmpwalk"):
        assert parse({name: text}).coverage[name]


@pytest.mark.parametrize("cut", range(0, 12000, 100))
def test_a_cut_capture_never_gains_a_fact(cut: int) -> None:
    whole = recorded("huawei-gse200m").power
    text = (CORPUS / "huawei-gse200m.snmprec").read_text(encoding="latin-1")
    part = parse({"ups.snmprec": text[:cut]}).power
    assert whole.present
    assert isinstance(part.runtime_seconds, Unknown) or part.runtime_seconds.value in {28080, 2808, 280}
