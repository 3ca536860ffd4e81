"""The code lists that a new register starts with; the office extends and renames them afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.base.i18n import N_
from desktop_app.domain.place import KINDS


@dataclass(frozen=True, slots=True)
class Choice:
    """A code with its words in German, Ukrainian and English."""

    code: str
    de: str
    uk: str
    en: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes in the order in which forms offer them.

    `label_msgid` is the English name of the list. The office may add codes where `extensible`; elsewhere the rules
    of the register must know every code.
    """

    name: str
    label_msgid: str
    codes: tuple[Choice, ...]
    extensible: bool = True


_CODE_LISTS = (
    Choice("code_list", "Codeliste", "Довідник", "Code list"),
    Choice("country", "Staat", "Держава", "Country"),
    Choice("territory_level", "Verwaltungsebene", "Рівень врядування", "Level of government"),
    Choice("territory_kind", "Art der Gebietskörperschaft", "Тип території", "Kind of place"),
    Choice("code_system", "Schlüsselsystem", "Система кодів", "Code system"),
    Choice("name_kind", "Art des Namens", "Вид назви", "Kind of name"),
    Choice("situation", "Lage", "Ситуація", "Situation"),
    Choice("organisation_kind", "Art der Organisation", "Тип організації", "Kind of organisation"),
    Choice("address_kind", "Art der Anschrift", "Вид адреси", "Kind of address"),
    Choice("contact_kind", "Art des Kontakts", "Вид контакту", "Kind of contact"),
    Choice("contact_purpose", "Zweck des Kontakts", "Призначення контакту", "Purpose of contact"),
    Choice("function", "Funktion", "Посада", "Function"),
    Choice("language", "Sprache", "Мова", "Language"),
    Choice("language_level", "Sprachniveau", "Рівень володіння мовою", "Language level"),
    Choice("salutation", "Anrede", "Звертання", "Salutation"),
    Choice("privacy_basis", "Rechtsgrundlage", "Правова підстава", "Legal basis"),
    Choice("partnership_level", "Ebene der Partnerschaft", "Рівень партнерства", "Level of partnership"),
    Choice("legal_form", "Rechtsform", "Правова форма", "Legal form"),
    Choice("programme_label", "Programm", "Програма", "Programme"),
    Choice("partnership_status", "Status der Partnerschaft", "Статус партнерства", "Status of partnership"),
    Choice("side", "Seite", "Сторона", "Side"),
    Choice("party_role", "Rolle in der Partnerschaft", "Роль у партнерстві", "Part played"),
    Choice("milestone_kind", "Art des Meilensteins", "Вид етапу", "Kind of milestone"),
    Choice("activity_kind", "Art der Aktivität", "Вид спільної дії", "Kind of activity"),
    Choice("topic", "Thema der Zusammenarbeit", "Тема співпраці", "Topic of co-operation"),
    Choice("brought_about_by", "Vermittelt durch", "За сприяння", "Brought about by"),
    Choice("delivery_kind", "Art der Lieferung", "Вид доставки", "Kind of delivery"),
    Choice("delivery_status", "Status der Lieferung", "Статус доставки", "Status of delivery"),
    Choice("item_category", "Warengruppe", "Категорія товару", "Category"),
    Choice("unit", "Einheit", "Одиниця виміру", "Unit"),
    Choice("condition", "Zustand", "Стан", "Condition"),
    Choice("currency", "Währung", "Валюта", "Currency"),
    Choice("value_kind", "Art des Wertes", "Вид вартості", "Kind of value"),
    Choice("export_control", "Ausfuhrkontrolle", "Експортний контроль", "Export control"),
    Choice("border_crossing", "Grenzübergang", "Пункт пропуску", "Border crossing"),
)

