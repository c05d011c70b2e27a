"""Operands of rules: addresses and services, as integer intervals where the text allows it.

A term either states its interval, or refers to an object by name until ``objects.expand`` resolves it. What cannot be
put into numbers (a domain name, a country, an application) is ``other``: at most any, so it widens a permit only.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

IPV4_MAX = 2**32 - 1
IPV6_MAX = 2**128 - 1
PORT_MAX = 65535


class Address(Struct, frozen=True, gc=False):
    """One operand of an address match.

    ``low``..``high`` are inclusive integers of ``family`` 4 or 6 (0: both, only for any). ``wildcard`` holds the
    do-not-care bits of a non-contiguous mask (then ``low`` is the masked value and ``high`` is unused). ``ref`` names
    an object still to be resolved, or the one that this interval came from. ``other`` is the text of an operand that
    has no numbers. ``excluded``: subtracted from the others.
    """

    low: int = 0
    high: int = IPV6_MAX
    family: Literal[0, 4, 6] = 0
    wildcard: int = 0
    ref: str = ""
    other: str = ""
    excluded: bool = False
    resolved: bool = True

    @property
    def is_any(self) -> bool:
        """Whether it matches every address of its family."""
        top = IPV4_MAX if self.family == 4 else IPV6_MAX  # noqa: PLR2004 - the IP version
        return self.resolved and not self.other and not self.excluded and self.low == 0 and self.high >= top


class Service(Struct, frozen=True, gc=False):
    """One operand of a service match.

    ``protocol`` is the IP protocol number, None for any. Ports are inclusive intervals. ``icmp`` is (type, code) with
    None for any. ``established``: only packets of a connection that exists. ``ref``, ``other``, ``excluded`` and
    ``resolved`` as with addresses.
    """

    protocol: int | None = None
    source: tuple[int, int] = (0, PORT_MAX)
    destination: tuple[int, int] = (0, PORT_MAX)
    icmp: tuple[int | None, int | None] = (None, None)
    established: bool = False
    ref: str = ""
    other: str = ""
    excluded: bool = False
    resolved: bool = True

    @property
    def is_any(self) -> bool:
        """Whether it matches every packet."""
        return (
            self.resolved
            and not (self.other or self.excluded or self.established)
            and self.protocol is None
            and self.source == (0, PORT_MAX)
            and self.destination == (0, PORT_MAX)
        )


ANY_ADDRESS = Address()
ANY_IPV4 = Address(0, IPV4_MAX, 4)
ANY_IPV6 = Address(0, IPV6_MAX, 6)
ANY_SERVICE = Service()
