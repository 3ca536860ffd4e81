"""What the example register says: places, bodies and people that do not exist, and what they did together."""

from __future__ import annotations

from dataclasses import dataclass

Day = int | str | None
"""Days from today (negative ones lie behind us), or an ISO date that is known to the year or month only."""

OFFICE = ("Erika Musterfrau", "Paula Probst", "")
"""Who takes care in the office, in turn; nobody now and then."""

# -- places ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GermanPlace:
    """A German place; `district` is the name of its Kreis, `member` its number in the association."""

    name: str
    uk: str
    kind: str
    land: str
    population: int
    district: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class UkrainianPlace:
    """A Ukrainian place by its Ukrainian name; `short` is what the Latin and German forms are made from."""

    name: str
    kind: str
    oblast: str
    population: int
    short: str = ""
    district: str = ""
    situation: str = ""
    variant: str = ""


LAENDER = {
    "Bayern": "Баварія",
    "Brandenburg": "Бранденбург",
    "Hessen": "Гессен",
    "Mecklenburg-Vorpommern": "Мекленбург-Передня Померанія",
    "Niedersachsen": "Нижня Саксонія",
    "Nordrhein-Westfalen": "Північний Рейн-Вестфалія",
    "Sachsen": "Саксонія",
    "Schleswig-Holstein": "Шлезвіг-Гольштейн",
    "Thüringen": "Тюрингія",
}
OBLASTS = {
    "Вінницька область": "Oblast Winnyzja",
    "Волинська область": "Oblast Wolyn",
    "Житомирська область": "Oblast Schytomyr",
    "Київська область": "Oblast Kyjiw",
    "Львівська область": "Oblast Lwiw",
    "Миколаївська область": "Oblast Mykolajiw",
    "Одеська область": "Oblast Odessa",
    "Полтавська область": "Oblast Poltawa",
    "Сумська область": "Oblast Sumy",
    "Харківська область": "Oblast Charkiw",
    "Чернівецька область": "Oblast Tscherniwzi",
    "Чернігівська область": "Oblast Tschernihiw",
}
LEVEL_OF_KIND = {
    "landkreis": "district",
    "rajon": "district",
    "verband": "regional",
    "oblast": "regional",
    "kreisfreie_stadt": "municipal",
    "gemeinde": "municipal",
    "samtgemeinde": "municipal",
    "hromada": "municipal",
}

GERMAN_PLACES = (
    GermanPlace("Landkreis Grünau", "Район Грюнау", "landkreis", "Bayern", 128_400, member="M-0004"),
    GermanPlace("Kreis Musterland", "Район Мустерланд", "landkreis", "Nordrhein-Westfalen", 261_000),
    GermanPlace("Regionalverband Mustertal", "Регіональне об’єднання Мустерталь", "verband", "Hessen", 540_000),
    GermanPlace("Musterstadt", "Мустерштадт", "kreisfreie_stadt", "Nordrhein-Westfalen", 214_300, member="M-0001"),
    GermanPlace("Oberhöfen", "Оберхефен", "gemeinde", "Bayern", 17_250, "Landkreis Grünau", "M-0002"),
    GermanPlace("Bad Süßen", "Бад-Зюсен", "gemeinde", "Bayern", 9_480, "Landkreis Grünau", "M-0003"),
    GermanPlace("Neustadt am Beispielbach", "Нойштадт-ам-Байшпільбах", "gemeinde", "Niedersachsen", 44_100),
    GermanPlace(
        "Samtgemeinde Groß Beispiel", "Об’єднана громада Грос-Байшпіль", "samtgemeinde", "Niedersachsen", 12_050
    ),
    GermanPlace("Beispielhausen", "Байшпільгаузен", "gemeinde", "Hessen", 31_900, member="M-0005"),
    GermanPlace("Nirgendsheim", "Ніргендсгайм", "gemeinde", "Hessen", 5_720),
    GermanPlace("Probeburg", "Пробебург", "gemeinde", "Sachsen", 23_600, member="M-0006"),
    GermanPlace("Mustersee", "Мустерзее", "gemeinde", "Mecklenburg-Vorpommern", 8_300),
    GermanPlace("Schönmuster", "Шенмустер", "gemeinde", "Brandenburg", 15_800, member="M-0007"),
    GermanPlace("Irgendorf", "Іргендорф", "gemeinde", "Schleswig-Holstein", 3_940),
    GermanPlace("Übersüß", "Юберзюс", "gemeinde", "Thüringen", 6_150),
)

