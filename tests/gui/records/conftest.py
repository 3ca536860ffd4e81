"""Stories are told in an office of their own."""

from __future__ import annotations

from tests.robots.office import office

__all__ = ["office"]
