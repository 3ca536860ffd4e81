"""Pages of foreign PDFs are drawn by a process of their own; what is wrong with a file is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop_app.base.errors import UserError
from desktop_app.reports.pages_apart import draw_apart
from desktop_app.services.source_files import files_within


def pdf(path: Path, size: tuple[float, float] = (595.0, 842.0), pages: int = 2, password: str | None = None) -> bytes:
    canvas = Canvas(str(path), pagesize=size, encrypt=password)
    for number in range(pages):
        canvas.drawString(50, 50, f"Seite {number + 1}")
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def test_that_a_page_is_drawn_at_the_size_asked_for(tmp_path: Path):
    drawn = draw_apart(pdf(tmp_path / "a.pdf"), "a.pdf", 1, 72)
    assert drawn.count == 2
    assert drawn.sizes == ((595.0, 842.0), (595.0, 842.0))
    assert (drawn.picture.width, drawn.picture.height) == (595, 842)
    assert len(drawn.picture.pixels) == drawn.picture.bytes_per_line * drawn.picture.height


def test_that_a_place_outside_is_the_nearest_page(tmp_path: Path):
    assert draw_apart(pdf(tmp_path / "a.pdf"), "a.pdf", 99, 10).count == 2


def test_that_an_enormous_page_is_drawn_smaller(tmp_path: Path):
    drawn = draw_apart(pdf(tmp_path / "a.pdf", (14_400.0, 14_400.0), 1), "a.pdf", 0, 300)
    assert drawn.picture.width * drawn.picture.height <= 24_100_000


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"no pdf at all", b"\0" * 100_000])
def test_that_a_broken_pdf_is_told_by_its_name(content: bytes):
    with pytest.raises(UserError) as caught:
        draw_apart(content, "Vertrag.pdf", 0, 96)
    assert "Vertrag.pdf" in caught.value.message()


def test_that_a_pdf_with_a_password_is_told(tmp_path: Path):
    with pytest.raises(UserError) as caught:
        draw_apart(pdf(tmp_path / "a.pdf", password="geheim"), "a.pdf", 0, 96)
    assert "password" in caught.value.msgid


def test_that_a_folder_with_too_many_files_is_refused(tmp_path: Path):
    for number in range(201):
        (tmp_path / f"{number}.txt").touch()
    files, refused = files_within([tmp_path])
    assert files == ()
    assert [error.values["most"] for error in refused] == [200]


def test_that_files_keep_their_order_and_folders_are_walked(tmp_path: Path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.txt"):
        (tmp_path / name).touch()
    found, refused = files_within([tmp_path / "a.txt", tmp_path / "b"])
    assert refused == ()
    assert [path.name for path in found] == ["a.txt", "1.txt", "2.txt"]
