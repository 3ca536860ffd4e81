"""Writes the first migration from today's tables; only while no register of revision 1 is in anybody's hands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "desktop_app" / "storage" / "migrations" / "r0001_first.py"

_HEAD = '''"""Makes the tables of an empty register: revision 1, frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:  # noqa: PLR0915  one statement a table or index
    """Make all tables and indexes."""
'''


def main() -> None:
    """Render the tables and indexes as calls of Alembic's operations."""
    sys.path.insert(0, str(ROOT))
    from desktop_app.storage.letter_index import making  # noqa: PLC0415  found only with the path set above
    from desktop_app.storage.tables import ID, METADATA, TEXT  # noqa: PLC0415  see above

    names = {id(ID): "ID", id(TEXT): "TEXT"}

    def short(_kind: str, item: object, _context: object) -> str | Literal[False]:
        """Return the name of a type that each engine has in its own way; False leaves all else to Alembic."""
        return names.get(id(item), False)

    with create_engine("sqlite://").connect() as connection:
        script = produce_migrations(MigrationContext.configure(connection), METADATA)
    if script.upgrade_ops is None:
        raise SystemExit("There are no tables to write.")
    body = render_python_code(script.upgrade_ops, render_item=short)
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("#")]
    lines += ["", '    if op.get_bind().dialect.name == "sqlite":']
    words = tuple(sorted(name for name in METADATA.tables if name.endswith("_search")))
    lines += [f"        for words in {words!r}:"]
    lines += [f"            op.execute(f{statement!r})" for statement in making("{words}")]
    TARGET.write_text(
        _HEAD + "\n".join(f"    {line}" if line else "" for line in _dedented(lines)) + "\n", encoding="utf-8"
    )
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(TARGET)], check=True)


def _dedented(lines: list[str]) -> list[str]:
    return [line.removeprefix("    ") for line in lines]


if __name__ == "__main__":
    main()