UKRAINIAN_PLACES = (
    UkrainianPlace("Зразківська область", "oblast", "", 1_020_000, "Зразківськ"),
    UkrainianPlace("Зразківський район", "rajon", "Чернігівська область", 148_000, "Зразківськ"),
    UkrainianPlace("Вигадівський район", "rajon", "Житомирська область", 203_000, "Вигадівка"),
    UkrainianPlace("Ґанківці", "hromada", "Чернівецька область", 38_700, variant="Ганківці"),
    UkrainianPlace("Їжачинці", "hromada", "Вінницька область", 12_900),
    UkrainianPlace("Корюківці", "hromada", "Чернігівська область", 21_400, district="Зразківський район"),
    UkrainianPlace("Зразковці", "hromada", "Чернігівська область", 9_100, district="Зразківський район"),
    UkrainianPlace("Вигадівка", "hromada", "Житомирська область", 54_000, district="Вигадівський район"),
    UkrainianPlace("Нібитівка", "hromada", "Сумська область", 18_200, situation="frontline"),
    UkrainianPlace("Прикладівка", "hromada", "Полтавська область", 27_300),
    UkrainianPlace("Сміхівці", "hromada", "Львівська область", 11_600),
    UkrainianPlace("Щирівка", "hromada", "Київська область", 62_500),
    UkrainianPlace("Юшкоград", "hromada", "Миколаївська область", 73_800, situation="frontline"),
    UkrainianPlace("Мрієград", "hromada", "Одеська область", 40_900),
    UkrainianPlace("Чудосвіт", "hromada", "Волинська область", 16_700),
    UkrainianPlace("Ясновигадове", "hromada", "Харківська область", 7_400, situation="liberated"),
)

THIRD_PLACE = "Beispielów"

# -- organisations -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation in a place; `phone` is the end of its number, `mail` the name before the @."""

    key: str
    kind: str
    place: str
    de: str
    uk: str
    mail: str
    phone: str
    street: str
    address_uk: str = ""
    short: str = ""
    register_number: str = ""


BODIES = (
    Body("klinikum", "hospital", "Musterstadt", "Klinikum Musterstadt gGmbH", "", "klinikum", "110", "Heilweg 1"),
    Body(
        "feuerwehr", "fire_service", "Oberhöfen", "Freiwillige Feuerwehr Oberhöfen", "", "feuerwehr", "112",
        "Spritzengasse 12", short="FF Oberhöfen",
    ),
    Body(
        "verein", "ngo", "Musterstadt", "Partnerschaftsverein Musterstadt–Gankiwzi e. V.",
        "Товариство партнерства Мустерштадт – Ґанківці", "partnerschaft", "120", "Freundschaftsplatz 7",
        register_number="Amtsgericht Musterstadt VR 1234",
    ),
    Body(
        "stadtwerke", "utility", "Neustadt am Beispielbach", "Stadtwerke Neustadt am Beispielbach GmbH", "",
        "stadtwerke", "130", "Am Wasserturm 3", short="SWN",
    ),
    Body(
        "spedition", "carrier", "Beispielhausen", "Spedition Beispiel & Söhne GmbH", "", "dispo", "140",
        "Rampenstraße 40",
    ),
    Body("stiftung", "charity", "Probeburg", "Stiftung Musterhilfe", "", "stiftung", "150", "Marktplatz 5"),
    Body("gymnasium", "school", "Bad Süßen", "Gymnasium Bad Süßen", "", "sekretariat", "160", "Schulberg 2"),
    Body(
        "likarnja", "hospital", "Ґанківці", "Krankenhaus Gankiwzi", "КНП «Ґанковецька міська лікарня»",
        "likarnia", "210", "Vulytsia Yasna 10", "вул. Ясна, 10, Ґанківці",
    ),
    Body(
        "rjatuwalnyky", "fire_service", "Їжачинці", "Feuer- und Rettungswache Jischatschynzi",
        "Пожежно-рятувальна частина, Їжачинці", "dsns", "212", "Vulytsia Dzvinka 1", "вул. Дзвінка, 1, Їжачинці",
    ),
    Body(
        "wodokanal", "utility", "Вигадівка", "Wasserwerk Wyhadiwka", "КП «Вигадівкаводоканал»", "vodokanal",
        "230", "Vulytsia Dzherelna 4", "вул. Джерельна, 4, Вигадівка",
    ),
    Body(
        "lizej", "school", "Корюківці", "Lyzeum Korjukiwzi", "Корюковецький ліцей", "litsei", "260",
        "Vulytsia Knyzhkova 8", "вул. Книжкова, 8, Корюківці",
    ),
    Body(
        "susidy", "ngo", "Щирівка", "Verein „Gute Nachbarn“", "ГО «Добрі сусіди»", "susidy", "220",
        "Vulytsia Shchyra 15", "вул. Щира, 15, Щирівка",
    ),
)  # fmt: skip

# -- partnerships ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone; votes are those in favour, against and abstained."""

    kind: str
    day: Day
    place: str = ""
    votes: tuple[int, int, int] | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An activity, with those who took part from Germany and Ukraine."""

    kind: str
    day: int
    subject: str
    people: tuple[int, int] = (3, 3)
    days: int = 0
    place: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A partnership; `german` and `ukrainian` are places, or keys of bodies where the level is institution."""

    key: str
    german: tuple[str, ...]
    ukrainian: tuple[str, ...]
    form: str
    steps: tuple[Step, ...]
    labels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    level: str = "municipal"
    number: int | None = None
    third: bool = False
    valid_until: int | None = None
    review_due: int | None = None
    brought_about_by: str = ""
    override: tuple[str, str] = ("", "")
    successor: str = ""
    group: str = ""
    summary: tuple[str, str] = ("", "")
    remarks: str = ""