# ISO 3166-1; Kosovo has the code that the European Commission uses.
_COUNTRIES = (
    Choice("DE", "Deutschland", "Німеччина", "Germany"),
    Choice("UA", "Ukraine", "Україна", "Ukraine"),
    Choice("AX", "Åland", "Аландські острови", "Åland Islands"),
    Choice("AL", "Albanien", "Албанія", "Albania"),
    Choice("AD", "Andorra", "Андорра", "Andorra"),
    Choice("AR", "Argentinien", "Аргентина", "Argentina"),
    Choice("AM", "Armenien", "Вірменія", "Armenia"),
    Choice("AZ", "Aserbaidschan", "Азербайджан", "Azerbaijan"),
    Choice("AU", "Australien", "Австралія", "Australia"),
    Choice("BY", "Belarus", "Білорусь", "Belarus"),
    Choice("BE", "Belgien", "Бельгія", "Belgium"),
    Choice("BA", "Bosnien und Herzegowina", "Боснія і Герцеговина", "Bosnia and Herzegovina"),
    Choice("BR", "Brasilien", "Бразилія", "Brazil"),
    Choice("BG", "Bulgarien", "Болгарія", "Bulgaria"),
    Choice("CN", "China", "Китай", "China"),
    Choice("DK", "Dänemark", "Данія", "Denmark"),
    Choice("EE", "Estland", "Естонія", "Estonia"),
    Choice("FO", "Färöer", "Фарерські острови", "Faroe Islands"),
    Choice("FI", "Finnland", "Фінляндія", "Finland"),
    Choice("FR", "Frankreich", "Франція", "France"),
    Choice("GE", "Georgien", "Грузія", "Georgia"),
    Choice("GI", "Gibraltar", "Гібралтар", "Gibraltar"),
    Choice("GR", "Griechenland", "Греція", "Greece"),
    Choice("GG", "Guernsey", "Гернсі", "Guernsey"),
    Choice("IN", "Indien", "Індія", "India"),
    Choice("IM", "Insel Man", "Острів Мен", "Isle of Man"),
    Choice("IE", "Irland", "Ірландія", "Ireland"),
    Choice("IS", "Island", "Ісландія", "Iceland"),
    Choice("IL", "Israel", "Ізраїль", "Israel"),
    Choice("IT", "Italien", "Італія", "Italy"),
    Choice("JP", "Japan", "Японія", "Japan"),
    Choice("JE", "Jersey", "Джерсі", "Jersey"),
    Choice("CA", "Kanada", "Канада", "Canada"),
    Choice("KZ", "Kasachstan", "Казахстан", "Kazakhstan"),
    Choice("XK", "Kosovo", "Косово", "Kosovo"),
    Choice("HR", "Kroatien", "Хорватія", "Croatia"),
    Choice("LV", "Lettland", "Латвія", "Latvia"),
    Choice("LI", "Liechtenstein", "Ліхтенштейн", "Liechtenstein"),
    Choice("LT", "Litauen", "Литва", "Lithuania"),
    Choice("LU", "Luxemburg", "Люксембург", "Luxembourg"),
    Choice("MT", "Malta", "Мальта", "Malta"),
    Choice("MC", "Monaco", "Монако", "Monaco"),
    Choice("ME", "Montenegro", "Чорногорія", "Montenegro"),
    Choice("NZ", "Neuseeland", "Нова Зеландія", "New Zealand"),
    Choice("NL", "Niederlande", "Нідерланди", "Netherlands"),
    Choice("MK", "Nordmazedonien", "Північна Македонія", "North Macedonia"),
    Choice("NO", "Norwegen", "Норвегія", "Norway"),
    Choice("AT", "Österreich", "Австрія", "Austria"),
    Choice("PL", "Polen", "Польща", "Poland"),
    Choice("PT", "Portugal", "Португалія", "Portugal"),
    Choice("MD", "Republik Moldau", "Молдова", "Moldova"),
    Choice("RO", "Rumänien", "Румунія", "Romania"),
    Choice("RU", "Russland", "Російська Федерація", "Russia"),
    Choice("SM", "San Marino", "Сан-Марино", "San Marino"),
    Choice("SE", "Schweden", "Швеція", "Sweden"),
    Choice("CH", "Schweiz", "Швейцарія", "Switzerland"),
    Choice("RS", "Serbien", "Сербія", "Serbia"),
    Choice("SK", "Slowakei", "Словаччина", "Slovakia"),
    Choice("SI", "Slowenien", "Словенія", "Slovenia"),
    Choice("ES", "Spanien", "Іспанія", "Spain"),
    Choice("SJ", "Spitzbergen und Jan Mayen", "Шпіцберген і Ян-Маєн", "Svalbard and Jan Mayen"),
    Choice("ZA", "Südafrika", "Південно-Африканська Республіка", "South Africa"),
    Choice("KR", "Südkorea", "Південна Корея", "South Korea"),
    Choice("CZ", "Tschechien", "Чехія", "Czechia"),
    Choice("TR", "Türkei", "Туреччина", "Türkiye"),
    Choice("HU", "Ungarn", "Угорщина", "Hungary"),
    Choice("VA", "Vatikanstadt", "Ватикан", "Vatican City"),
    Choice("US", "Vereinigte Staaten", "Сполучені Штати Америки", "United States of America"),
    Choice("GB", "Vereinigtes Königreich", "Велика Британія", "United Kingdom"),
    Choice("CY", "Zypern", "Кіпр", "Cyprus"),
)

_TERRITORY_LEVELS = (
    Choice("country", "Staat", "держава", "country"),
    Choice("regional", "Land, Oblast", "регіональний", "regional"),
    Choice("district", "Kreis, Bezirk, Rajon", "районний", "district"),
    Choice("municipal", "Gemeinde, Hromada", "громада, муніципалітет", "municipal"),
    Choice("local", "Ort, Ortsteil", "населений пункт", "local"),
)

_TERRITORY_KINDS = (
    *(Choice(kind.code, kind.de, kind.uk, kind.en) for kind in KINDS),
    Choice("verband", "Regional- oder Zweckverband", "регіональне об’єднання", "association of municipalities"),
    Choice("other", "sonstige Gebietskörperschaft", "інша територія", "other"),
)

_CODE_SYSTEMS = (
    Choice("AGS", "Amtlicher Gemeindeschlüssel (AGS)", "код громади Німеччини (AGS)", "German municipality key (AGS)"),
    Choice("ARS", "Amtlicher Regionalschlüssel (ARS)", "регіональний код Німеччини (ARS)", "German regional key (ARS)"),
    Choice("KATOTTG", "KATOTTG", "КАТОТТГ", "KATOTTG"),
    Choice("ISO", "ISO 3166", "ISO 3166", "ISO 3166"),
    Choice("NUTS", "NUTS, LAU", "NUTS, LAU", "NUTS, LAU"),
    Choice("TERYT", "TERYT (Polen)", "TERYT (Польща)", "TERYT (Poland)"),
    Choice("INSEE", "INSEE (Frankreich)", "INSEE (Франція)", "INSEE (France)"),
    Choice("other", "sonstiges System", "інша система", "other"),
)

_NAME_KINDS = (
    Choice("official", "amtlicher Name", "офіційна назва", "official name"),
    Choice("former", "früherer Name", "колишня назва", "former name"),
    Choice("exonym", "fremdsprachiger Name", "екзонім", "exonym"),
    Choice("russian", "russische Form", "російська форма", "Russian form"),
    Choice("variant", "Schreibvariante", "варіант написання", "spelling variant"),
    Choice("short", "Kurzform", "скорочена назва", "short form"),
)

