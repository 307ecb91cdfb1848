"""Technical names: kept as they are, while prose with the same signs stays prose."""

import pytest

from workflow.inline_tags import Grammar, TagKind, find_tags

NAMES = (
    r"""
example.org/open/door|docs.example.co.uk/x?y=1#z|my-site.example.org|münchen.example/straße|localhost:8080|192.168.0.1/24|127.0.0.1:80
user@host|@scope/package|git@github.example:org/repo.git|mailto:a@b.example|irc://x.example/y|#hashtag|#ff8800|owner/project#12
10.1000/xyz|978-3-16-148410-0|550e8400-e29b-41d4-a716-446655440000|d41d8cd98f00b204e9800998ecf8427e|00:1A:2B:3C:4D:5E|fe80::1
C:\Users\x|HKLM\SOFTWARE|\\server\share|-x|-rf|/usr|src/docs/|file.7z|photo.heic|os.path.join|System.out|java.util.List|a.b.C
Foo::bar|obj->field|.NET|ASP.NET|C++|C#|Ctrl+C|Ctrl+Shift+T|Alt+F4|ISO-8859-1|CVE-2024-12345|&lt;script&gt;|A < B && C > D|x == y|a &lt; b
Ctrl+Enter|Ctrl+Shift+PageDown|Alt+Left|UTF-8|SHA-256|Kelmo-X3|*.txt|src/*.tar.gz|-Wall|-Wno-unused|-std=c99|XMLHttpRequest|HTMLElement
a ≥ p && p > 86|n ± 5|x * y
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
# A "||" in the table would be a cell of its own.
NAMES = [name for name in NAMES if name] + ["x == y || z != 0"]

PROSE = (
    """
e.g. this;i.e. that;and/or;end.Next;U.S. and U.K.;24/7;AC/DC;he/she;at 5:30 today;a.m. and p.m.;etc.and;No.5;one -- two;a - b;-5 degrees
well-known;3/4 of;Ph.D.;the #1 choice;TCP/IP;"yes"/"no";km/h;vs.the;J.R.R. Tolkien;Q&A;A+;x-ray;John 3:16;note:this;1,000.50;U.S.A.
facade;decade;1990s;2 + 2 = 4;File > Open;I + you;approx.ten;either/or;AT&T;9-to-5
two PDFs and DVDs;PhDs;the -Werkzeuge;und -Dienste;Vitamin-D;a *;2 *. 3;McDonald;Boeing 747-400
""".replace("\n", ";")
    .strip(";")
    .split(";")
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sentence", ["Open {} now, then go.", "Go to {}", "({})", "{}: it works."])
@pytest.mark.parametrize("syntax", ["markdown", "plain"])
def test_a_technical_name_is_one_tag(name: str, sentence: str, syntax: str) -> None:
    found = find_tags(sentence.format(name), syntax=syntax)  # type: ignore[arg-type]
    assert [tag.text for tag in found] == [name]


@pytest.mark.parametrize("text", PROSE)
def test_prose_has_none(text: str) -> None:
    assert [tag.text for tag in find_tags(f"Open {text} now, then go.") if tag.kind is TagKind.NAME] == []


def test_a_placeholder_in_an_address_stays_one() -> None:
    assert "{id}" in [tag.text for tag in find_tags("Open example.org/users/{id} now.")]
    assert [tag.kind for tag in find_tags("at https://a.example/x and www.b.example/y")] == [TagKind.ADDRESS] * 2


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Visit example.org/open/door", "Visite example.org/open/doer"),
        ("Use Foo::bar.", "Use Foo::barra."),
        ("Press Ctrl+C.", "Pulse Ctrl+V."),
        ("&lt;script&gt; and &amp;", "&lt;schript&gt; und &amp;"),
        ("Run it with -x.", "Ejecútelo."),
    ],
)
def test_a_changed_name_is_seen(source: str, target: str) -> None:
    assert Grammar().verify(source, target)


def test_keys_have_other_names_on_other_keyboards() -> None:
    assert Grammar().verify("Press Ctrl+Shift+T.", "Drücken Sie Strg+Umschalt+T.") is None
