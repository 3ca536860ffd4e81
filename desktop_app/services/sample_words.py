"""Short lists of common names and goods; whatever is put together from them is fictitious."""

from __future__ import annotations

from dataclasses import dataclass

GERMAN_GIVEN = (
    "Anna", "Bernd", "Claudia", "Dieter", "Eva", "Frank", "Gisela", "Holger", "Ines", "Jürgen", "Katrin", "Lars",
    "Monika", "Norbert", "Petra", "Ralf", "Sabine", "Thomas", "Ulrike", "Volker",
)  # fmt: skip
GERMAN_FAMILY = (
    "Bauer", "Becker", "Böhm", "Fischer", "Groß", "Hoffmann", "Jäger", "Keller", "Koch", "König", "Krüger", "Lange",
    "Meyer", "Müller", "Neumann", "Richter", "Schäfer", "Schmidt", "Schröder", "Schulz", "Vogel", "Wagner", "Weiß",
    "Wolf", "Zimmermann",
)  # fmt: skip
UKRAINIAN_GIVEN = (
    "Андрій", "Богдан", "Василь", "Ганна", "Дмитро", "Євген", "Ірина", "Катерина", "Людмила", "Микола", "Наталія",
    "Оксана", "Олена", "Петро", "Сергій", "Тетяна", "Юлія", "Ярослав",
)  # fmt: skip
UKRAINIAN_FAMILY = (
    "Бондаренко", "Василенко", "Гончарук", "Ґудзь", "Дяченко", "Зінченко", "Іваненко", "Їжак", "Коваленко",
    "Кравчук", "Лисенко", "Мельник", "Олійник", "Павленко", "Романюк", "Савченко", "Ткачук", "Шевчук", "Щербак",
    "Яценко",
)  # fmt: skip
PATRONYMICS = {
    "Андрій": "Андрійович", "Богдан": "Богданович", "Василь": "Васильович", "Дмитро": "Дмитрович",
    "Євген": "Євгенович", "Микола": "Миколайович", "Петро": "Петрович", "Сергій": "Сергійович",
    "Ярослав": "Ярославович", "Ганна": "Андріївна", "Ірина": "Петрівна", "Катерина": "Сергіївна",
    "Людмила": "Василівна", "Наталія": "Миколаївна", "Оксана": "Богданівна", "Олена": "Дмитрівна",
    "Тетяна": "Ярославівна", "Юлія": "Євгенівна",
}  # fmt: skip

DRAMA_NUMBERS = ("030 23125", "040 66969", "069 90009", "089 99998", "0221 4710")
"""Phone numbers kept free for films and examples, each with three digits behind (Bundesnetzagentur)."""


@dataclass(frozen=True, slots=True)
class Goods:
    """One kind of goods: category, names, unit, customs number, weight of one in kilograms, value of one in euros."""

    category: str
    de: str
    uk: str
    en: str
    unit: str
    hs_code: str
    weight: int
    value: int