# Empty means that nothing is known to be out of the ordinary.
_SITUATIONS = (
    Choice("frontline", "frontnah", "прифронтова територія", "near the front"),
    Choice("occupied", "vorübergehend besetzt", "тимчасово окупована територія", "temporarily occupied"),
    Choice("liberated", "befreit", "деокупована територія", "liberated"),
)

_ORGANISATION_KINDS = (
    Choice("administration", "Kommunalverwaltung", "орган місцевого самоврядування", "municipal administration"),
    Choice("military_administration", "Militärverwaltung", "військова адміністрація", "military administration"),
    Choice(
        "district_administration",
        "Kreis-, Rajonverwaltung",
        "районна рада або адміністрація",
        "district administration",
    ),
    Choice("oblast_administration", "Oblastverwaltung", "обласна рада або адміністрація", "oblast administration"),
    Choice("ministry", "Ministerium", "міністерство", "ministry"),
    Choice("embassy", "Botschaft, Konsulat", "посольство, консульство", "embassy, consulate"),
    Choice("association", "Verband", "асоціація", "association of municipalities"),
    Choice("ngo", "Verein", "громадська організація", "non-governmental organisation"),
    Choice("charity", "Hilfsorganisation, Stiftung", "благодійна організація", "charity, foundation"),
    Choice("hospital", "Krankenhaus, Klinik", "заклад охорони здоров’я", "hospital, clinic"),
    Choice("fire_service", "Feuerwehr, Katastrophenschutz", "пожежно-рятувальна служба", "fire and rescue service"),
    Choice("school", "Schule, Kindertagesstätte", "заклад освіти", "school, kindergarten"),
    Choice("university", "Hochschule", "заклад вищої освіти", "university"),
    Choice("care", "Soziale Einrichtung", "заклад соціального захисту", "social institution"),
    Choice("culture", "Kultureinrichtung", "заклад культури", "cultural institution"),
    Choice("utility", "Stadtwerke, kommunaler Betrieb", "комунальне підприємство", "municipal utility"),
    Choice("company", "Unternehmen", "підприємство", "company"),
    Choice("carrier", "Spedition", "перевізник", "carrier"),
    Choice("funder", "Fördergeber", "грантодавець, донор", "funding body"),
    Choice("media", "Medien", "засіб масової інформації", "media"),
    Choice("church", "Kirche, Religionsgemeinschaft", "релігійна організація", "church, religious community"),
    Choice("other", "sonstige Organisation", "інша організація", "other"),
)

_ADDRESS_KINDS = (
    Choice("office", "Dienstsitz", "місцезнаходження", "office"),
    Choice("postal", "Postanschrift", "поштова адреса", "postal address"),
    Choice("po_box", "Postfach", "абонентська скринька", "post office box"),
    Choice("delivery", "Lieferanschrift, Lager", "адреса доставки, склад", "delivery address, warehouse"),
    Choice("billing", "Rechnungsanschrift", "адреса для рахунків", "billing address"),
)

_CONTACT_KINDS = (
    Choice("email", "E-Mail", "електронна пошта", "e-mail"),
    Choice("phone", "Telefon", "телефон", "phone"),
    Choice("mobile", "Mobiltelefon", "мобільний телефон", "mobile phone"),
    Choice("fax", "Fax", "факс", "fax"),
    Choice("signal", "Signal", "Signal", "Signal"),
    Choice("telegram", "Telegram", "Telegram", "Telegram"),
    Choice("viber", "Viber", "Viber", "Viber"),
    Choice("whatsapp", "WhatsApp", "WhatsApp", "WhatsApp"),
    Choice("web", "Internetseite", "вебсторінка", "web page"),
    Choice("other", "Sonstiges", "інше", "other"),
)

_CONTACT_PURPOSES = (
    Choice("office", "dienstlich", "службовий", "office"),
    Choice("direct", "Durchwahl", "прямий", "direct"),
    Choice("front_office", "Vorzimmer", "приймальня", "front office"),
    Choice("on_call", "Notfall", "для екстрених випадків", "emergency"),
    Choice("private", "privat", "особистий", "private"),
)