PAIRS = (
    Pair(
        "musterstadt-gankiwzi", ("Musterstadt",), ("Ґанківці",), "P",
        (
            Step("first_contact", "2014-05", "Musterstadt"),
            Step("council_resolution", "2015-11", "Musterstadt", (58, 3, 5), "V/2015/0815"),
            Step("council_resolution_ua", "2015-12", "Ґанківці", (34, 0, 0)),
            Step("signing", "2016-05", "Musterstadt"),
            Step("network_admission", "2017-03", "Leipzig"),
            Step("anniversary", -190, "Ґанківці"),
        ),
        labels=("KLI", "SOL"), topics=("health", "humanitarian_aid", "education_youth"), number=1,
        meetings=(
            Meeting("delegation", -192, "Delegation zum Jubiläum", (12, 30), 4, "Ґанківці"),
            Meeting("online_meeting", -24, "Bedarf für den Winter", (4, 5), result="Bedarfsliste vereinbart."),
            Meeting("youth_exchange", -120, "Jugendbegegnung am Mustersee", (18, 20), 10, "Musterstadt"),
        ),
        brought_about_by="german_initiative", review_due=45,
        summary=(
            "Älteste Partnerschaft der Stadt: Schulen, Krankenhäuser und Feuerwehren arbeiten zusammen.",
            "Найдавніше партнерство міста: співпрацюють школи, лікарні та пожежники.",
        ),
    ),
    Pair(
        "oberhoefen-jischatschynzi", ("Oberhöfen",), ("Їжачинці",), "PP",
        (Step("inquiry", "2022-04"), Step("first_contact", "2022-06"), Step("signing", -980, "Videokonferenz"),
         Step("network_admission", -900)),
        labels=("FEU", "SOL"), topics=("civil_protection", "humanitarian_aid"), number=7,
        meetings=(
            Meeting("training", -75, "Ausbildung an der Drehleiter", (6, 8), 5, "Oberhöfen"),
            Meeting("call", -9, "Abstimmung zu den Notebooks", (1, 1)),
        ),
        brought_about_by="ukrainian_request", valid_until=100, review_due=20,
        summary=("Die Feuerwehren bilden gemeinsam aus.", "Пожежники навчаються разом."),
    ),
    Pair(
        "badsuessen-korjukiwzi", ("Bad Süßen",), ("Корюківці",), "F",
        (Step("first_contact", "2018"), Step("council_resolution", "2019-02", "Bad Süßen", (19, 1, 0)),
         Step("signing", "2019-09", "Корюківці"), Step("network_admission", "2020-01")),
        labels=("SCH",), topics=("education_youth", "culture"), number=3,
        meetings=(
            Meeting("holiday_stay", -130, "Ferienaufenthalt für Schulkinder", (9, 24), 14, "Bad Süßen"),
            Meeting("culture", -48, "Gemeinsames Konzert im Kurpark", (40, 25), place="Bad Süßen"),
        ),
        brought_about_by="diaspora",
    ),
    Pair(
        "gruenau-srasok", ("Landkreis Grünau",), ("Зразківський район",), "P",
        (Step("letter_of_intent", "2020-10"), Step("council_resolution", -1250, "Oberhöfen", (44, 2, 6), "KT 12/3"),
         Step("signing", -1100, "Oberhöfen"), Step("network_admission", -1050, "Berlin"), Step("extension", -60)),
        level="district", number=6, labels=("SOL", "WIE"), topics=("governance", "social", "reconstruction"),
        meetings=(Meeting("expert_exchange", -58, "Fachaustausch Sozialverwaltung", (5, 7), 3, "Oberhöfen"),),
        brought_about_by="skew", valid_until=670,
    ),
    Pair(
        "mustertal-srasok", ("Regionalverband Mustertal",), ("Зразківська область",), "AE",
        (Step("first_contact", -500), Step("memorandum", -210, "Lwiw"), Step("evaluation", -20)),
        level="regional", topics=("economy", "energy", "eu_integration"),
        meetings=(Meeting("online_meeting", -20, "Auswertung des ersten Halbjahres", (6, 6)),),
        brought_about_by="land", valid_until=155, review_due=60,
    ),
    Pair(
        "neustadt-wyhadiwka", ("Neustadt am Beispielbach",), ("Вигадівка",), "PP",
        (Step("first_contact", -1000), Step("signing", -840, "Neustadt am Beispielbach"),
         Step("network_admission", -800)),
        labels=("BET", "KOM"), topics=("water", "energy"), number=8,
        meetings=(
            Meeting("work_shadowing", -95, "Hospitation im Klärwerk", (4, 3), 12, "Neustadt am Beispielbach"),
            Meeting("project", -33, "Leckortung im Rohrnetz", (2, 5), 20, "Вигадівка"),
        ),
        brought_about_by="skew", valid_until=38, review_due=7,
    ),
    Pair(
        "beispielhausen-prykladiwka", ("Beispielhausen",), ("Прикладівка",), "P",
        (Step("council_resolution", "2011-03", "Beispielhausen", (36, 0, 4)), Step("signing", "2011-08"),
         Step("network_admission", "2018-06"), Step("visit", -560, "Прикладівка")),
        labels=("KLI", "DRE"), topics=("environment", "transport"), number=2, third=True, group="Dreieck Beispiel",
        brought_about_by="third_partner", review_due=-14,
        summary=("Dreieck mit dem polnischen Beispielów.", "Трикутник із польським містом Бейспелюв."),
        remarks="Seit dem letzten Besuch nur Grußkarten; Wiederaufnahme der Gespräche vorgesehen.",
    ),
    Pair(
        "probeburg-smichiwzi", ("Probeburg",), ("Сміхівці",), "F",
        (Step("first_contact", "2003"), Step("signing", "2004-06", "Probeburg"), Step("dormancy", "2014"),
         Step("reactivation", "2022-03", "Videokonferenz"), Step("network_admission", "2022-09")),
        labels=("SOL", "VER"), topics=("culture", "sport", "humanitarian_aid"), number=4,
        meetings=(Meeting("visit", -66, "Besuch der Fußballjugend", (4, 16), 5, "Probeburg"),),
        brought_about_by="ngo",
    ),
    Pair(
        "mustersee-schtschyriwka", ("Mustersee",), ("Щирівка",), "K",
        (Step("inquiry", -160), Step("first_contact", -130, "Videokonferenz")),
        topics=("tourism",), brought_about_by="cities4cities",
        meetings=(Meeting("online_meeting", -40, "Kennenlernen der Verwaltungen"),),
    ),
    Pair(
        "schoenmuster-juschkohrad", ("Schönmuster",), ("Юшкоград",), "PP",
        (Step("inquiry", "2022-05"), Step("memorandum", "2022-11"), Step("signing", -700, "Schönmuster"),
         Step("network_admission", -650)),
        labels=("SOL", "WIE", "KOM"), topics=("reconstruction", "water", "veterans"), number=10,
        meetings=(Meeting("delegation", -82, "Fachleute für den Wiederaufbau", (3, 9), 6, "Schönmuster"),),
        brought_about_by="rgre", valid_until=210,
    ),
    Pair(
        "irgendorf-nibytiwka", ("Irgendorf",), ("Нібитівка",), "AE",
        (Step("first_contact", -520), Step("letter_of_intent", -450, "Videokonferenz")),
        labels=("SOL",), topics=("humanitarian_aid",), brought_about_by="auc", review_due=-30,
        remarks="Die Ansprechpartnerin ist seit über einem Jahr nicht erreichbar.",
    ),
    Pair(
        "uebersuess-tschudoswit", ("Übersüß",), ("Чудосвіт",), "P",
        (Step("first_contact", -300), Step("council_resolution", -35, "Übersüß", (17, 4, 2), "BV 26/2"),
         Step("council_resolution_ua", -12, "Чудосвіт", (22, 0, 1))),
        topics=("agriculture", "culture"), brought_about_by="german_initiative",
        remarks="Die Unterzeichnung ist für das nächste Frühjahr vorgesehen.",
    ),
    Pair(
        "grossbeispiel-mrijehrad", ("Samtgemeinde Groß Beispiel",), ("Мрієград",), "U",
        (Step("inquiry", -28),), brought_about_by="embassy",
        remarks="Anfrage liegt dem Hauptausschuss vor.",
    ),
    Pair(
        "nirgendsheim-jasnowyhadowe", ("Nirgendsheim",), ("Ясновигадове",), "F",
        (Step("signing", "1996-09", "Nirgendsheim"), Step("anniversary", "2006"), Step("dormancy", "2012")),
        topics=("culture",), brought_about_by="other",
    ),
    Pair(
        "musterstadt-juschkohrad", ("Musterstadt",), ("Юшкоград",), "PP",
        (Step("signing", -1300), Step("network_admission", -1280), Step("termination", -300, "Videokonferenz")),
        labels=("SOL",), topics=("humanitarian_aid",), number=5, brought_about_by="own_association",
        meetings=(Meeting("online_meeting", -301, "Abschluss des Projekts", (3, 2)),),
        remarks="Das Projekt ist erfüllt; die Hilfe läuft über Schönmuster weiter.",
    ),
    Pair(
        "musterland-wyhadiwka", ("Kreis Musterland",), ("Вигадівський район",), "AE",
        (Step("first_contact", -240), Step("letter_of_intent", -100, "Musterstadt")),
        level="district", topics=("waste", "digital"), brought_about_by="rgre", review_due=82,
        meetings=(Meeting("expert_exchange", -52, "Digitale Bauakte", (5, 4), 2, "Videokonferenz"),),
    ),
    Pair(
        "badsuessen-srasowzi", ("Bad Süßen",), ("Зразковці",), "U",
        (Step("inquiry", -420),), override=("abandoned", "Der Stadtrat hat sich für eine andere Gemeinde entschieden."),
        brought_about_by="ukrainian_request",
    ),
    Pair(
        "kliniken", ("klinikum",), ("likarnja",), "PP",
        (Step("first_contact", -900), Step("memorandum", -760, "Musterstadt"), Step("signing", -600),
         Step("network_admission", -580)),
        level="institution", labels=("KLN",), topics=("health",), number=11,
        meetings=(
            Meeting("training", -44, "Schulung am Ultraschallgerät", (2, 9), 2, "Ґанківці"),
            Meeting("work_shadowing", -170, "Hospitation in der Notaufnahme", (3, 4), 14, "Musterstadt"),
        ),
        brought_about_by="ngo", valid_until=120,
    ),
    Pair(
        "schulen", ("gymnasium",), ("lizej",), "PP",
        (Step("first_contact", -800), Step("signing", -640, "Bad Süßen")),
        level="institution", labels=("SCH",), topics=("education_youth", "digital"),
        meetings=(Meeting("youth_exchange", -430, "Schüleraustausch", (22, 20), 8, "Bad Süßen"),),
        brought_about_by="own_association", review_due=14,
    ),
    Pair(
        "wasserwerke", ("stadtwerke",), ("wodokanal",), "PP",
        (Step("first_contact", -860), Step("signing", -720), Step("network_admission", -690)),
        level="institution", labels=("BET",), topics=("water",), number=9, valid_until=62,
        meetings=(Meeting("project", -105, "Chlorungsanlage in Betrieb genommen", (2, 6), 9, "Вигадівка"),),
        brought_about_by="skew",
    ),
    Pair(
        "feuerwehren", ("feuerwehr",), ("rjatuwalnyky",), "K",
        (Step("first_contact", -410, "Oberhöfen"),),
        level="institution", labels=("FEU",), topics=("civil_protection",),
        meetings=(Meeting("call", -15, "Ersatzteile für das Löschfahrzeug", (1, 1)),),
    ),
    Pair(
        "vereine", ("verein",), ("susidy",), "F",
        (Step("first_contact", "2021"), Step("signing", -950, "Щирівка")),
        level="institution", labels=("VER",), topics=("social", "culture"),
        meetings=(Meeting("visit", -500, "Gastfamilien treffen sich", (14, 11), 4, "Musterstadt"),),
        brought_about_by="diaspora",
    ),
    Pair(
        "probeburg-mustersee-mrijehrad", ("Probeburg", "Mustersee"), ("Мрієград", "Прикладівка"), "PP",
        (Step("memorandum", -380, "Odessa"), Step("signing", -330, "Videokonferenz"), Step("network_admission", -250)),
        labels=("DRE", "KLI"), topics=("environment", "energy"), number=12, third=True, group="Küste und Fluss",
        meetings=(Meeting("project", -70, "Solardach für die Schule", (4, 6), 30, "Мрієград"),),
        brought_about_by="cities4cities", valid_until=400,
    ),
    Pair(
        "musterstadt-gankiwzi-kontakt", ("Musterstadt",), ("Ґанківці",), "K",
        (Step("first_contact", "2008"),), successor="musterstadt-gankiwzi",
        override=("converted", "Aus dem Kontakt der Schulen wurde die Städtepartnerschaft."),
    ),
)  # fmt: skip
"""A partnership stands behind the one that it was converted into."""

