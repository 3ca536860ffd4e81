"""The gazetteer that ships with the program, asked as a clerk asks and held against official lists."""

import csv
import hashlib
import math
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from build_spec.build_gazetteer import TARGET, write
from build_spec.gazetteer_entry import Entry
from desktop_app.base.text import fold
from desktop_app.domain.place import KINDS, LEVELS, NAME_KINDS
from desktop_app.storage.gazetteer import Gazetteer

DATA = Path(__file__).parents[3] / "shared" / "data"

ICHNIA = "UA74080030000040714"
GREVESMUEHLEN = "13074026"
CHERNIVTSI = "UA73060610000066784"
PECHERSK = "UA80000000000624772"


@pytest.fixture(scope="module")
def gazetteer():
    found = Gazetteer()
    yield found
    found.close()


def rows_of(*parts: str) -> list[dict[str, str]]:
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the real data in {path.name}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def kilometres(place_lat: Decimal, place_lon: Decimal, other_lat: float, other_lon: float) -> float:
    lat, lon = float(place_lat), float(place_lon)
    return 111.2 * math.hypot(lat - other_lat, (lon - other_lon) * math.cos(math.radians(lat)))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("helsa", "06633012"),
        ("Itschn", ICHNIA),
        ("Ichnia", ICHNIA),
        ("Ічня", ICHNIA),
        ("Iчня", ICHNIA),
        ("Ічнянська міська", ICHNIA),
        ("Grevesmuhlen", GREVESMUEHLEN),
        ("grevesmuehlen", GREVESMUEHLEN),
        ("GREVESMÜHLEN", GREVESMUEHLEN),
        ("Czernowitz", CHERNIVTSI),
        ("Tscherniwzi", CHERNIVTSI),
        ("Lemberg", "UA46060250000025047"),
        ("Kiew", "UA80000000000093317"),
        ("Київ", "UA80000000000093317"),
        ("Odesa", "UA51100270000073549"),
        ("Odessa", "UA51100270000073549"),
        ("Shytomyr", "UA18040190000029215"),
        ("Новомосковськ", "UA12100070000011492"),
        ("Самар", "UA12100070000011492"),
        ("Korsun Schewtschenkiwskyj", "UA71080170000080118"),
        ("korsun-schew", "UA71080170000080118"),
        ("Hannoversch Münden", "03159017"),
        ("munden", "03159017"),
        ("Kamjanez-Podilskyj", "UA68020110000071202"),
        ("giessen", "06531005"),
        ("Landkreis Gießen", "06531"),
        ("Oblast Dnipropetrowsk", "UA12000000000090473"),
        ("Bayern", "09"),
        ("Bavaria", "09"),
        ("Баварія", "09"),
        ("Schwaben", "097"),
        ("München", "09162000"),
        ("Munich", "09162000"),
        (ICHNIA, ICHNIA),
        ("06633012", "06633012"),
        ("06633", "06633"),
        ("06 633 012", "06633012"),
        ("066330012012", "06633012"),
        ("08111", "08111000"),
        ("091", "091"),
        ("UA7408003", ICHNIA),
        ("ua74 08", "UA74080000000030554"),
        ("Kyjiw-Petschersk", PECHERSK),
        ("Kiew-Petschersk", PECHERSK),
        ("Київ-Печерськ", PECHERSK),
        ("Kyiv-Pechersk", PECHERSK),
        ("Печерськ", PECHERSK),
        ("Kyjiw, Petscherskyj", PECHERSK),
        ("Київ, Печерський район", PECHERSK),
        ("Rajon Petscherskyj", PECHERSK),
        ("Hromada Itschnja", ICHNIA),
        ("Ічня (Чернігівська область)", ICHNIA),
        ("м. Ічня", ICHNIA),
        ("Gemeinde Helsa", "06633012"),
        ("Stadt Gießen", "06531005"),
        ("Neustadt, Hessen", "06534016"),
        ("Regierungsbezirk Oberbayern", "091"),
    ],
)
def test_that_what_is_typed_finds_the_place(gazetteer, typed: str, code: str) -> None:
    assert gazetteer.search(typed)[0].code == code


