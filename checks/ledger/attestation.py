"""What a person vouches for, clause by clause: one check for every clause that needs a document."""

from __future__ import annotations

from collections.abc import Sequence

from dengbao.check import Findings, Found, Manual, Site


def attested(clauses: Sequence[str], document: str, site: Site) -> None:
    """Somebody vouches for what no device can show.

    Passes when ``site.attestations`` has an entry for the clause, for its control, or for another of ``clauses`` that
    asks no less, that is valid on the day of judging.
    Fails when the last one has lapsed. Manual, with the document to show, when nobody vouched by that day.
    """
    entries = [
        (place, entry)
        for place, entry in enumerate(site.settings.attestations, 1)
        if any(one == entry.clause or one.startswith(f"{entry.clause}.") for one in clauses)
        and entry.date <= site.as_of
    ]
    if not entries:
        raise Manual(f"需人工核查,出示:{document}")
    place, last = max(entries, key=lambda pair: pair[1].valid_until)
    site.cite("attestations", place, f"{last.statement};{last.document};{last.by};{last.date} 至 {last.valid_until}")
    lapsed = Found(
        key=f"attestation:{clauses[0]}",
        expected="证明材料在有效期内",
        actual=f"《{last.document}》已于 {last.valid_until} 失效",
    )
    assert last.valid_until >= site.as_of, Findings([lapsed])
