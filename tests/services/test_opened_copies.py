"""Copies that are given out to be looked at: read-only, given out again, noticed when they are changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.record import changed
from desktop_app.services.attachments import Attachments, ContentGone
from desktop_app.services.opened_copies import OpenedCopies
from desktop_app.storage.file_store import FolderStore
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from tests import builders


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    yield opened
    opened.close()


@pytest.fixture
def files(register: Register) -> Attachments:
    return Attachments(register, 1_000)


@pytest.fixture
def copies(files: Attachments) -> Iterator[OpenedCopies]:
    made = OpenedCopies(files)
    yield made
    made.close()


@pytest.fixture
def file(register: Register, files: Attachments, tmp_path: Path) -> Attachment:
    place = builders.stock(register)
    path = tmp_path / "Vertrag.pdf"
    path.write_bytes(b"Vertrag")
    return files.add(("territory", place.german), [path]).files[0]


def write(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


def test_that_a_copy_is_given_out_again_as_long_as_it_is_the_same(
    files: Attachments, copies: OpenedCopies, file: Attachment
) -> None:
    first = copies.make(file)
    assert copies.make(file) == first
    renamed = files.save(changed(file, name="Städtevertrag.pdf"), file)
    second = copies.make(renamed)
    assert (second.name, second != first) == ("Städtevertrag.pdf", True)
    write(second, b"changed")
    assert copies.make(renamed) not in {first, second}


def test_that_a_changed_copy_is_told_once_for_each_change(copies: OpenedCopies, file: Attachment) -> None:
    path = copies.make(file)
    assert copies.changed() == ()
    write(path, b"changed")
    (found,) = copies.changed()
    assert (found.file, found.path) == (file, path)
    assert copies.changed() == ()
    write(path, b"changed again")
    assert [each.path for each in copies.changed()] == [path]


def test_that_a_copy_that_was_only_touched_is_not_changed(copies: OpenedCopies, file: Attachment) -> None:
    path = copies.make(file)
    os.utime(path, (1, 1))
    assert copies.changed() == ()


def test_that_a_copy_that_was_replaced_or_deleted_is_noticed_or_not(copies: OpenedCopies, file: Attachment) -> None:
    path = copies.make(file)
    other = path.with_name("~tmp")
    other.write_bytes(b"saved by an office program")
    other.replace(path)
    assert [each.path for each in copies.changed()] == [path]
    path.unlink()
    assert copies.changed() == ()
    assert copies.make(file) != path


def test_that_no_copy_is_made_of_what_is_missing(register: Register, copies: OpenedCopies, file: Attachment) -> None:
    store = register.files
    assert isinstance(store, FolderStore)
    store.path(file.content).unlink()
    with pytest.raises(ContentGone):
        copies.make(file)
    assert copies.changed() == ()


def test_that_closing_removes_every_copy(copies: OpenedCopies, file: Attachment) -> None:
    path = copies.make(file)
    copies.close()
    assert not path.parent.parent.exists()
    assert copies.changed() == ()
    assert copies.make(file).exists()