# -- people ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Someone:
    """A person; Ukrainian names are Cyrillic. `at` is a place or the key of a body, `pair` the partnership."""

    given: str
    family: str
    function: str
    at: str
    phone: str
    languages: tuple[tuple[str, str], ...]
    pair: str = ""
    patronymic: str = ""
    salutation: str = "ms"
    title: str = ""
    since: Day = None
    until: Day = None
    protected: bool = False


_GERMAN = (("de", "native"), ("en", "B2"))
_UKRAINIAN = (("uk", "native"), ("en", "B1"))

PEOPLE = (
    Someone("Erika", "Musterfrau", "partnership_officer", "Musterstadt", "301", (*_GERMAN, ("uk", "A2")),
            "musterstadt-gankiwzi", since="2019"),
    Someone("Max", "Mustermann", "lord_mayor", "Musterstadt", "302", _GERMAN, "musterstadt-gankiwzi",
            salutation="mr", since="2020-11"),
    Someone("Otto", "Normalverbraucher", "mayor", "Oberhöfen", "303", (("de", "native"),),
            "oberhoefen-jischatschynzi", salutation="mr"),
    Someone("Lieschen", "Müller", "international_office", "Neustadt am Beispielbach", "304", _GERMAN,
            "neustadt-wyhadiwka"),
    Someone("Jürgen", "Beispiel", "district_head", "Landkreis Grünau", "305", _GERMAN, "gruenau-srasok",
            salutation="mr", title="Dr.", since="2022-05"),
    Someone("Änne", "Süßmuster", "mayor", "Bad Süßen", "306", (("de", "native"), ("fr", "C1")),
            "badsuessen-korjukiwzi"),
    Someone("Björn", "Probst", "department_head", "Probeburg", "307", _GERMAN, "probeburg-smichiwzi",
            salutation="mr"),
    Someone("Ute", "Niemand", "deputy_mayor", "Nirgendsheim", "308", (("de", "native"),),
            "nirgendsheim-jasnowyhadowe", until="2023"),
    Someone("Karl-Heinz", "Löscher", "fire_service", "feuerwehr", "309", (("de", "native"), ("en", "A2")),
            "feuerwehren", salutation="mr"),
    Someone("Sabine", "Heilmuster", "chief_physician", "klinikum", "310", _GERMAN, "kliniken",
            title="Prof. Dr. med."),
    Someone("Bernd", "Beispielfahrer", "driver", "spedition", "311", (("de", "native"), ("pl", "B1")),
            salutation="mr"),
    Someone("Іван", "Зразковий", "mayor", "Ґанківці", "401", (*_UKRAINIAN, ("de", "A2")), "musterstadt-gankiwzi",
            "Прикладович", "mr", since="2020-11"),
    Someone("Марія", "Прикладна", "partnership_officer", "Ґанківці", "402", (*_UKRAINIAN, ("de", "C1")),
            "musterstadt-gankiwzi", "Іванівна"),
    Someone("Їжак", "Колючий", "fire_service", "rjatuwalnyky", "403", (("uk", "native"),), "oberhoefen-jischatschynzi",
            "Лісович", "mr"),
    Someone("Оксана", "Вигадана", "school_head", "lizej", "404", (*_UKRAINIAN, ("de", "B2")),
            "badsuessen-korjukiwzi", "Книжківна"),
    Someone("Ярослав", "Щирий", "utility_head", "wodokanal", "405", _UKRAINIAN, "neustadt-wyhadiwka",
            "Джерелович", "mr", since=-1400),
    Someone("Юлія", "Ґречна", "hospital_head", "likarnja", "406", _UKRAINIAN, "kliniken", "Ясненівна"),
    Someone("Тарас", "Небувалий", "military_administration_head", "Юшкоград", "407", (("uk", "native"),),
            "schoenmuster-juschkohrad", "Казкович", "mr", protected=True),
    Someone("Софія", "Нібито", "council_secretary", "Нібитівка", "408", (("uk", "native"), ("pl", "B2")),
            "irgendorf-nibytiwka", protected=True),
    Someone("Єва", "Добросусідська", "ngo_chair", "susidy", "409", (*_UKRAINIAN, ("de", "B1")), "vereine"),
)  # fmt: skip