_FUNCTIONS = (
    Choice("lord_mayor", "Oberbürgermeisterin/Oberbürgermeister", "міський голова (обербургомістр)", "lord mayor"),
    Choice("mayor", "Bürgermeisterin/Bürgermeister", "голова громади (бургомістр)", "mayor"),
    Choice("deputy_mayor", "Beigeordnete/Beigeordneter, stellv. Bürgermeister/-in", "заступник голови", "deputy mayor"),
    Choice("council_secretary", "Ratssekretär/-in", "секретар ради", "secretary of the council"),
    Choice("council_member", "Ratsmitglied", "депутат ради", "council member"),
    Choice("district_head", "Landrätin/Landrat", "голова районної ради (ландрат)", "head of the district"),
    Choice(
        "district_administration_head",
        "Leitung der Rajonverwaltung",
        "голова районної державної адміністрації",
        "head of the raion administration",
    ),
    Choice(
        "military_administration_head",
        "Leitung der Militärverwaltung",
        "начальник військової адміністрації",
        "head of the military administration",
    ),
    Choice("governor", "Gouverneurin/Gouverneur", "начальник обласної військової адміністрації", "governor"),
    Choice("oblast_council_head", "Vorsitz des Oblastrats", "голова обласної ради", "head of the oblast council"),
    Choice("prime_minister", "Ministerpräsidentin/Ministerpräsident", "прем’єр-міністр землі", "minister-president"),
    Choice("minister", "Ministerin/Minister", "міністр", "minister"),
    Choice("department_head", "Amtsleitung", "керівник управління", "head of department"),
    Choice(
        "partnership_officer",
        "Partnerschaftsbeauftragte/-r",
        "відповідальний за міжнародне співробітництво",
        "partnership officer",
    ),
    Choice(
        "international_office",
        "Europa- und Internationales Büro",
        "відділ міжнародного співробітництва",
        "international office",
    ),
    Choice("association_staff", "Referent/-in des Verbandes", "фахівець асоціації", "officer of the association"),
    Choice(
        "programme_coordinator",
        "Programmkoordination (SKEW, GIZ, KAS)",
        "координатор програми (SKEW, GIZ, KAS)",
        "programme co-ordinator (SKEW, GIZ, KAS)",
    ),
    Choice("interpreter", "Dolmetscherin/Dolmetscher", "перекладач", "interpreter"),
    Choice("fire_service", "Feuerwehr", "представник ДСНС, рятувальник", "fire and rescue service"),
    Choice("hospital_head", "Krankenhausleitung", "директор лікарні", "hospital director"),
    Choice("chief_physician", "Chefärztin/Chefarzt", "головний лікар", "chief physician"),
    Choice("medical_engineer", "Medizintechnik", "інженер з медичного обладнання", "medical engineer"),
    Choice("school_head", "Schulleitung", "директор школи", "head of school"),
    Choice(
        "utility_head",
        "Leitung eines kommunalen Betriebs",
        "директор комунального підприємства",
        "head of a municipal utility",
    ),
    Choice("ngo_chair", "Vereinsvorsitz", "голова громадської організації", "chair of an association"),
    Choice("carrier", "Spedition", "експедитор", "forwarder"),
    Choice("driver", "Fahrerin/Fahrer", "водій", "driver"),
    Choice("press", "Presse", "пресслужба", "press"),
    Choice("ambassador", "Botschafterin/Botschafter", "посол", "ambassador"),
    Choice("consul", "Konsulin/Konsul", "консул", "consul"),
    Choice("other", "sonstige Funktion", "інша посада", "other"),
)

# ISO 639-1, where it has a code.
_LANGUAGES = (
    Choice("de", "Deutsch", "німецька", "German"),
    Choice("uk", "Ukrainisch", "українська", "Ukrainian"),
    Choice("en", "Englisch", "англійська", "English"),
    Choice("pl", "Polnisch", "польська", "Polish"),
    Choice("fr", "Französisch", "французька", "French"),
    Choice("ru", "Russisch", "російська", "Russian"),
    Choice("ro", "Rumänisch", "румунська", "Romanian"),
    Choice("hu", "Ungarisch", "угорська", "Hungarian"),
    Choice("sk", "Slowakisch", "словацька", "Slovak"),
    Choice("cs", "Tschechisch", "чеська", "Czech"),
    Choice("bg", "Bulgarisch", "болгарська", "Bulgarian"),
    Choice("es", "Spanisch", "іспанська", "Spanish"),
    Choice("it", "Italienisch", "італійська", "Italian"),
    Choice("tr", "Türkisch", "турецька", "Turkish"),
    Choice("crh", "Krimtatarisch", "кримськотатарська", "Crimean Tatar"),
)

# Common European Framework of Reference for Languages.
_LANGUAGE_LEVELS = (
    Choice("A1", "A1 – Anfang", "A1 – початковий", "A1 – beginner"),
    Choice("A2", "A2 – grundlegend", "A2 – елементарний", "A2 – elementary"),
    Choice("B1", "B1 – selbstständig", "B1 – середній", "B1 – intermediate"),
    Choice("B2", "B2 – gut", "B2 – вище середнього", "B2 – upper intermediate"),
    Choice("C1", "C1 – sehr gut", "C1 – високий", "C1 – advanced"),
    Choice("C2", "C2 – nahezu muttersprachlich", "C2 – вільне володіння", "C2 – proficient"),
    Choice("native", "Muttersprache", "рідна мова", "native language"),
)

_SALUTATIONS = (
    Choice("ms", "Frau", "пані", "Ms"),
    Choice("mr", "Herr", "пан", "Mr"),
    Choice("none", "ohne Anrede", "без звертання", "none"),
)

# Regulation (EU) 2016/679, article 6 (1).
_PRIVACY_BASES = (
    Choice(
        "public_task",
        "öffentliche Aufgabe (Buchst. e)",
        "виконання публічного завдання (п. e)",
        "public task (point e)",
    ),
    Choice(
        "legitimate_interest",
        "berechtigtes Interesse (Buchst. f)",
        "законний інтерес (п. f)",
        "legitimate interest (point f)",
    ),
    Choice("consent", "Einwilligung (Buchst. a)", "згода (п. a)", "consent (point a)"),
    Choice("contract", "Vertrag (Buchst. b)", "договір (п. b)", "contract (point b)"),
)

_PARTNERSHIP_LEVELS = (
    Choice("municipal", "kommunal", "громадівський", "municipal"),
    Choice("district", "Kreisebene", "районний", "district"),
    Choice("regional", "regional", "регіональний", "regional"),
    Choice("institution", "Einrichtungen", "між установами", "between institutions"),
)

