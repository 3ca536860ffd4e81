"""An empty register with what an import needs, and short ways to look into it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from desktop_app.domain.query import Filter, Query
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.importing.importer import Importer, ImportFailed, ImportProblem, ImportReport
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer

HEADER = (
    "nr,de_name,de_schluessel,de_typ,de_land,ua_name_de,ua_name_uk,ua_name_lat,ua_katottg,ua_typ,ua_oblast_uk,"
    "partnerschaftsart,datum,status,dritte_partner,sicherheit,quelle,anmerkung"
)
GREVESMUEHLEN = (
    "103,Grevesmühlen,13074026,Gemeinde/Stadt,Mecklenburg-Vorpommern,Itschnja,Ічня,Ichnia,UA74080030000040714,Hromada,"
    "Чернігівська,Städtepartnerschaft,2023-05,aktiv,,hoch,https://monitor.cn.ua/ua/style/102650,"
)


@cache
def _empty_register() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.bruecke"
        create_register(path, who="test").close()
        return path.read_bytes()


class ImportingDesk:
    """A register in a folder of its own, with its importer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = path = folder / "register.bruecke"
        path.write_bytes(_empty_register())
        self.register = open_register(path, who="test")
        self.codes = CodeLists(self.register)
        self.gazetteer = Gazetteer()
        self.importer = Importer(self.register, self.gazetteer, self.codes)

    def close(self) -> None:
        self.gazetteer.close()
        self.register.close()

    def file(self, name: str, *lines: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes("\n".join([*lines, ""]).encode(encoding))
        return path

    def take(
        self, record: str, *lines: str, name: str = "table.csv", encoding: str = "utf-8", **how: Any
    ) -> ImportReport:
        return self.importer.run(self.file(name, *lines, encoding=encoding), record, **how)

    def refused(self, record: str, *lines: str) -> tuple[ImportProblem, ...]:
        """Import lines that must fail, and return the errors."""
        try:
            self.take(record, *lines)
        except ImportFailed as failure:
            return failure.report.errors
        raise AssertionError("the table was imported")

    def all(self, record: str, *filters: Filter) -> list[Any]:
        """Return whole records in the order in which they were made."""
        with self.register.reading() as reader:
            ids = sorted(row.id for row in reader.every(Query(record, filters=filters)))
            return [reader.records(record, ids)[record_id] for record_id in ids]

    def only(self, record: str) -> Any:
        (item,) = self.all(record)
        return item

    def titled(self, record: str, title: str) -> Any:
        (item,) = (item for item in self.all(record) if item.title == title)
        return item

    def counts(self) -> dict[str, int]:
        with self.register.reading() as reader:
            return reader.counts()

    def titles(self, record: str, ids: Sequence[int | None]) -> list[str]:
        with self.register.reading() as reader:
            found = reader.titles(record, [one for one in ids if one is not None])
        return [found.get(one or 0, "") for one in ids]
