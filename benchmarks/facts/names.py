"""Names and addresses: what comes out of a draft as it went in."""

import re
from random import Random

from benchmarks.facts.forms import LANGUAGES, Fact, exact

__all__ = ["NAMES"]

_GIVEN = [
    "Marit",
    "Ilka",
    "Tomasz",
    "Anneke",
    "Dariusz",
    "Svetlana",
    "Bogdan",
    "Yasmin",
    "Oluwaseun",
    "Ngozi",
    "Kwame",
    "Aisling",
    "Siobhan",
    "Radoslav",
    "Milica",
    "Jovana",
    "Takeshi",
    "Haruko",
    "Priya",
    "Arjun",
    "Ebba",
    "Torsten",
    "Zeynep",
    "Emre",
    "Liesl",
    "Ottoline",
    "Fenella",
    "Gwilym",
    "Rhiannon",
    "Marta",
]
_STARTS = [
    "Bren",
    "Kova",
    "Tarko",
    "Quill",
    "Mor",
    "Vand",
    "Szy",
    "Okon",
    "Lind",
    "Haver",
    "Zelen",
    "Drago",
    "Pryt",
    "Ashby",
    "Wolk",
    "Fitz",
    "Thorn",
    "Nak",
    "Ebers",
    "Cald",
]
_ENDS = [
    "holt",
    "lenko",
    "wicz",
    "feather",
    "vane",
    "erbeek",
    "manski",
    "kwo",
    "qvist",
    "stock",
    "ka",
    "mirov",
    "herch",
    "worth",
    "owiak",
    "gerald",
    "bury",
    "amura",
    "bach",
    "erwood",
]
_SYLLABLES = ["vel", "or", "nix", "zan", "tro", "kel", "bri", "mo", "dax", "fen", "qua", "lum", "tig", "ra", "pol"]
_PLACES = [
    "Ullapool",
    "Dunmore",
    "Ystradgynlais",
    "Wollongong",
    "Saskatoon",
    "Kirkwall",
    "Tuscaloosa",
    "Okehampton",
    "Tewkesbury",
    "Ballarat",
    "Moose_Jaw",
    "Aberystwyth",
    "Schenectady",
    "Invercargill",
    "Lunenburg",
    "Hawick",
    "Poughkeepsie",
    "Skibbereen",
    "Katoomba",
    "Ypsilanti",
]
_OF_WORDS = {"Moose Jaw"}
"""Made of common words: alone, without a sentence, they may be translated."""
_FOREIGN = [
    "橋",
    "Привет",
    "καλημέρα",
    "שלום",
    "ありがとう",
    "안녕",
    "მშვიდობა",
    "नमस्ते",
    "ສະບາຍດີ",
    "دریا",
    "Спасибо",
    "дякую",
    "東京湾",
    "θάλασσα",
    "ธรรม",
    "հաց",
    "λόγος",
    "번역",
    "食堂",
    "море",
]
_WORDS = [
    "harbour",
    "ledger",
    "report",
    "ferry",
    "index",
    "door",
    "notes",
    "main",
    "backup",
    "schema",
    "tides",
    "board",
    "roster",
    "pier",
]
_DOMAINS = ("example.org", "example.com", "veloxa.example", "docs.example.net", "kelmo.example", "shop.example.co.uk")


def _surname(dice: Random) -> str:
    return dice.choice(_STARTS) + dice.choice(_ENDS)


def _invented(dice: Random) -> str:
    return "".join(dice.sample(_SYLLABLES, dice.choice([2, 3]))).capitalize()


def _letter(dice: Random) -> str:
    return dice.choice("ABCDEFGHJKLMNPRSTVWZ")


def _name(text: str, *, owner: bool = False) -> Fact:
    """A name with any of the spaces; German puts an ``s`` to an owner."""
    inside = r"\s?".join(re.escape(word) for word in text.split()) if "." in text else re.escape(text)
    spaced = inside.replace(r"\ ", r"[\s\u00a0]")
    genitive = {"de": "(?:['’]?s|['’])?"} if owner else {}
    forms = {to: rf"(?<!\w){spaced}{genitive.get(to, '')}(?!\w|['’]\w\w)" for to in LANGUAGES}
    return Fact(text, forms)


def person(dice: Random) -> list[Fact]:
    return [_name(f"{dice.choice(_GIVEN)} {_surname(dice)}")]


def owner(dice: Random) -> list[Fact]:
    return [_name(f"{dice.choice(_GIVEN)} {_surname(dice)}", owner=True)]


def initials(dice: Random) -> list[Fact]:
    letters = " ".join(f"{_letter(dice)}." for _ in range(dice.choice([1, 2, 2, 3])))
    return [_name(f"{letters} {_surname(dice)}")]


def two_people(dice: Random) -> list[Fact]:
    return [*person(dice), *person(dice)]


