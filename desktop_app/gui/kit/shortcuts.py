"""Keys that more than one place names."""

from __future__ import annotations

HISTORY, EARLIER_VALUES = "Ctrl+H", "Ctrl+Shift+H"
LIFE_LINE = "Ctrl+J"
"""The keys that lead to the history of a record and of a field."""
FILTER, CLEAR_FILTER = "Ctrl+Shift+F", "Ctrl+Shift+L"
"""Keys that put a filter together, and that clear it as they do in Excel."""
FOLD_ALL, UNFOLD_ALL = "Alt+Shift+Up", "Alt+Shift+Down"
"""Keys that hide the rows of all groups of a list, and show them."""
