"""Results: what one run says, one record for each check and host; every report is rendered from these alone."""

from dengbao.results.record import Evidence, Finding, Result, Status

__all__ = ["Evidence", "Finding", "Result", "Status"]
