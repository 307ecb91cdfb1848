"""Files that could make the program hang, crash or mislead: each gives one clear line, or is read as far as it can be."""

import os
from pathlib import Path

import pytest

from tests.program import CONFIG, TemporaryProject

PAGE = "# The tide\n\nThe water comes twice a day.\n"
PO = "locales/es/LC_MESSAGES/tide.po"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(10)
)


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/tide.md", PAGE)
    project.good("extract")
    return project


@pytest.mark.parametrize(
    "front",
    [
        f"---\n{LAUGHS}title: T\n---\n",
        "---\ntitle: &a [*a]\n---\n",
        "---\nx: " + "[" * 600 + "]" * 600 + "\ntitle: T\n---\n",
        "---\ntitle: T\ndate: 2026-99-99\n---\n",
        "---\ntitle: T\nn: " + "9" * 5000 + "\n---\n",
        "+++\ntitle = 'T'\nn = " + "9" * 5000 + "\n+++\n",
        "+++\ntitle = 'T'\nn = " + "[" * 5000 + "\n+++\n",
        "---" + "\r\n" * 60 + "- x\r\n---\r\n",
    ],
    ids=["aliases", "alias in itself", "nested", "date", "digits", "toml digits", "toml nested", "blank lines"],
)
def test_front_matter(ready: TemporaryProject, front: str) -> None:
    ready.write("source/tide.md", front + "\n" + PAGE)
    for verb in ("extract", "status", "publish"):
        assert ready.run(verb).code in (0, 2), ready.run(verb)
        assert "internal error" not in ready.run(verb).err


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (LAUGHS, "values, those of aliases included"),
        ("title: &a [*a]\n", "an alias is inside the value that it stands for"),
        ("nav: " + "[" * 600 + "]" * 600 + "\n", "nested too deeply"),
        ("placeholders: ['(a']\n", "is not a valid regular expression"),
        ("placeholders: ['" + "(" * 5000 + ")" * 5000 + "']\n", "is not a valid regular expression"),
        ("placeholders: ['x*']\n", "matches the empty text"),
    ],
)
def test_configuration(ready: TemporaryProject, config: str, words: str) -> None:
    ready.write("workflow.yaml", CONFIG.replace("title: A test\n", "") + config)
    if "title" not in config:
        ready.write("workflow.yaml", CONFIG + config)
    line = ready.run("extract").line()
    assert words in line
    assert line.startswith("workflow: workflow.yaml:")


def test_a_pattern_of_many_stars(ready: TemporaryProject) -> None:
    ready.write("workflow.yaml", CONFIG + "documents: ['*a*a*a*a*a*a*a*a*a*a*a*a*a*b.md', '*.md']\n")
    ready.write(f"source/{'a' * 200}.md", PAGE)
    assert ready.good("extract").code == 0


def test_a_placeholder_that_takes_too_long(ready: TemporaryProject) -> None:
    ready.write("workflow.yaml", CONFIG + "placeholders: ['(a+)+b']\n")
    ready.write("source/odd.txt", f"{'a' * 60}!\n")
    assert "placeholders: '(a+)+b' takes too long" in ready.run("extract").line()


@pytest.mark.parametrize("verb", ["extract", "draft", "publish", "status", "run"])
def test_a_pipe_as_a_document(ready: TemporaryProject, verb: str) -> None:
    os.mkfifo(ready.root / "source" / "pipe.md")
    result = ready.run(verb)
    assert result.code == 2
    assert "source/pipe.md: cannot be read: is a pipe" in result.err + result.out


def make_odd(path: Path, kind: str) -> None:
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path.name)
    else:
        path.symlink_to("/dev/zero")


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "device"])
@pytest.mark.parametrize("verb", ["extract", "draft", "publish", "status", "queue", "check", "provenance"])
def test_a_catalog_that_is_no_file(ready: TemporaryProject, verb: str, kind: str) -> None:
    make_odd(ready.root / PO, kind)
    result = ready.run(verb, *([] if verb in ("provenance", "queue", "check") else ["-l", "es"]))
    assert "tide.po" in result.err + result.out, result
    assert result.code == 2, result
    assert "internal error" not in result.err


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "device"])
def test_a_document_that_is_no_file(ready: TemporaryProject, kind: str) -> None:
    (ready.root / "source" / "odd.md").write_text("x\n")
    make_odd(ready.root / "source" / "odd.md", kind)
    result = ready.run("extract")
    if kind != "folder":
        assert "odd.md" in result.line()


@pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[31mb.md", "a\u2028b.md", "\x9b31m.md", "a\rb/c.md"])
def test_a_name_with_control_characters(ready: TemporaryProject, name: str) -> None:
    ready.write(f"source/{name}", PAGE)
    line = ready.run("extract").line()
    assert "the name has control characters" in line
    assert line.isprintable()


@pytest.mark.parametrize("name", ["x" * 251 + ".md", "é" * 125 + ".md", "日" * 80 + ".txt", "y" * 241 + "/a.md"])
def test_a_name_without_room(ready: TemporaryProject, name: str) -> None:
    ready.write(f"source/{name}", PAGE)
    line = ready.run("extract").line()
    assert "Rename the file" in line
    assert name in line


@pytest.mark.parametrize("name", ["x" * 230 + ".md", "é" * 110 + ".md", "日" * 75 + ".txt"])
def test_a_name_with_little_room(ready: TemporaryProject, name: str) -> None:
    ready.write(f"source/{name}", PAGE)
    ready.good("extract")
    ready.good("publish")


@pytest.mark.parametrize(
    "content", [b'{"format":1}', b"[]", b'{"format":1,"editions":[]}', b'{"format":1,"editions":{"es":{}}}', b"\xff",
                b'{"format":1,"editions":{"es":{"title":1,"title_translated":1,"documents":{"tide.md":{"counts":{"x":1},"shown_in_source":0,"unread":0,"units":[]}}}}}',
                b"9" * 5000, b"[" * 100_000, b""],
)  # fmt: skip
def test_a_broken_manifest_heals(ready: TemporaryProject, content: bytes) -> None:
    ready.good("publish")
    before = (ready.root / "editions/manifest.json").read_bytes()
    ready.write("editions/manifest.json", content)
    ready.good("publish", "-l", "es")
    ready.good("publish")
    assert (ready.root / "editions/manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 4096, b"[" * 100_000, b"9" * 5000, b'{"key": 1}', b"null", b"\xff\xfe"]
)
def test_broken_caches_are_rebuilt(ready: TemporaryProject, content: bytes) -> None:
    ready.good("run")
    for path in (ready.root / ".workflow").rglob("*"):
        if path.is_file():
            path.write_bytes(content)
    ready.write("source/tide.md", PAGE + "\nMore.\n")
    ready.good("run")
    ready.good("status")


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (f'msgid "a"\nmsgid_plural "b"\nmsgstr[{"0" * 5000}1] "c"\n', "msgstr["),
        (f'msgid "a"\nmsgid_plural "b"\nmsgstr[{"9" * 5000}] "c"\n', "msgstr["),
        (f'msgid "a"\nmsgid_plural "b"\nmsgstr [ {"9" * 5000} ] "c"\n', "msgstr["),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=idna\\n"\n\nmsgid "a..b"\nmsgstr "c"\n', "is not a known charset"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=punycode\\n"\n\nmsgid "a"\nmsgstr "-c"\n', "is not a known charset"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=unicode_escape\\n"\n\nmsgid "a"\nmsgstr "\\\\ud800"\n', "is not a known charset"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=undefined\\n"\n', "is not a known charset"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=hex\\n"\n', "is not a known charset"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-16\\n"\n', "is not a known charset"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=../../x\\n"\n', "is not a known charset"),
    ],
)  # fmt: skip
def test_catalogs(ready: TemporaryProject, broken: str, words: str) -> None:
    ready.write(PO, broken)
    line = ready.run("extract").line()
    assert words in line
    assert len(line) < 500
    assert "internal error" not in ready.run("catalogs", "fix").err