# -- deliveries --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Thing:
    """An item; `value` is that of all pieces in whole euros.

    `details` are further fields of the item by name: dates as a Day, others as they are.
    """

    category: str
    de: str
    uk: str
    quantity: int
    value: int
    hs_code: str = ""
    weight: int = 0
    unit: str = "H87"
    condition: str = "used_checked"
    value_kind: str = "current"
    received: int | None = None
    reason: str = ""
    details: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Shipment:
    """A delivery; it leaves (or left, or takes place) on a day of last year, or `leaves` days from today.

    All other days count from that day: those of the steps, of clearance and of the report.
    """

    subject: str
    givers: tuple[str, ...]
    to: str
    pair: str
    things: tuple[Thing, ...]
    steps: tuple[tuple[str, int], ...]
    leaves: int = 0
    last_year: tuple[int, int] | None = None
    cleared: int | None = None
    reported: int | None = None
    kind: str = "goods"
    crossing: str = ""
    users: str = ""
    need: str = ""
    funding: str = ""
    carried: bool = False
    remarks: str = ""


_ARRIVED = (
    ("planned", -30), ("preparing", -20), ("ready", -4), ("in_transit", 0), ("at_customs", 1), ("arrived", 2),
)  # fmt: skip
_HANDED_OVER = (*_ARRIVED, ("handed_over", 3))
_CONFIRMED = (*_HANDED_OVER, ("receipt_confirmed", 9))

