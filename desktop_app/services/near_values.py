"""Finds near-equal texts in a column of the register, and makes one of them in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import FILL
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.near_values import NearValues, near_values
from desktop_app.domain.record import typed_fields
from desktop_app.services.mass_change import Change, MassChange
from desktop_app.storage.register import Register

Progress = Callable[[int, int, str], None]
"""Hears how many steps of how many are done, and what is being done; may raise to call the work off."""

_STEP = 200


class NearTexts:
    """Near-equal texts of one register; may be asked from any thread."""

    def __init__(self, register: Register, mass_change: MassChange) -> None:
        self._register = register
        self._mass_change = mass_change

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be changed here."""
        return self._register.read_only

    def find(self, name: str, field: str, progress: Progress) -> list[NearValues]:
        """Return the near-equal texts that the records of a type have in a field, those of the most records first."""
        words = translate("Similar values are being looked for …")
        with self._register.reading() as reader:
            counts = Counter(text for _, text in reader.values(name, (field,)) if text)

        def told(done: int, total: int) -> None:
            if done % _STEP == 0:
                progress(done, total, words)

        return near_values(counts, told)

    def unify(
        self, name: str, field: str, texts: Collection[str], wanted: str, progress: Progress
    ) -> tuple[int | None, int]:
        """Give all records that have one of some texts another one, as one operation; return it and their number.

        Raises NotChanged where a record cannot be changed; then nothing was written.
        """
        others = set(texts) - {wanted}
        with self._register.reading() as reader:
            changes = [
                Change(number, {field: wanted}, {field: text})
                for number, text in reader.values(name, (field,))
                if text in others
            ]
        return self._mass_change.write(name, changes, origin="table", verb=FILL, progress=progress), len(changes)


def cleanable(name: str) -> tuple[Field, ...]:
    """Return the fields of a type whose texts may be meant for one: not those that tell a record from all others."""
    record_type = TYPES[name]
    return tuple(
        field for field in typed_fields(record_type) if field.kind is Kind.TEXT and field.name not in record_type.UNIQUE
    )
