"""Brings the catalogues in resources/locale up to date with the words in the program, and compiles them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desktop_app.base.i18n import DOMAIN, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {
    "N_": None,
    "translate": None,
    "translate_in": (2,),
    "ntranslate": (1, 2),
    "format_count": (1, 2),
    "NN_": (1, 2),
}
SOURCE_LANGUAGE = "en"
# A day that never changes: a run that finds nothing new changes nothing.
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def extract() -> Catalog:
    """Return a catalogue of all msgids marked in the program, with the files in which they stand."""
    template = Catalog(project="Brückenbuch", fuzzy=False)
    found = extract_from_dir(ROOT / "desktop_app", [("**.py", "python")], {}, KEYWORDS, ["Translators:"])
    for name, _line, msgid, comments, context in found:
        path = f"desktop_app/{Path(name).as_posix()}"
        template.add(msgid, None, [(path, 0)], auto_comments=comments, context=context)
    return template


def po_path(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def updated(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the msgids of `template`, translations kept."""
    path = po_path(language)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN)
    else:
        catalogue = Catalog(locale=language, domain=DOMAIN)
    doubted = {_forms(message.id)[0] for message in catalogue if message.fuzzy}
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = f"# Brückenbuch, {catalogue.locale.english_name if catalogue.locale else language}"
    catalogue.project, catalogue.version = "Brückenbuch", ""
    catalogue.last_translator = catalogue.language_team = "Brückenbuch contributors"
    catalogue.msgid_bugs_address = ""
    catalogue.creation_date = catalogue.revision_date = DAY
    for message in catalogue:
        if message.id:
            # Babel doubts an entry that became a plural one, or stopped being one. As fuzzy it would be left out of the
            # compiled catalogue; it is told as untranslated instead, by the forms that are still empty.
            if _forms(message.id)[0] not in doubted:
                message.flags.discard("fuzzy")
            message.string = _all_forms(message, catalogue.num_plurals, in_source=language == SOURCE_LANGUAGE)
    return catalogue


def _all_forms(message: Message, plurals: int, *, in_source: bool) -> str | tuple[str, ...]:
    """Return a translation with as many forms as its language has; in the source language, the program's own words."""
    forms = _forms(message.id if in_source else message.string or "")
    if isinstance(message.id, str):
        return forms[0]
    return (*forms[:plurals], *[""] * (plurals - len(forms)))


def files() -> dict[Path, bytes]:
    """Return every catalogue file as it should be: path to content."""
    template = extract()
    content: dict[Path, bytes] = {}
    for language in LANGUAGES:
        catalogue = updated(language, template)
        po, mo = io.BytesIO(), io.BytesIO()
        write_po(po, catalogue, width=120, sort_output=True, include_lineno=False)
        write_mo(mo, catalogue)
        content[po_path(language)] = po.getvalue()
        content[po_path(language).with_suffix(".mo")] = mo.getvalue()
    return content


def stale() -> list[Path]:
    """Return the catalogue files that are missing or differ from what the program's words ask for."""
    return [path for path, content in files().items() if not path.exists() or path.read_bytes() != content]


def main() -> None:
    """Write every catalogue and tell how much each still lacks."""
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for language in LANGUAGES:
        with po_path(language).open("rb") as file:
            messages = [message for message in read_po(file, locale=language) if message.id]
        lacking = [message for message in messages if not message.string or not all(_forms(message.string))]
        print(f"{language}: {len(messages)} messages, {len(lacking)} untranslated")


def _forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