# The first four are those of the database of the German section of the CEMR (RGRE).
_LEGAL_FORMS = (
    Choice("P", "Partnerschaft", "партнерство (побратимство)", "partnership (twinning)"),
    Choice("F", "Freundschaft", "дружні відносини", "friendship"),
    Choice("K", "Kontakt", "контакт", "contact"),
    Choice("PP", "Projektpartnerschaft", "проєктне партнерство", "project partnership"),
    Choice("AE", "Absichtserklärung/Memorandum", "меморандум про співпрацю", "memorandum/letter of intent"),
    Choice("U", "ungeklärt", "не визначено", "unclear"),
)

_PROGRAMME_LABELS = (
    Choice("SOL", "Solidaritätspartnerschaft", "солідарне партнерство", "solidarity partnership"),
    Choice("KLI", "Klimapartnerschaft", "кліматичне партнерство", "climate partnership"),
    Choice("BET", "Betreiberpartnerschaft", "партнерство комунальних підприємств", "utility operator partnership"),
    Choice("DRE", "Dreieckspartnerschaft", "тристороннє партнерство", "triangular partnership"),
    Choice("KOM", "KomDirekt", "KomDirekt", "KomDirekt"),
    Choice("WIE", "Wiederaufbaupartnerschaft", "партнерство задля відбудови", "reconstruction partnership"),
    Choice("KLN", "Klinikpartnerschaft", "партнерство лікарень", "hospital partnership"),
    Choice("SCH", "Schulpartnerschaft", "партнерство шкіл", "school partnership"),
    Choice("FEU", "Feuerwehrpartnerschaft", "партнерство пожежних служб", "fire service partnership"),
    Choice("VER", "Vereinspartnerschaft", "партнерство громадських організацій", "partnership of associations"),
)

_PARTNERSHIP_STATUSES = (
    Choice("request", "Gesuch/Interesse", "запит", "request"),
    Choice("initiation", "Anbahnung", "налагодження контактів", "initiation"),
    Choice("resolved", "beschlossen", "ухвалено радою", "resolved"),
    Choice("signed", "unterzeichnet", "підписано", "signed"),
    Choice("active", "aktiv", "діє", "active"),
    Choice("dormant", "ruhend", "призупинено", "dormant"),
    Choice("ended", "beendet", "припинено", "ended"),
    Choice("abandoned", "nicht zustande gekommen", "не відбулося", "abandoned"),
    Choice("converted", "umgewandelt", "перетворено", "converted"),
)

_SIDES = (
    Choice("DE", "Deutschland", "Німеччина", "Germany"),
    Choice("UA", "Ukraine", "Україна", "Ukraine"),
    Choice("third", "weitere", "інша", "other"),
)

_PARTY_ROLES = (
    Choice("lead", "federführend", "координатор", "lead"),
    Choice("partner", "Partner", "партнер", "partner"),
    Choice("mediator", "Vermittler", "посередник", "mediator"),
    Choice("observer", "Beobachter", "спостерігач", "observer"),
)

_MILESTONE_KINDS = (
    Choice("inquiry", "Anfrage", "запит про партнерство", "inquiry"),
    Choice("first_contact", "Erstkontakt", "перший контакт", "first contact"),
    Choice("letter_of_intent", "Absichtserklärung", "декларація про наміри", "letter of intent"),
    Choice("memorandum", "Memorandum", "меморандум", "memorandum"),
    Choice("council_resolution", "Ratsbeschluss", "рішення ради", "council resolution"),
    Choice(
        "council_resolution_ua",
        "Ratsbeschluss der ukrainischen Seite",
        "рішення ради української сторони",
        "council resolution of the Ukrainian side",
    ),
    Choice("network_admission", "Aufnahme in das Netzwerk", "прийняття до мережі", "admission to the network"),
    Choice("signing", "Unterzeichnung", "підписання угоди", "signing"),
    Choice("extension", "Verlängerung", "продовження", "extension"),
    Choice("conversion", "Umwandlung", "перетворення", "conversion"),
    Choice("evaluation", "Auswertung", "оцінювання", "evaluation"),
    Choice("visit", "Besuch", "візит", "visit"),
    Choice("anniversary", "Jubiläum", "ювілей", "anniversary"),
    Choice("dormancy", "Ruhen", "призупинення", "dormancy"),
    Choice("reactivation", "Wiederaufnahme", "відновлення", "reactivation"),
    Choice("termination", "Beendigung", "припинення", "termination"),
)

_ACTIVITY_KINDS = (
    Choice("call", "Telefonat", "телефонна розмова", "phone call"),
    Choice("online_meeting", "Online-Treffen", "онлайн-зустріч", "online meeting"),
    Choice("visit", "Besuch", "візит", "visit"),
    Choice("delegation", "Delegationsreise", "поїздка делегації", "delegation trip"),
    Choice("expert_exchange", "Fachaustausch", "обмін досвідом", "exchange of experts"),
    Choice("training", "Schulung", "навчання", "training"),
    Choice("work_shadowing", "Hospitation", "стажування", "work shadowing"),
    Choice("youth_exchange", "Jugendbegegnung", "молодіжний обмін", "youth exchange"),
    Choice("holiday_stay", "Ferienaufenthalt", "оздоровлення та відпочинок дітей", "holiday stay"),
    Choice("project", "Projekt", "проєкт", "project"),
    Choice("culture", "Kulturveranstaltung", "культурний захід", "cultural event"),
    Choice("other", "Sonstiges", "інше", "other"),
)

