"""Address book, service book and schedules.

CLI guide 5.5R12, chapters on the address book, the service book and schedules; 5.4 writes ``address id 3 "N"``. An
object may come again, and a later body adds. ``exclude`` takes out after the union of all others. Names of services
and service groups share one space; predefined names are compared without case.
"""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from dengbao.model import Address, AddressObject, Schedule, Service, ServiceObject, expand
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hillstone_stoneos.operands import PREDEFINED, PREDEFINED_ADDRESSES, between, service, subnet, wildcard
from parsers.hillstone_stoneos.reader import split
from parsers.hillstone_stoneos.state import TOP_LINES, State
from parsers.intervals import without

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Entry(Struct):
    """An address object under construction: what it holds, and what is taken out."""

    object: AddressObject
    inside: list[Address] = field(default_factory=list)
    outside: list[Address] = field(default_factory=list)


ADDRESS: Table[Entry] = Table()
ADDRESS.ignore("说明文字", "description", "tag")


@ADDRESS.line("ip", "range", "wildcard", "member", "host", "country", "mac", "mac-range", "exclude")
def _member(entry: Entry, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    into = entry.inside
    if words[0] == "exclude":
        words, into = words[1:], entry.outside
    found = _operand(words)
    if found is None:
        return False
    into.append(found)
    return True


def _operand(words: list[str]) -> Address | None:
    match words:
        case ["ip", *rest]:
            return subnet(rest)
        case ["range", *rest]:
            return between(rest)
        case ["wildcard", *rest]:
            return wildcard(rest)
        case ["member", name]:
            return Address(ref=name, resolved=False)
        case ["host", name, *_]:
            return Address(other=f"域名 {name}")
        case ["country", *names]:
            return Address(other=f"国家 {' '.join(names)}")
        case [("mac" | "mac-range"), *_]:
            return Address(other="MAC 地址")
    return None


@TOP_LINES.line("address", topic="address_objects")
def _address(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)[1:]
    if words[:1] == ["id"]:
        words = words[2:]
    words = [word for word in words if word not in {"ipv6", "ordered"}] or words
    if not words:
        return False
    state: State = reading.scratch
    key = (state.context, words[0])
    entries = state.of("address")
    if key not in entries:
        made = AddressObject(name=words[0], terms=(), lines=(block.number,), context=state.context)
        entries[key] = Entry(object=made)
    entry: Entry = entries[key]
    entry.object.unread += reading.inside(block, ADDRESS, entry)
    return True


SERVICE: Table[ServiceObject] = Table()
SERVICE.ignore("说明文字", "description", "tag")


@SERVICE.line("tcp", "udp", "sctp", "icmp", "protocol")
def _service_member(record: ServiceObject, _words: list[str], block: Block) -> bool:
    found = service(split(block.text))
    if found is None:
        return False
    record.terms += (replace(found, ref=record.name),)
    return True


@SERVICE.line("service", "servgroup", "member")
def _group_member(record: ServiceObject, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) != 2:  # noqa: PLR2004 - the word and a name
        return False
    record.terms += (Service(ref=words[1], resolved=False),)
    return True


@TOP_LINES.line("service", "servgroup", topic="service_objects")
def _service(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)[1:]
    if not words:
        return False
    state: State = reading.scratch
    key = (state.context, words[0])
    records = state.of("service")
    if key not in records:
        records[key] = ServiceObject(name=words[0], terms=(), lines=(block.number,), context=state.context)
    record: ServiceObject = records[key]
    record.unread += reading.inside(block, SERVICE, record)
    return True


SCHEDULE: Table[Schedule] = Table()


@SCHEDULE.line("absolute")
def _absolute(record: Schedule, _words: list[str], block: Block) -> bool:
    """``absolute start MM/DD/YYYY HH:MM [end MM/DD/YYYY HH:MM]``."""
    _, marker, after = block.text.partition(" end ")
    if not marker:
        return block.text.split()[1:2] == ["start"]
    record.until = moment(after)
    return bool(record.until)


@SCHEDULE.line("periodic")
def _periodic(_record: Schedule, _words: list[str], _block: Block) -> bool:
    return True


def moment(text: str) -> str:
    """Read ``MM/DD/YYYY HH:MM[:SS]`` as ISO; empty when it is none."""
    words = text.split()
    date = _DATE.fullmatch(words[0]) if words else None
    if date is None:
        return ""
    clock = words[1][:5] if len(words) > 1 else "23:59"
    return f"{date[3]}-{int(date[1]):02}-{int(date[2]):02}T{clock}"


@TOP_LINES.line("schedule", topic="schedules")
def _schedule(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)[1:]
    if not words:
        return False
    state: State = reading.scratch
    records = state.of("schedule")
    record: Schedule = records.setdefault((state.context, words[0]), Schedule(name=words[0], lines=(block.number,)))
    record.unread += reading.inside(block, SCHEDULE, record)
    return True


class Book(Struct):
    """The objects of one context by name, with the caches that ``expand`` shares."""

    addresses: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    services: dict[str, tuple[Service, ...]] = field(default_factory=dict)
    schedules: dict[str, str] = field(default_factory=dict)
    address_cache: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    service_cache: dict[str, tuple[Service, ...]] = field(default_factory=dict)

    def address(self, name: str) -> tuple[Address, ...]:
        """Resolve an object; predefined names are compared without case."""
        if name not in self.addresses and (known := PREDEFINED_ADDRESSES.get(name.upper())):
            return tuple(replace(term, ref=name) for term in known)
        return expand((Address(ref=name, resolved=False),), self.addresses, self.address_cache)

    def service(self, name: str) -> tuple[Service, ...]:
        """Resolve a service or a group."""
        if name not in self.services and (known := PREDEFINED.get(name.upper())):
            return tuple(replace(term, ref=name) for term in known)
        return expand((Service(ref=name, resolved=False),), self.services, self.service_cache)


def finish(reading: Reading, contexts: list[str]) -> dict[str, Book]:
    """Put the objects into the device; return the book of each context."""
    state: State = reading.scratch
    device = reading.device
    books = {context: Book() for context in contexts}
    for part in (device.address_objects, device.service_objects, device.schedules):
        part.missing = ""
    for (context, name), record in state.of("service").items():
        books[context].services[name] = record.terms if not record.unread else (Service(ref=name, resolved=False),)
        device.service_objects.items.append(record)
    for (context, name), record in state.of("schedule").items():
        books[context].schedules[name] = record.until
        device.schedules.items.append(record)
    for (context, name), entry in state.of("address").items():
        books[context].addresses[name] = tuple(entry.inside)
    for book in books.values():
        _define(book)
    for (context, name), entry in state.of("address").items():
        entry.object.terms = books[context].addresses[name] = _terms(entry, books[context])
        device.address_objects.items.append(entry.object)
    return books


def _define(book: Book) -> None:
    """Let objects name predefined ones, which no line defines."""
    for terms in list(book.services.values()):
        for one in terms:
            if not one.resolved and one.ref not in book.services and (known := PREDEFINED.get(one.ref.upper())):
                book.services[one.ref] = known
    for name, found in PREDEFINED_ADDRESSES.items():
        for spelling in {name, name.capitalize(), name.lower()}:
            book.addresses.setdefault(spelling, found)


def _terms(entry: Entry, book: Book) -> tuple[Address, ...]:
    """What an address object holds: excluded parts taken out, nothing concluded from lines that were not understood."""
    name = entry.object.name
    if entry.object.unread:
        return (Address(ref=name, resolved=False),)
    terms = tuple(entry.inside)
    if entry.outside:
        inside, outside = (expand(part, book.addresses, {}) for part in (terms, tuple(entry.outside)))
        terms = without(inside, outside, 4)
    return tuple(replace(term, ref=term.ref or name) for term in terms)