def test_that_a_place_comes_with_all_that_a_territory_needs(gazetteer) -> None:
    ichnia = gazetteer.search("Itschnja")[0]
    assert (ichnia.country, ichnia.level, ichnia.kind, ichnia.code_system) == ("UA", "municipal", "hromada", "KATOTTG")
    assert (ichnia.name_de, ichnia.name_uk, ichnia.name_lat, ichnia.name_en) == ("Itschnja", "Ічня", "Ichnia", "Ichnia")
    assert ichnia.official_uk == "Ічнянська міська громада"
    assert ichnia.parents == ("Rajon Pryluky", "Oblast Tschernihiw")
    assert ichnia.parent_codes == ("UA74080000000030554", "UA74000000000025378")
    assert ichnia.parents_uk == ("Прилуцький район", "Чернігівська область")
    assert kilometres(ichnia.lat, ichnia.lon, 50.86, 32.39) < 2

    greves = gazetteer.search("grevesmuehlen")[0]
    assert greves.name_de == "Grevesmühlen"
    assert greves.parents == ("Landkreis Nordwestmecklenburg", "Mecklenburg-Vorpommern")
    assert greves.parent_codes == ("13074", "13")
    assert greves.population is not None


def test_that_other_names_tell_exonyms_and_former_names(gazetteer) -> None:
    assert ("Czernowitz", "exonym") in gazetteer.by_code(CHERNIVTSI).other_names
    samar = gazetteer.by_code("UA12100070000011492")
    assert ("Новомосковськ", "former") in samar.other_names
    assert ("Nowomoskowsk", "former") in samar.other_names


def test_that_a_hromada_comes_before_the_town_it_is_called_after(gazetteer) -> None:
    kinds = [place.kind for place in gazetteer.search("Ічня")]
    assert kinds.index("hromada") < kinds.index("city")


def test_that_whole_names_come_before_beginnings(gazetteer) -> None:
    names = [place.name_de for place in gazetteer.search("Brody", limit=30)]
    assert names[0] == "Brody"
    assert fold(names[-1]) != "brody"


def test_that_districts_are_found_without_the_word_for_their_kind(gazetteer) -> None:
    assert "UA26060000000042554" in [place.code for place in gazetteer.search("Kalusch")]
    assert "UA26060000000042554" in [place.code for place in gazetteer.search("Калуський")]
    assert "06531" in [place.code for place in gazetteer.search("Gießen")]
    assert "Bezirk Spandau" in [place.name_de for place in gazetteer.search("Spandau")]


def test_that_the_search_keeps_to_a_country_and_a_limit(gazetteer) -> None:
    assert {place.country for place in gazetteer.search("Lemberg", country="DE")} == {"DE"}
    assert {place.country for place in gazetteer.search("b", country="UA")} == {"UA"}
    assert len(gazetteer.search("Mykolajiwka", limit=5)) == 5
    assert gazetteer.search(ICHNIA, country="DE") == []


def test_that_a_beginning_of_a_code_lists_what_it_stands_for_the_biggest_first(gazetteer) -> None:
    kassel = gazetteer.search("06633", limit=100)
    assert kassel[0].code == "06633"
    assert len(kassel) > 20
    assert all(place.code.startswith("06633") for place in kassel)
    assert {place.kind for place in gazetteer.search("UA74", limit=5)[1:]} == {"rajon"}
    assert gazetteer.search("UA74", country="DE") == []


def test_that_a_name_with_what_it_lies_in_finds_only_what_lies_there(gazetteer) -> None:
    found = gazetteer.search("Mykolajiwka, Oblast Odessa", limit=50)
    assert len(found) > 3
    assert all("Oblast Odessa" in place.parents for place in found)
    assert [place.name_de for place in gazetteer.search("Berlin: Bezirk Pankow")] == ["Bezirk Pankow"]
    assert gazetteer.search("Ichnia, Hessen") == []


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "-", "'", "qqqqqq", "%", "_", "99999999", "UA99", "( )", "a" * 10_000, "stadt b " * 2_000],
)
def test_that_nothing_is_found_for_nothing_sensible(gazetteer, typed: str) -> None:
    assert gazetteer.search(typed) == []