def organisation(dice: Random) -> list[Fact]:
    name = _invented(dice)
    letters = "".join(_letter(dice) for _ in range(4))
    return [_name(dice.choice([f"{name} Ltd", f"{name} & {_invented(dice)}", f"{name} GmbH", letters, f"{name} AG"]))]


def product(dice: Random) -> list[Fact]:
    name = _invented(dice)
    number = dice.randrange(2, 90) * 10
    return [
        _name(dice.choice([f"{name} {number}", f"{name}Hub", f"{name}-X{dice.randrange(2, 9)}", f"{name}.js", name]))
    ]


def place(dice: Random) -> list[Fact]:
    return [_name(dice.choice(_PLACES).replace("_", " "))]


def foreign_word(dice: Random) -> list[Fact]:
    return [_name(dice.choice(_FOREIGN))]


def name_only(dice: Random) -> list[Fact]:
    [fact] = dice.choice([person, initials, organisation, product, place])(dice)
    while fact.text in _OF_WORDS:
        [fact] = place(dice)
    return [Fact(fact.text, fact.forms, rule="whole")]


def byline(dice: Random) -> list[Fact]:
    return [*dice.choice([person, initials])(dice), *place(dice)]


def _address(text: str) -> list[Fact]:
    return [Fact(text, exact(text))]


def _path(dice: Random) -> str:
    return "/".join(dice.sample(_WORDS, dice.choice([1, 2, 3])))


def url(dice: Random) -> list[Fact]:
    query = dice.choice(["", "", f"?id={dice.randrange(2, 900)}", f"#{dice.choice(_WORDS)}"])
    return _address(f"http{dice.choice(['s', 's', ''])}://{dice.choice(_DOMAINS)}/{_path(dice)}{query}")


def schemeless(dice: Random) -> list[Fact]:
    return _address(f"{dice.choice(['', 'www.'])}{dice.choice(_DOMAINS)}/{_path(dice)}")


def email(dice: Random) -> list[Fact]:
    user = dice.choice([f"{dice.choice(_GIVEN)}.{_surname(dice)}".lower(), dice.choice(_WORDS)])
    return _address(f"{user}@{dice.choice(_DOMAINS)}")


def domain(dice: Random) -> list[Fact]:
    return _address(
        f"{dice.choice(['', 'mail.', 'www.'])}{_invented(dice).lower()}.{dice.choice(['org', 'com', 'io', 'co.uk', 'net'])}"
    )


def path(dice: Random) -> list[Fact]:
    inside = _path(dice)
    return _address(
        dice.choice(
            [
                f"/etc/{inside}.conf",
                f"~/.config/{inside}",
                f"/var/log/{inside}.log",
                "C:\\Program\\" + inside.replace("/", "\\"),
            ]
        )
    )


def file_name(dice: Random) -> list[Fact]:
    ending = dice.choice(["pdf", "csv", "xlsx", "tar.gz", "md", "docx", "yaml", "py"])
    glue = dice.choice("-_")
    return _address(
        f"{glue.join(dice.sample(_WORDS, 2))}{dice.choice(['', f'{glue}v{dice.randrange(2, 9)}'])}.{ending}"
    )


def dotted(dice: Random) -> list[Fact]:
    return _address(".".join(dice.sample(_WORDS, dice.choice([2, 3]))) + dice.choice(["", "()", "()"]))


def option(dice: Random) -> list[Fact]:
    return _address(
        dice.choice(
            [
                f"--{dice.choice(['no-', ''])}{'-'.join(dice.sample(_WORDS, 2))}",
                f"--{dice.choice(_WORDS)}=off",
                f"-{_letter(dice).lower()}",
            ]
        )
    )


def variable(dice: Random) -> list[Fact]:
    name = "_".join(dice.sample(_WORDS, 2)).upper()
    return _address(dice.choice([name, name, f"${name}"]))


def version(dice: Random) -> list[Fact]:
    one, two, three = dice.randrange(0, 30), dice.randrange(0, 99), dice.randrange(0, 20)
    return _address(
        dice.choice(
            [
                f"{one}.{two}",
                f"{one}.{two}.{three}",
                f"v{one}.{two}.{three}",
                f"{one}.{two}.x",
                f"{one}.{two}.{three}-rc1",
            ]
        )
    )


NAMES = {
    "person": ("person", person),
    "owner": ("owner", owner),
    "initials": ("person", initials),
    "two people": ("two people", two_people),
    "organisation": ("organisation", organisation),
    "product": ("product", product),
    "place": ("town", place),
    "foreign-script word": ("word", foreign_word),
    "name-only unit": ("alone", name_only),
    "byline": ("byline", byline),
    "URL": ("address", url),
    "URL without scheme": ("address", schemeless),
    "e-mail": ("mail", email),
    "domain": ("address", domain),
    "path": ("file", path),
    "file name": ("file", file_name),
    "dotted identifier": ("identifier", dotted),
    "option": ("option", option),
    "environment variable": ("variable", variable),
    "version": ("version", version),
}
"""By kind: the role of the carriers, and the generator."""
