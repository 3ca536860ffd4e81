"""What stands in a form, as far as it can be read, and as it was typed where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entered:
    """`values` by field name, child rows as dictionaries; `unread` is text by its place, `field` or `child[row].field`.

    A place in `unread` has an empty value.
    """

    values: Mapping[str, Any]
    unread: Mapping[str, str]

    def __repr__(self) -> str:
        # Without values: what is logged or printed by chance must not tell of people.
        return f"{type(self).__name__}({len(self.values)} values, {len(self.unread)} unread)"