def test_that_codes_are_understood_in_their_forms(gazetteer) -> None:
    assert gazetteer.by_code("08").name_de == "Baden-Württemberg"
    assert gazetteer.by_code("08111").name_de == "Stuttgart"
    assert gazetteer.by_code("08111000").parents == ("Baden-Württemberg",)
    assert gazetteer.by_code("066330012012").code == "06633012"
    assert gazetteer.by_code(ICHNIA.lower()).code == ICHNIA
    assert gazetteer.by_code("UA").name_de == "Ukraine"
    assert gazetteer.by_code("032565411") is None
    assert gazetteer.by_code("") is None


def test_that_kinds_and_levels_are_the_declared_ones(gazetteer) -> None:
    level_of = {kind.code: kind.level for kind in KINDS}
    name_kinds = {code for code, _ in NAME_KINDS}
    codes = set()
    for place in gazetteer.iter():
        assert place.level in LEVELS
        assert level_of[place.kind] == place.level
        assert place.name_de
        assert (place.lat is None) == (place.lon is None)
        assert {kind for _, kind in place.other_names} <= name_kinds
        assert place.code not in codes
        codes |= {place.code} - {""}
        if place.country == "UA" and place.level != "country":
            assert place.code_system == "KATOTTG"
            assert place.name_uk
            assert place.name_lat
    assert len(codes) > 41_000


def test_that_places_can_be_gone_through_by_level(gazetteer) -> None:
    assert len(list(gazetteer.iter(level="regional", country="DE"))) == 16
    assert len(list(gazetteer.iter(level="regional", country="UA"))) == 27
    assert len(list(gazetteer.iter(level="district", country="UA"))) == 136
    hromadas = list(gazetteer.iter(level="municipal", country="UA"))
    assert len(hromadas) == 1772
    assert all(len(place.parents) == 2 for place in hromadas)


