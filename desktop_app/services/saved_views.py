"""Views of lists: those that come with the program, those of this person, those shared in the register."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.errors import NotFound
from desktop_app.domain.list_view import ListView, read_view, view_text
from desktop_app.domain.query import Between, Empty, OneOf, Order, Query
from desktop_app.domain.record import changed
from desktop_app.domain.relative_day import FromToday, Unit
from desktop_app.domain.saved_view import SavedView
from desktop_app.storage.register import Reader, Register

_LONGEST_NAME = 80
_ACTIVE = OneOf("status", ("active", "signed"))

SHIPPED: dict[str, tuple[tuple[str, ListView], ...]] = {
    "partnership": (
        (
            N_("Expires within 6 months"),
            ListView(
                filters=(_ACTIVE, Between("valid_until", FromToday(), FromToday(6, Unit.MONTH))),
                columns=("german_side", "ukrainian_side", "valid_until", "legal_form", "status", "responsible"),
                order=(Order("valid_until"),),
            ),
        ),
        (
            N_("No contact for 12 months"),
            ListView(
                filters=(_ACTIVE, Between("last_contact", None, FromToday(-12, Unit.MONTH), or_empty=True)),
                columns=("german_side", "ukrainian_side", "last_contact", "status", "since", "responsible"),
                order=(Order("last_contact"),),
            ),
        ),
    ),
    "delivery": (
        (
            N_("Deliveries: report overdue"),
            ListView(
                filters=(Between("report_due", None, FromToday(-1)), Empty("reported")),
                columns=("number", "content", "recipient_name", "cleared", "report_due", "status"),
                order=(Order("report_due"),),
            ),
        ),
    ),
}
"""The views that come with the program, by the type of records; their names are English msgids."""


class Origin(Enum):
    """Where a view comes from, and so who sees it."""

    SHIPPED = auto()
    PERSONAL = auto()
    SHARED = auto()


@dataclass(frozen=True, slots=True)
class NamedView:
    """A view by the name under which it can be chosen; `id` is that of a shared one."""

    origin: Origin
    record: str
    name: str
    text: str
    id: int | None = None

    def read(self) -> ListView:
        """Return how the list is arranged; raises UserError where that cannot be read."""
        return read_view(self.record, self.text)


class Shelf(Protocol):
    """Where the views of this person are kept: the settings of this computer."""

    def table(self, name: str) -> dict[str, Any]:
        """Return what is kept under a name."""

    def set_table(self, name: str, state: dict[str, Any]) -> None:
        """Keep something under a name."""


class SavedViews:
    """The views of the lists of one register."""

    def __init__(self, register: Register, shelf: Shelf) -> None:
        self._register = register
        self._shelf = shelf

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be shared, since nothing can be saved here."""
        return self._register.read_only

    def of(self, record: str) -> tuple[NamedView, ...]:
        """Return the views of a type's list: shipped, personal, shared; each group by its names."""
        shipped = (
            NamedView(Origin.SHIPPED, record, translate(name), view_text(view))
            for name, view in SHIPPED.get(record, ())
        )
        personal = (
            NamedView(Origin.PERSONAL, record, name, text) for name, text in sorted(self._personal(record).items())
        )
        return (*shipped, *personal, *self._shared(record))

    def add(self, record: str, name: str, view: ListView) -> NamedView:
        """Keep a view for this person; raises UserError where the name is none, or that of another view."""
        name = _checked_name(name)
        self._refuse_taken(record, name)
        return self._kept(record, name, view_text(view))

    def change(self, named: NamedView, view: ListView) -> NamedView:
        """Let a personal or shared view show something else."""
        if named.origin is Origin.SHARED:
            return self._save_shared(named, definition=view_text(view))
        return self._kept(named.record, named.name, view_text(view))

    def rename(self, named: NamedView, name: str) -> NamedView:
        """Give a view another name; raises UserError where one of that name is there already."""
        name = _checked_name(name)
        if name == named.name:
            return named
        self._refuse_taken(named.record, name)
        if named.origin is Origin.SHARED:
            return self._save_shared(named, name=name)
        self._forget(named)
        return self._kept(named.record, name, named.text)

    def delete(self, named: NamedView) -> None:
        """Give up a view; a shared one goes to the trash."""
        if named.origin is Origin.SHARED:
            with self._register.changing(origin="table", verb="trash") as unit:
                unit.trash(SavedView.NAME, [named.id or 0])
            return
        self._forget(named)

    def share(self, named: NamedView) -> NamedView:
        """Let all who work with the register choose a personal view; it is one of the register's then."""
        if any(each.name == named.name for each in self._shared(named.record)):
            raise _taken(named.name)
        with self._register.changing(origin="table", verb="save") as unit:
            saved = unit.add(SavedView(name=named.name, page=named.record, definition=named.text))
        self._forget(named)
        return NamedView(Origin.SHARED, named.record, named.name, named.text, saved.id)

    def shared(self, record_id: int) -> NamedView:
        """Return a shared view; raises NotFound where there is none, or not any more."""
        with self._register.reading() as reader:
            found = reader.brief(SavedView.NAME, record_id)
        if found is None or found.trashed_at is not None:
            raise NotFound(N_("The view is not in the register any more."))
        return NamedView(Origin.SHARED, found.page, found.name, found.definition, found.id)

    def _shared(self, record: str) -> tuple[NamedView, ...]:
        query = Query(SavedView.NAME, filters=(OneOf("page", (record,)),), order=(Order("name"),))
        with self._register.reading() as reader:
            ids = [row.id for row in reader.every(query)]
            found = reader.briefs(SavedView.NAME, ids)
        views = (found[each] for each in ids)
        return tuple(NamedView(Origin.SHARED, record, view.name, view.definition, view.id) for view in views)

    def _save_shared(self, named: NamedView, **values: str) -> NamedView:
        with self._register.changing(origin="table", verb="save") as unit:
            stored = Reader(unit.connection).record(SavedView.NAME, named.id or 0)
            if stored is None or stored.trashed_at is not None:
                raise NotFound(N_("The view is not in the register any more."))
            saved = unit.save(changed(stored, **values), stored)
        return NamedView(Origin.SHARED, named.record, saved.name, saved.definition, saved.id)

    def _personal(self, record: str) -> dict[str, str]:
        found = self._shelf.table(self._place()).get(record)
        return {name: text for name, text in found.items() if isinstance(text, str)} if isinstance(found, dict) else {}

    def _refuse_taken(self, record: str, name: str) -> None:
        if any(each.name == name for each in self.of(record)):
            raise _taken(name)

    def _kept(self, record: str, name: str, text: str) -> NamedView:
        self._keep(record, {**self._personal(record), name: text})
        return NamedView(Origin.PERSONAL, record, name, text)

    def _forget(self, named: NamedView) -> None:
        views = self._personal(named.record)
        views.pop(named.name, None)
        self._keep(named.record, views)

    def _keep(self, record: str, views: dict[str, str]) -> None:
        self._shelf.set_table(self._place(), {**self._shelf.table(self._place()), record: views})

    def _place(self) -> str:
        with self._register.reading() as reader:
            return f"views.{reader.identity()}"


def _taken(name: str) -> UserError:
    return UserError(N_("There is a view “{name}” already. Choose another name."), name=name)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(N_("A view needs a name."))
    if len(name) > _LONGEST_NAME:
        raise UserError(
            N_("At most {limit} characters fit here; these are {count}."), limit=_LONGEST_NAME, count=len(name)
        )
    return name
