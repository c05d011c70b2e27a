"""The façade through which a check reads the model: it notes what was read, which is the evidence of a pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from msgspec import Struct

from dengbao.model import Absent, Device, Known, Section, Topic, Unknown, Unsupported
from dengbao.model.facts import NotApplicable, Undecided

_FACTS = frozenset({Known, Absent, Unknown, Unsupported})


class _Reader:
    """Passes attributes through; notes facts, sections and topics in ``log``."""

    __slots__ = ("_inner", "_log", "_target")

    def __init__(self, target: object, log: list[Any]) -> None:
        self._target, self._log = target, log
        self._inner: dict[str, _Reader] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the model holds
        value = getattr(self._target, name)
        if type(value) in _FACTS or type(value) is Section:
            self._log.append(value)
        elif isinstance(value, Section):  # with facts of its own, such as the policies' default action
            return _SectionReader(value, self._log)
        elif isinstance(value, Topic):
            self._log.append(value)
            inner = self._inner.get(name)
            if inner is None or inner._target is not value:  # noqa: SLF001 - its own kind
                inner = self._inner[name] = _Reader(value, self._log)
            return inner
        return value

    def __repr__(self) -> str:
        """Look like what is read."""
        return repr(self._target)


class _SectionReader(_Reader):
    """A section with facts beside its items: the items are read when somebody goes through them."""

    __slots__ = ()

    def __init__(self, target: Section[Any], log: list[Any]) -> None:
        super().__init__(target, log)
        log.append(Topic(unread=target.unread, file=target.file))

    def __iter__(self) -> Iterator[Any]:
        self._log.append(self._target)
        return iter(cast("Section[Any]", self._target))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Reader:
    """A device, read through its façade again and again; ``log`` holds what the last check read."""

    __slots__ = ("device", "log", "model")

    def __init__(self, device: Device) -> None:
        """Put the façade before a device."""
        self.log: list[Any] = []
        self.model = device
        self.device = cast("Device", _Reader(device, self.log))


class Cited(Struct, frozen=True):
    """An entry of a ledger that a verdict rests on: the ledger, the entry's place from 1, and what it says."""

    ledger: str
    place: int
    text: str


class Site:
    """All hosts together, as a site-wide check sees them.

    ``settings`` is what the site declares of itself, ``as_of`` the day by which all is judged. ``absent`` names hosts
    of the inventory of which nothing is known, with the reason: reading ``devices`` while there are any raises
    ``Undecided`` once the check has found nothing.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a site-wide check may ask for
        self,
        settings: Any,  # noqa: ANN401 - as people wrote it
        readers: dict[str, Reader],
        absent: dict[str, str],
        hosts: Sequence[Any] = (),
        as_of: dt.date = dt.date.max,
        network: Callable[[], Any] | None = None,
    ) -> None:
        """Take the inventory's site and hosts, the façades of all hosts that were read, and how to get the network."""
        self._network = network
        self.settings, self._readers, self.absent, self.hosts, self.as_of = settings, readers, absent, hosts, as_of
        self.log: list[Any] = []
        self.complete_needed = False

    def begin(self) -> None:
        """Forget what an earlier check read."""
        self.complete_needed = False
        self.log.clear()
        for reader in self._readers.values():
            reader.log.clear()

    def read(self) -> list[Any]:
        """What was read since ``begin``: of the ledgers and of every host."""
        return [*self.log, *(part for reader in self._readers.values() for part in reader.log)]

    def cite(self, ledger: str, place: int, text: str) -> None:
        """Note an entry of a ledger (``systems``, ``attestations`` ...) that the verdict rests on."""
        self.log.append(Cited(f"site.{ledger}", place, text))

    @property
    def devices(self) -> list[Device]:
        """Every host that was read, in the inventory's order."""
        self.complete_needed = True
        return [reader.device for reader in self._readers.values()]

    @property
    def network(self) -> Any:  # noqa: ANN401 - the network package knows the model, not the other way round
        """The network of all hosts.

        Raises:
            Undecided: there is none to ask.
            NotApplicable: no host of the inventory carries packets of others.
        """
        self.complete_needed = True
        if self._network is None:
            raise Undecided("没有可以推演的网络")
        network = self._network()
        if not network.topology.nodes and not self.absent:
            raise NotApplicable("清单里没有转发流量的设备")
        return network

    def require_all(self) -> None:
        """Refuse a clean verdict while hosts are missing.

        Raises:
            Undecided: some host was not read.
        """
        if self.complete_needed and self.absent:
            shown = "、".join(f"{name}({why})" for name, why in list(self.absent.items())[:5])
            raise Undecided(f"有 {len(self.absent)} 台没有数据:{shown}")