_TOPICS = (
    Choice("governance", "gute lokale Regierungsführung", "належне місцеве врядування", "good local governance"),
    Choice(
        "urban_development", "nachhaltige Stadtentwicklung", "сталий розвиток міст", "sustainable urban development"
    ),
    Choice("reconstruction", "Wiederaufbau", "відбудова", "reconstruction"),
    Choice("humanitarian_aid", "humanitäre Hilfe", "гуманітарна допомога", "humanitarian aid"),
    Choice(
        "energy", "Energie und Energieeffizienz", "енергетика та енергоефективність", "energy and energy efficiency"
    ),
    Choice("water", "Wasser und Abwasser", "водопостачання та водовідведення", "water and wastewater"),
    Choice("waste", "Abfallwirtschaft", "поводження з відходами", "waste management"),
    Choice("transport", "Verkehr", "транспорт", "transport"),
    Choice("health", "Gesundheit", "охорона здоров’я", "health"),
    Choice("education_youth", "Bildung und Jugend", "освіта та молодь", "education and youth"),
    Choice("culture", "Kultur", "культура", "culture"),
    Choice("sport", "Sport", "спорт", "sport"),
    Choice("economy", "Wirtschaft", "економіка", "economy"),
    Choice("agriculture", "Landwirtschaft", "сільське господарство", "agriculture"),
    Choice("tourism", "Tourismus", "туризм", "tourism"),
    Choice("environment", "Umwelt und Klima", "довкілля та клімат", "environment and climate"),
    Choice("civil_protection", "Katastrophenschutz", "цивільний захист", "civil protection"),
    Choice("digital", "Digitalisierung", "цифровізація", "digitalisation"),
    Choice(
        "social",
        "Soziales und Binnenvertriebene",
        "соціальний захист і внутрішньо переміщені особи",
        "social affairs and displaced persons",
    ),
    Choice("veterans", "Veteranen und Rehabilitation", "ветерани та реабілітація", "veterans and rehabilitation"),
    Choice("eu_integration", "EU-Integration", "європейська інтеграція", "EU integration"),
)

_BROUGHT_ABOUT_BY = (
    Choice("skew", "Servicestelle Kommunen in der Einen Welt (SKEW)", "Сервісна служба SKEW", "SKEW"),
    Choice(
        "rgre",
        "Rat der Gemeinden und Regionen Europas (RGRE)",
        "Рада європейських муніципалітетів і регіонів",
        "CEMR (RGRE)",
    ),
    Choice("cities4cities", "Cities4Cities", "Cities4Cities", "Cities4Cities"),
    Choice("auc", "Assoziation der Städte der Ukraine", "Асоціація міст України", "Association of Ukrainian Cities"),
    Choice("own_association", "unser Verband", "наша асоціація", "our association"),
    Choice("third_partner", "gemeinsame Partnerkommune", "спільне місто-партнер", "common partner municipality"),
    Choice(
        "ukrainian_request",
        "Anfrage der ukrainischen Seite",
        "звернення української сторони",
        "request of the Ukrainian side",
    ),
    Choice(
        "german_initiative",
        "Initiative der deutschen Seite",
        "ініціатива німецької сторони",
        "initiative of the German side",
    ),
    Choice("land", "Land oder Ministerium", "федеральна земля або міністерство", "federal state or ministry"),
    Choice("ngo", "Verein", "громадська організація", "non-governmental organisation"),
    Choice("diaspora", "Ukrainer in Deutschland", "українська громада в Німеччині", "Ukrainians in Germany"),
    Choice("embassy", "Botschaft, Konsulat", "посольство, консульство", "embassy, consulate"),
    Choice("other", "Sonstige", "інше", "other"),
)

_DELIVERY_KINDS = (
    Choice("goods", "Sachgüter", "товари", "goods"),
    Choice("vehicle", "Fahrzeug", "транспортний засіб", "vehicle"),
    Choice("education", "Schulung, Bildung", "навчання, освіта", "training, education"),
    Choice("money", "Geld", "кошти", "money"),
    Choice("transport", "nur Transport", "лише перевезення", "transport only"),
)

_DELIVERY_STATUSES = (
    Choice("planned", "geplant", "заплановано", "planned"),
    Choice("preparing", "in Vorbereitung", "готується", "in preparation"),
    Choice("ready", "versandbereit", "готово до відправлення", "ready"),
    Choice("in_transit", "unterwegs", "у дорозі", "in transit"),
    Choice("at_customs", "an Grenze/Zoll", "на митниці", "at customs"),
    Choice("arrived", "angekommen", "прибуло", "arrived"),
    Choice("handed_over", "übergeben", "передано", "handed over"),
    Choice("receipt_confirmed", "Empfang bestätigt", "отримання підтверджено", "receipt confirmed"),
    Choice("closed", "abgeschlossen", "завершено", "closed"),
    Choice("cancelled", "storniert", "скасовано", "cancelled"),
    Choice("lost", "verloren/beschädigt", "втрачено або пошкоджено", "lost or damaged"),
)