_ULTRASOUND = (
    ("device_manufacturer", "Muster Medizintechnik GmbH"), ("device_model", "Beispielsono 100"),
    ("device_serial", "MUSTER-000123"), ("device_year", 2019), ("device_emdn", "Z1104"), ("device_ce", True),
    ("device_last_check", -640), ("device_next_check", 90), ("device_voltage", "230 V, 50 Hz"),
    ("device_plug", "Typ F (Schuko)"), ("device_manuals", "Deutsch, Englisch, Ukrainisch"),
    ("device_accessories", "Zwei Schallköpfe, Wagen, Drucker"), ("device_data_erased", True),
)  # fmt: skip
_PAPERS = "Zulassungsbescheinigung Teil I und II"
_FIRE_ENGINE = (
    ("vehicle_make", "Musterwagen"), ("vehicle_model", "LF 16/12"), ("vehicle_vin", "MUSTERFAHRZEUG001"),
    ("vehicle_registered", "1998-04"), ("vehicle_mileage", 41_250), ("vehicle_papers", _PAPERS),
    ("remarks", "Hauptuntersuchung neu, Sondersignal abgebaut"),
)  # fmt: skip
_AMBULANCE = (
    ("vehicle_make", "Musterwagen"), ("vehicle_model", "Transporter RTW"), ("vehicle_vin", "MUSTERFAHRZEUG002"),
    ("vehicle_registered", "2014-09"), ("vehicle_mileage", 187_400), ("vehicle_papers", _PAPERS),
)  # fmt: skip

