"""Loads the program without looking for garbage: what it loads stays until it ends."""

from __future__ import annotations

import gc

_YOUNG_OBJECTS = 20_000
"""So many new objects are looked through for circles at once: a page makes that many, and nearly all stay."""


def begin_loading() -> None:
    """Look for no garbage from here on."""
    gc.disable()


def end_loading() -> None:
    """Keep all there is without looking at it again, and look for garbage among what comes."""
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)
    gc.enable()