_ITEM_CATEGORIES = (
    Choice("MED", "Medizingerät", "медичне обладнання", "medical device"),
    Choice("MVB", "Medizinisches Verbrauchsmaterial", "медичні витратні матеріали", "medical consumables"),
    Choice("ARZ", "Arzneimittel", "лікарські засоби", "medicines"),
    Choice(
        "REH",
        "Rehabilitation, Pflege, Prothetik",
        "реабілітація, догляд, протезування",
        "rehabilitation, care, prosthetics",
    ),
    Choice("RTW", "Rettungs-/Krankenwagen", "автомобіль швидкої допомоги", "ambulance"),
    Choice("FEU", "Feuerwehrfahrzeug", "пожежний автомобіль", "fire engine"),
    Choice("FFA", "Feuerwehrausrüstung", "пожежне спорядження", "firefighting equipment"),
    Choice("BUS", "Bus", "автобус", "bus"),
    Choice("KFZ", "Sonstiges Fahrzeug", "інший транспортний засіб", "other vehicle"),
    Choice(
        "KOM", "Kommunalfahrzeug, Baumaschine", "комунальна та будівельна техніка", "municipal or construction vehicle"
    ),
    Choice(
        "GEN",
        "Generator, Energie, Solar, Akku",
        "генератори, енергетичне обладнання",
        "generator, power, solar, battery",
    ),
    Choice("HEI", "Heizung, BHKW, Wärmepumpe", "опалювальне обладнання", "heating"),
    Choice("WAS", "Wasser, Abwasser", "водопостачання та водовідведення", "water, wastewater"),
    Choice("IT", "Computer, Telefone, Funk", "комп’ютери, телефони, радіозв’язок", "computers, phones, radios"),
    Choice("MOE", "Betten, Möbel, Schulmöbel", "ліжка, меблі, шкільні меблі", "beds, furniture, school furniture"),
    Choice("SPI", "Spiel- und Sportgeräte", "ігрове та спортивне обладнання", "playground and sports equipment"),
    Choice("BAU", "Baumaterial", "будівельні матеріали", "building materials"),
    Choice(
        "UNT",
        "Notunterkunft (Zelt, Feldbett, Schlafsack)",
        "тимчасове житло (намети, ліжка, спальники)",
        "shelter (tent, camp bed, sleeping bag)",
    ),
    Choice("HYG", "Hygieneartikel", "засоби гігієни", "hygiene articles"),
    Choice("KLE", "Kleidung, Decken", "одяг, ковдри", "clothing, blankets"),
    Choice("LEB", "Lebensmittel", "продукти харчування", "food"),
    Choice("SCH", "Schutzausrüstung", "засоби захисту", "protective equipment"),
    Choice("BIL", "Bildungsarbeit, Schulung", "освітня робота, навчання", "education, training"),
    Choice("GEL", "Geldspende", "грошова пожертва", "donation of money"),
    Choice("SON", "Sonstiges", "інше", "other"),
)

# UN/ECE Recommendation 20; packages by Recommendation 21.
_UNITS = (
    Choice("H87", "Stück", "шт.", "piece"),
    Choice("PR", "Paar", "пара", "pair"),
    Choice("SET", "Satz", "комплект", "set"),
    Choice("PK", "Packung", "упаковка", "pack"),
    Choice("PC", "Paket", "пакунок", "parcel"),
    Choice("BX", "Karton", "коробка", "box"),
    Choice("CR", "Kiste", "ящик", "crate"),
    Choice("SA", "Sack", "мішок", "sack"),
    Choice("RO", "Rolle", "рулон", "roll"),
    Choice("BO", "Flasche", "пляшка", "bottle"),
    Choice("PX", "Palette", "палета", "pallet"),
    Choice("KGM", "kg", "кг", "kg"),
    Choice("TNE", "t", "т", "t"),
    Choice("LTR", "l", "л", "l"),
    Choice("MTR", "m", "м", "m"),
    Choice("MTK", "m²", "м²", "m²"),
    Choice("MTQ", "m³", "м³", "m³"),
    Choice("HUR", "Stunde", "год", "hour"),
    Choice("DAY", "Tag", "день", "day"),
)

_CONDITIONS = (
    Choice("new", "neu", "нове", "new"),
    Choice("as_new", "neuwertig", "як нове", "as new"),
    Choice("used_checked", "gebraucht, geprüft", "вживане, перевірене", "used, checked"),
    Choice("used_unchecked", "gebraucht, ungeprüft", "вживане, неперевірене", "used, unchecked"),
    Choice("defective", "defekt, für Ersatzteile", "несправне, на запчастини", "defective, for spare parts"),
)

# ISO 4217.
_CURRENCIES = (
    Choice("EUR", "Euro", "євро", "euro"),
    Choice("UAH", "Hrywnja", "гривня", "hryvnia"),
    Choice("USD", "US-Dollar", "долар США", "US dollar"),
    Choice("PLN", "Złoty", "злотий", "złoty"),
    Choice("CHF", "Schweizer Franken", "швейцарський франк", "Swiss franc"),
    Choice("GBP", "Pfund Sterling", "фунт стерлінгів", "pound sterling"),
    Choice("CZK", "Tschechische Krone", "чеська крона", "Czech koruna"),
)

_VALUE_KINDS = (
    Choice("purchase", "Kaufpreis", "ціна придбання", "purchase price"),
    Choice("new", "Neuwert", "вартість нового", "new value"),
    Choice("current", "Zeitwert", "поточна вартість", "current value"),
    Choice("estimate", "Schätzwert", "оціночна вартість", "estimate"),
    Choice("symbolic", "symbolischer Wert", "символічна вартість", "symbolic value"),
)

_EXPORT_CONTROLS = (
    Choice("free", "genehmigungsfrei", "дозвіл не потрібен", "no licence needed"),
    Choice("unchecked", "zu prüfen", "потребує перевірки", "to be checked"),
    Choice("licence_required", "genehmigungspflichtig", "потрібен дозвіл", "licence required"),
    Choice("agg", "Allgemeine Genehmigung (AGG)", "загальний дозвіл (AGG)", "general licence (AGG)"),
)