SHIPMENTS = (
    Shipment(
        "Löschfahrzeug für Jischatschynzi", ("Oberhöfen", "feuerwehr"), "rjatuwalnyky", "oberhoefen-jischatschynzi",
        (
            Thing("FEU", "Löschgruppenfahrzeug LF 16/12", "Пожежна автоцистерна", 1, 42_000, "87053000", 11_500,
                  details=_FIRE_ENGINE),
            Thing("FFA", "B-Druckschlauch 20 m", "Пожежний рукав 20 м", 30, 1_650, "59090010", 270),
        ),
        (*_CONFIRMED, ("closed", 70)), last_year=(3, 12), cleared=1, reported=62, kind="vehicle", crossing="medyka",
        need="Anfrage der Feuer- und Rettungswache", funding="Haushalt der Gemeinde",
    ),
    Shipment(
        "Ultraschallgerät für das Krankenhaus", ("klinikum",), "likarnja", "kliniken",
        (
            Thing("MED", "Ultraschallgerät", "Апарат УЗД", 1, 12_500, "90181200", 85, details=_ULTRASOUND),
            Thing("MVB", "Ultraschallgel", "Гель для УЗД", 40, 120, "30067000", 45, "BO", "new", "purchase"),
        ),
        (*_CONFIRMED, ("closed", 88)), last_year=(5, 6), cleared=1, reported=85, crossing="korczowa", carried=True,
        users="Abteilung für Innere Medizin", need="Bedarfsliste des Krankenhauses", funding="Spenden",
    ),
    Shipment(
        "Schulmöbel für das Lyzeum", ("Bad Süßen", "Landkreis Grünau"), "lizej", "badsuessen-korjukiwzi",
        (
            Thing("MOE", "Schultisch", "Шкільна парта", 60, 2_100, "94036030", 1_020),
            Thing("MOE", "Schulstuhl", "Шкільний стілець", 120, 1_800, "94018000", 600),
            Thing("MOE", "Wandtafel", "Шкільна дошка", 4, 480, "96100000", 160),
        ),
        (*_CONFIRMED, ("closed", 60)), last_year=(8, 4), cleared=2, reported=55, crossing="hrebenne", carried=True,
        users="Klassen 5 bis 9",
    ),
    Shipment(
        "Schulung zum Betrieb von Notstromaggregaten", ("stadtwerke",), "wodokanal", "neustadt-wyhadiwka",
        (Thing("BIL", "Schulung, zwei Tage mit Unterlagen", "Навчання, два дні з матеріалами", 16, 3_200, unit="HUR",
               condition="", value_kind="estimate"),),
        (("planned", -25), ("preparing", -10), ("handed_over", 1), ("closed", 14)), last_year=(10, 9),
        kind="education", users="Zwölf Beschäftigte des Wasserwerks", funding="Förderung eines Modellprojekts",
    ),
    Shipment(
        "Winterhilfe", ("verein", "Musterstadt"), "Ґанківці", "musterstadt-gankiwzi",
        (
            Thing("KLE", "Wolldecke", "Вовняна ковдра", 500, 7_000, "63012090", 1_000, condition="new",
                  value_kind="purchase", received=488, reason="Zwölf Decken waren durchnässt."),
            Thing("HYG", "Hygieneset", "Гігієнічний набір", 300, 3_600, "34013000", 600, "SET", "new", "purchase",
                  received=300),
        ),
        _CONFIRMED, leaves=-150, cleared=1, reported=70, crossing="korczowa", carried=True,
        users="Notunterkunft in der Sporthalle", funding="Spendenaufruf des Vereins",
    ),
    Shipment(
        "Pflegebetten und Rollstühle", ("stiftung",), "Сміхівці", "probeburg-smichiwzi",
        (
            Thing("REH", "Pflegebett", "Медичне ліжко", 12, 7_800, "94029000", 1_140),
            Thing("REH", "Rollstuhl", "Інвалідний візок", 20, 4_800, "87131000", 360),
        ),
        _HANDED_OVER, leaves=-112, cleared=2, crossing="budomierz", carried=True, users="Pflegeheim",
        remarks="Der Bericht des Empfängers fehlt noch.",
    ),
    Shipment(
        "Stromerzeuger für die Wasserversorgung", ("stadtwerke", "Neustadt am Beispielbach"), "wodokanal",
        "wasserwerke",
        (
            Thing("GEN", "Stromerzeuger 60 kVA", "Генератор 60 кВА", 3, 43_500, "85021120", 3_750, condition="new",
                  value_kind="purchase"),
            Thing("GEN", "Powerstation", "Зарядна станція", 10, 9_000, "85076000", 140, condition="new",
                  value_kind="purchase"),
        ),
        _CONFIRMED, leaves=-82, cleared=1, crossing="hrebenne", carried=True, users="Drei Pumpwerke",
        need="Schreiben des Wasserwerks", funding="Landesmittel",
    ),
    Shipment(
        "Tauchpumpen und Wasserfilter", ("Schönmuster",), "Юшкоград", "schoenmuster-juschkohrad",
        (
            Thing("WAS", "Tauchpumpe", "Заглибний насос", 8, 4_960, "84137021", 192),
            Thing("WAS", "Wasserfilter", "Фільтр для води", 40, 6_000, "84212100", 240, condition="new",
                  value_kind="purchase"),
        ),
        _ARRIVED[:5], leaves=-2, crossing="korczowa", carried=True, users="Städtischer Wasserbetrieb",
    ),
    Shipment(
        "Rettungswagen", ("Kreis Musterland",), "Вигадівський район", "musterland-wyhadiwka",
        (Thing("RTW", "Rettungswagen", "Автомобіль швидкої допомоги", 1, 24_000, "87033219", 3_900,
               details=_AMBULANCE),),
        _ARRIVED[:4], leaves=0, kind="vehicle", crossing="medyka",
    ),
    Shipment(
        "Notebooks für die Verwaltung", ("Oberhöfen",), "Їжачинці", "oberhoefen-jischatschynzi",
        (
            Thing("IT", "Notebook", "Ноутбук", 25, 7_000, "84713000", 50),
            Thing("IT", "Drucker", "Принтер", 5, 600, "84433210", 60),
        ),
        _ARRIVED[:2], leaves=14, need="Antrag vom Herbst", funding="Ausgesonderte Geräte",
    ),
)  # fmt: skip