GOODS = (
    Goods("MED", "Ultraschallgerät", "Апарат УЗД", "Ultrasound scanner", "H87", "90181200", 85, 12_500),
    Goods("MED", "Röntgengerät", "Рентгенівський апарат", "X-ray unit", "H87", "90221400", 420, 38_000),
    Goods("MED", "Beatmungsgerät", "Апарат ШВЛ", "Ventilator", "H87", "90192000", 32, 9_800),
    Goods("MED", "Patientenmonitor", "Монітор пацієнта", "Patient monitor", "H87", "90181910", 6, 1_450),
    Goods("MED", "Defibrillator", "Дефібрилятор", "Defibrillator", "H87", "90189084", 8, 2_300),
    Goods("MVB", "Verbandsmaterial", "Перев’язувальний матеріал", "Dressings", "BX", "30059010", 9, 60),
    Goods("MVB", "Einmalhandschuhe", "Одноразові рукавички", "Disposable gloves", "BX", "40151200", 5, 35),
    Goods("MVB", "Infusionsbestecke", "Інфузійні системи", "Infusion sets", "BX", "90183900", 7, 80),
    Goods("ARZ", "Schmerzmittel", "Знеболювальні засоби", "Painkillers", "BX", "30049000", 4, 140),
    Goods("REH", "Rollstuhl", "Інвалідний візок", "Wheelchair", "H87", "87131000", 18, 240),
    Goods("REH", "Pflegebett", "Медичне ліжко", "Care bed", "H87", "94029000", 95, 650),
    Goods("REH", "Rollator", "Ролатор", "Walking frame", "H87", "90211010", 7, 45),
    Goods("RTW", "Rettungswagen", "Автомобіль швидкої допомоги", "Ambulance", "H87", "87033219", 3_900, 24_000),
    Goods(
        "FEU", "Löschgruppenfahrzeug LF 16", "Пожежна автоцистерна", "Fire engine", "H87", "87053000", 11_500, 42_000
    ),
    Goods("FEU", "Drehleiter DLK 23/12", "Пожежна автодрабина", "Turntable ladder", "H87", "87053000", 13_800, 78_000),
    Goods("FFA", "Feuerwehrhelm", "Пожежний шолом", "Fire helmet", "H87", "65061010", 1, 90),
    Goods("FFA", "B-Druckschlauch 20 m", "Пожежний рукав 20 м", "Fire hose 20 m", "H87", "59090010", 9, 55),
    Goods("FFA", "Pressluftatmer", "Дихальний апарат", "Breathing apparatus", "SET", "90200000", 14, 380),
    Goods("BUS", "Linienbus", "Міський автобус", "City bus", "H87", "87021019", 11_000, 15_000),
    Goods("KFZ", "Transporter", "Мікроавтобус", "Van", "H87", "87042139", 2_100, 8_500),
    Goods("KOM", "Müllfahrzeug", "Сміттєвоз", "Refuse lorry", "H87", "87042391", 14_000, 19_000),
    Goods("KOM", "Radlader", "Фронтальний навантажувач", "Wheel loader", "H87", "84295199", 6_500, 21_000),
    Goods("GEN", "Stromerzeuger 60 kVA", "Генератор 60 кВА", "Generator 60 kVA", "H87", "85021120", 1_250, 14_500),
    Goods("GEN", "Powerstation", "Зарядна станція", "Power station", "H87", "85076000", 14, 900),
    Goods("GEN", "Solarmodul", "Сонячна панель", "Solar panel", "H87", "85414300", 21, 110),
    Goods("HEI", "Heizkessel", "Опалювальний котел", "Boiler", "H87", "84031090", 180, 2_900),
    Goods("WAS", "Tauchpumpe", "Заглибний насос", "Submersible pump", "H87", "84137021", 24, 620),
    Goods("WAS", "Wasserfilter", "Фільтр для води", "Water filter", "H87", "84212100", 6, 150),
    Goods("IT", "Notebook", "Ноутбук", "Laptop", "H87", "84713000", 2, 280),
    Goods("IT", "Handfunkgerät", "Портативна рація", "Hand-held radio", "H87", "85176200", 1, 120),
    Goods("MOE", "Schultisch", "Шкільна парта", "School desk", "H87", "94036030", 17, 35),
    Goods("MOE", "Schulstuhl", "Шкільний стілець", "School chair", "H87", "94018000", 5, 15),
    Goods("MOE", "Krankenhausbett", "Лікарняне ліжко", "Hospital bed", "H87", "94029000", 110, 480),
    Goods("SPI", "Spielgerät", "Ігрове обладнання", "Playground equipment", "SET", "95069990", 60, 700),
    Goods("BAU", "OSB-Platte", "Плита OSB", "OSB panel", "H87", "44101210", 22, 18),
    Goods("BAU", "Folie für Fenster", "Плівка для вікон", "Window film", "RO", "39201089", 12, 40),
    Goods("UNT", "Schlafsack", "Спальний мішок", "Sleeping bag", "H87", "94043000", 2, 25),
    Goods("UNT", "Feldbett", "Розкладне ліжко", "Camp bed", "H87", "94032080", 8, 40),
    Goods("HYG", "Hygieneset", "Гігієнічний набір", "Hygiene kit", "SET", "34013000", 2, 12),
    Goods("KLE", "Wolldecke", "Вовняна ковдра", "Woollen blanket", "H87", "63012090", 2, 14),
    Goods("KLE", "Winterjacke", "Зимова куртка", "Winter jacket", "H87", "62014000", 1, 20),
    Goods("LEB", "Konserven", "Консерви", "Tinned food", "PX", "16024990", 480, 950),
    Goods("LEB", "Säuglingsnahrung", "Дитяче харчування", "Baby food", "BX", "19011000", 10, 70),
    Goods("SCH", "Schutzbrille", "Захисні окуляри", "Safety goggles", "H87", "90049010", 1, 8),
)