def test_that_the_search_is_fast_enough_for_every_key_typed(gazetteer) -> None:
    gazetteer.search("warm")
    times = []
    for name in ("Grevesmühlen", "Корсунь-Шевченківський", "Mykolajiwka", "Bad Homburg", "sankt", "nowo", "к"):
        for end in range(1, len(name) + 1):
            started = time.perf_counter()
            gazetteer.search(name[:end])
            times.append(time.perf_counter() - started)
    assert sorted(times)[len(times) // 2] < 0.005


def test_that_all_codes_of_the_real_partnerships_are_known_and_names_agree(gazetteer) -> None:
    unknown = set()
    for row in rows_of("register", "partnerships.csv"):
        german, ukrainian = gazetteer.by_code(row["de_schluessel"]), gazetteer.by_code(row["ua_katottg"])
        if german is None:
            unknown.add(row["de_name"])
        else:
            assert german.name_de.split(" (")[0] == row["de_name"].split(" (")[0]
        if ukrainian is None:
            unknown.add(row["ua_name_de"])
        elif ukrainian.level != "local" or ukrainian.kind != "city_district":
            assert ukrainian.name_uk in (
                row["ua_name_uk"],
                f"{row['ua_name_uk']} район",
                f"{row['ua_name_uk']} область",
            )
            names = {ukrainian.name_de, *(name for name, _ in ukrainian.other_names)}
            assert row["ua_name_de"] in names
    assert unknown == {
        "Berlin: Bezirk Charlottenburg-Wilmersdorf",
        "Berlin: Bezirk Pankow",
        "Berlin: Bezirk Spandau",
        "Samtgemeinde Weser-Aue",
        "Trostjanez",
        "Ukraine (Staat)",
    }


def test_that_hromadas_agree_with_an_independent_list(gazetteer) -> None:
    rows = rows_of("ukraine", "hromadas_ua_katottg2026_coords.csv")
    names = near = placed = kinds = 0
    for row in rows:
        place = gazetteer.by_code(row["katottg"])
        assert place.official_uk.split()[0] == row["name_uk"]
        assert place.parent_codes == (row["rajon_katottg"], row["oblast_katottg"])
        names_known = {place.name_uk, *(name for name, _ in place.other_names)}
        names += not row["zentrum_uk"] or row["zentrum_uk"] in names_known
        kinds += row["typ_uk"] in place.official_uk
        lat, lon = row["zentrum_lat"] or row["centroid_lat"], row["zentrum_lon"] or row["centroid_lon"]
        if place.lat is not None and lat:
            placed += 1
            near += kilometres(place.lat, place.lon, float(lat), float(lon)) < 15
    assert names >= len(rows) - 5
    assert kinds >= len(rows) - 20
    assert placed > 1270
    assert near >= 0.99 * placed


def test_what_has_coordinates_and_whose_inhabitants_are_given(gazetteer) -> None:
    places = list(gazetteer.iter())
    placed: Counter[str] = Counter()
    peopled: Counter[str] = Counter()
    for place in places:
        placed[place.kind] += place.lat is not None
        peopled[place.kind] += place.population is not None
    number = Counter(place.kind for place in places)
    for kind in ("land", "bezirk", "landkreis", "kreisfreie_stadt", "gemeinde", "oblast", "republic", "rajon"):
        assert placed[kind] == number[kind]
    assert placed["hromada"] == 1318
    for kind in ("hromada", "rajon", "oblast", "bezirk"):
        assert peopled[kind] == 0, "a centre's inhabitants are not those of the whole"
    assert peopled["city"] > 0.9 * number["city"]


def test_that_a_region_lies_where_its_seat_does(gazetteer) -> None:
    for region, seat in (
        ("UA46000000000026241", "UA46060250010015970"),
        ("UA07000000000024379", "UA07080170010083384"),
        ("UA32000000000030281", "UA80000000000093317"),
        ("UA74080000000030554", "UA74080130010045104"),
        (ICHNIA, "UA74080030010061043"),
    ):
        above, centre = gazetteer.by_code(region), gazetteer.by_code(seat)
        assert (above.lat, above.lon) == (centre.lat, centre.lon)


def test_that_the_file_is_what_the_build_writes(tmp_path: Path) -> None:
    """The same places give the same bytes; the packages are too big to be fetched for a test."""
    germany = Entry("DE", "country", "state", "DE", "ISO", None, "Deutschland", spellings={"Deutschland", "Germany"})
    hessen = Entry(
        "DE", "regional", "land", "06", "AGS", germany, "Hessen", spellings={"Hessen", "Hesse", "Land Hessen"}
    )
    hessen.other_names = [("Hesse", "exonym")]
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    write(first, [germany, hessen])
    write(second, [germany, replace(hessen, spellings={*sorted(hessen.spellings, reverse=True)})])
    assert first.read_bytes() == second.read_bytes()
    shipped = hashlib.sha256(TARGET.read_bytes()).hexdigest()
    assert shipped in (TARGET.parent / "NOTICE.md").read_text(encoding="utf-8")


def test_that_municipalities_agree_with_the_official_register(gazetteer) -> None:
    rows = rows_of("germany", "gemeinden_de_gv100_2023-11-30_coords.csv")
    known = named = near = 0
    for row in rows:
        place = gazetteer.by_code(row["ags"])
        if place is None:
            continue
        known += 1
        ours, official = fold(place.name_de), fold(row["name"])
        named += ours.startswith(official) or official.startswith(ours)
        near += kilometres(place.lat, place.lon, float(row["lat"]), float(row["lon"])) < 10
        assert place.parent_codes[-1] == row["land_code"]
    assert known >= 9_804
    assert named > 0.96 * known
    assert near > 0.999 * known
    all_ags = {row["ags"] for row in rows}
    assert all(place.code in all_ags for place in gazetteer.iter(level="municipal", country="DE"))
    kreise = {row["kreis_ags"] for row in rows if row["kreis"]}
    assert all(gazetteer.by_code(code) for code in kreise)


def test_that_the_file_is_opened_for_reading_only_and_can_be_let_go_of(tmp_path: Path) -> None:
    found = Gazetteer()
    with pytest.raises(Exception, match="readonly"):
        found._database.execute("DELETE FROM place")
    found.close()
    assert found.by_code("08") is not None
    found.close()