# -- tasks -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Job:
    """A task; `delivery` is the subject of one, `done` and `due` are days from today."""

    subject: str
    due: int | None
    done: int | None = None
    who: str = OFFICE[0]
    pair: str = ""
    delivery: str = ""
    body: str = ""


JOBS = (
    Job("Bericht des Empfängers anmahnen", -20, pair="probeburg-smichiwzi", delivery="Pflegebetten und Rollstühle"),
    Job("Kontakt nach Nibytiwka über den Verband suchen", -8, pair="irgendorf-nibytiwka", who=OFFICE[1]),
    Job("Zollpapiere an die Spedition senden", 0, delivery="Tauchpumpen und Wasserfilter", body="spedition"),
    Job("Verlängerung mit den Stadtwerken abstimmen", 3, pair="neustadt-wyhadiwka", who=OFFICE[1]),
    Job("Bericht über die Stromerzeuger anfordern", 6, delivery="Stromerzeuger für die Wasserversorgung"),
    Job("Einladung zum Jahresgespräch verschicken", 14, pair="musterstadt-gankiwzi"),
    Job("Termin für die Unterzeichnung vorschlagen", 30, pair="uebersuess-tschudoswit", who=OFFICE[1]),
    Job("Datenblatt der Notebooks erfassen", 10, delivery="Notebooks für die Verwaltung"),
    Job("Anfrage aus Mrijehrad beantworten", -1, pair="grossbeispiel-mrijehrad", who=OFFICE[1]),
    Job("Fotos vom Jubiläum ablegen", None, pair="musterstadt-gankiwzi"),
    Job("Dank an den Partnerschaftsverein schreiben", -70, -72, body="verein"),
    Job("Bedarfsliste des Krankenhauses übersetzen", -40, -38, pair="kliniken", who=OFFICE[1]),
    Job("Fahrzeugpapiere des Rettungswagens prüfen", -5, -6, delivery="Rettungswagen"),
)

# -- files -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paper:
    """A file with a few lines of text; `delivery` is the subject of one."""

    name: str
    text: str
    pair: str = ""
    milestone: str = ""
    delivery: str = ""


PAPERS = (
    Paper(
        "Partnerschaftsvertrag Musterstadt – Ґанківці.txt",
        "Erfundenes Beispiel: Hier läge der eingescannte Vertrag.\nВигаданий приклад: тут був би скан угоди.\n",
        pair="musterstadt-gankiwzi", milestone="signing",
    ),
    Paper(
        "Ratsbeschluss V-2015-0815.txt",
        "Erfundenes Beispiel: Der Rat stimmt der Partnerschaft mit 58 zu 3 Stimmen bei 5 Enthaltungen zu.\n",
        pair="musterstadt-gankiwzi", milestone="council_resolution",
    ),
    Paper(
        "Packliste.csv",
        "Position;Menge;Einheit\nUltraschallgerät;1;Stück\nUltraschallgel;40;Flasche\n",
        delivery="Ultraschallgerät für das Krankenhaus",
    ),
)  # fmt: skip

TEMPLATES = {
    "Feuerwehrfahrzeug": "Löschfahrzeug für Jischatschynzi",
    "Medizinisches Gerät": "Ultraschallgerät für das Krankenhaus",
}
"""The templates of deliveries, with the subject of the one that each is taken from."""

VIEWS = ("Verträge ohne Laufzeit",)
"""The names of shared views of the partnerships."""

ALIKE = ("musterstadt-gankiwzi", "musterstadt-gankiwzi-kontakt")
"""Two partnerships of the same places that are not the same: the contact came before the contract."""
