"""What a change of the register tells those who show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Committed:
    """What a committed unit of work touched: record ids by record type."""

    records: dict[str, frozenset[int]]