_BORDER_CROSSINGS = (
    Choice("korczowa", "Korczowa – Krakowez", "Краківець – Корчова", "Korczowa – Krakovets"),
    Choice("medyka", "Medyka – Schehyni", "Шегині – Медика", "Medyka – Shehyni"),
    Choice("budomierz", "Budomierz – Hruschiw", "Грушів – Будомєж", "Budomierz – Hrushiv"),
    Choice("hrebenne", "Hrebenne – Rawa-Ruska", "Рава-Руська – Хребенне", "Hrebenne – Rava-Ruska"),
    Choice("dolhobyczow", "Dołhobyczów – Uhryniw", "Угринів – Долгобичув", "Dołhobyczów – Uhryniv"),
    Choice("zosin", "Zosin – Ustyluh", "Устилуг – Зосін", "Zosin – Ustyluh"),
    Choice("dorohusk", "Dorohusk – Jahodyn", "Ягодин – Дорогуськ", "Dorohusk – Yahodyn"),
    Choice("kroscienko", "Krościenko – Smilnyzja", "Смільниця – Кросьценко", "Krościenko – Smilnytsia"),
    Choice("vysne_nemecke", "Vyšné Nemecké – Uschhorod", "Ужгород – Вишнє Нємецьке", "Vyšné Nemecké – Uzhhorod"),
    Choice("ubla", "Ubľa – Malyj Beresnyj", "Малий Березний – Убля", "Ubľa – Malyi Bereznyi"),
    Choice("zahony", "Záhony – Tschop", "Чоп (Тиса) – Захонь", "Záhony – Chop"),
    Choice("beregsurany", "Beregsurány – Luschanka", "Лужанка – Берегшурань", "Beregsurány – Luzhanka"),
    Choice("tiszabecs", "Tiszabecs – Wylok", "Вилок – Тісабеч", "Tiszabecs – Vylok"),
    Choice("halmeu", "Halmeu – Djakowe", "Дякове – Халмеу", "Halmeu – Diakove"),
    Choice("sighet", "Sighetu Marmației – Solotwyno", "Солотвино – Сігету-Мармацієй", "Sighetu Marmației – Solotvyno"),
    Choice("siret", "Siret – Porubne", "Порубне – Сірет", "Siret – Porubne"),
    Choice("palanca", "Palanca – Majaky-Udobne", "Маяки-Удобне – Паланка", "Palanca – Maiaky-Udobne"),
    Choice("other", "anderer Übergang", "інший пункт пропуску", "other"),
)

CODE_LISTS: tuple[CodeList, ...] = (
    CodeList("code_list", N_("Code list"), _CODE_LISTS, extensible=False),
    CodeList("country", N_("Country"), _COUNTRIES),
    CodeList("territory_level", N_("Level of government"), _TERRITORY_LEVELS, extensible=False),
    CodeList("territory_kind", N_("Kind of place"), _TERRITORY_KINDS),
    CodeList("code_system", N_("Code system"), _CODE_SYSTEMS),
    CodeList("name_kind", N_("Kind of name"), _NAME_KINDS),
    CodeList("situation", N_("Situation"), _SITUATIONS),
    CodeList("organisation_kind", N_("Kind of organisation"), _ORGANISATION_KINDS),
    CodeList("address_kind", N_("Kind of address"), _ADDRESS_KINDS),
    CodeList("contact_kind", N_("Kind of contact"), _CONTACT_KINDS),
    CodeList("contact_purpose", N_("Purpose of contact"), _CONTACT_PURPOSES),
    CodeList("function", N_("Function"), _FUNCTIONS),
    CodeList("language", N_("Language"), _LANGUAGES),
    CodeList("language_level", N_("Language level"), _LANGUAGE_LEVELS),
    CodeList("salutation", N_("Salutation"), _SALUTATIONS),
    CodeList("privacy_basis", N_("Legal basis"), _PRIVACY_BASES, extensible=False),
    CodeList("partnership_level", N_("Level of partnership"), _PARTNERSHIP_LEVELS, extensible=False),
    CodeList("legal_form", N_("Legal form"), _LEGAL_FORMS),
    CodeList("programme_label", N_("Programme"), _PROGRAMME_LABELS),
    CodeList("partnership_status", N_("Status of partnership"), _PARTNERSHIP_STATUSES, extensible=False),
    CodeList("side", N_("Side"), _SIDES, extensible=False),
    CodeList("party_role", N_("Part played"), _PARTY_ROLES),
    CodeList("milestone_kind", N_("Kind of milestone"), _MILESTONE_KINDS),
    CodeList("activity_kind", N_("Kind of activity"), _ACTIVITY_KINDS),
    CodeList("topic", N_("Topic of co-operation"), _TOPICS),
    CodeList("brought_about_by", N_("Brought about by"), _BROUGHT_ABOUT_BY),
    CodeList("delivery_kind", N_("Kind of delivery"), _DELIVERY_KINDS),
    CodeList("delivery_status", N_("Status of delivery"), _DELIVERY_STATUSES, extensible=False),
    CodeList("item_category", N_("Category"), _ITEM_CATEGORIES),
    CodeList("unit", N_("Unit"), _UNITS),
    CodeList("condition", N_("Condition"), _CONDITIONS),
    CodeList("currency", N_("Currency"), _CURRENCIES),
    CodeList("value_kind", N_("Kind of value"), _VALUE_KINDS),
    CodeList("export_control", N_("Export control"), _EXPORT_CONTROLS, extensible=False),
    CodeList("border_crossing", N_("Border crossing"), _BORDER_CROSSINGS),
)
"""The lists in the order in which the office sees them."""

CODE_LIST_NAMES: tuple[str, ...] = tuple(code_list.name for code_list in CODE_LISTS)
