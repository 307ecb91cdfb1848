"""Document patterns: they match as documented, and no pattern takes exponential time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.project.patterns import matches

PIECES = st.sampled_from(["a", "b", ".", "/", "/", "*", "**", "?", "**/", "[ab]", "[!a]", "[z-a]", "[", "]"])
PATHS = st.lists(st.text("ab.[]", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


def slowly(pattern: str, path: str) -> bool:
    """The rule for patterns without ``**``, one character at a time."""
    if not pattern:
        return not path
    first, others = pattern[0], pattern[1:]
    if first == "*":
        name = path.partition("/")[0]
        return any(slowly(others, path[at:]) for at in range(len(name) + 1))
    if first == "[":
        letters, _, others = others.partition("]")
        good = path[:1] != "a" if letters == "!a" else path[:1] in {"a", "b"}
        return path[:1] not in {"", "/"} and good and slowly(others, path[1:])
    if first == "?":
        return path[:1] not in {"", "/"} and slowly(others, path[1:])
    return path[:1] == first and slowly(others, path[1:])


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.md", "a.md", True),
        ("*.md", "a/b.md", False),
        ("**/*.md", "a/b/c.md", True),
        ("**/*.md", "c.md", True),
        ("**/**/c.md", "c.md", True),
        ("a/**", "a/b/c", True),
        ("a/**", "b/c", False),
        ("**", "a/b", True),
        ("a**b", "axxb", True),
        ("a**b", "ax/xb", False),
        ("**/a/*/c", "x/a/y/a/b/c", True),
        ("**/a/**/b/c", "a/b/a/x/b/c", True),
        ("**/a/b/**/c.md", "a/a/b/c.md", True),
        ("[ab]?.md", "bz.md", True),
        ("[!ab].md", "a.md", False),
        ("[z-a].md", "[z-a].md", True),
        ("[a/b]", "[a/b]", True),
        ("*a*b*.md", "xxaxxbxx.md", True),
        ("*ab*ab.md", "abab.md", True),
        ("*ab*ab.md", "aab.md", False),
        ("*", "a\nb", True),
    ],
)
def test_examples(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


@given(st.lists(st.sampled_from(["a", "b", "/", "*", "?", "[ab]", "[!a]"]), min_size=1, max_size=7).map("".join), PATHS)
def test_the_rule(pattern: str, path: str) -> None:
    if "**" not in pattern and not pattern.startswith("./"):
        assert matches(pattern, path) is slowly(pattern, path)


@given(st.lists(PIECES, max_size=8).map("".join), PATHS)
def test_every_text_is_a_pattern(pattern: str, path: str) -> None:
    matches(pattern, path)
    assert matches("**/" + path.replace("[", "?"), f"x/y/{path}")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 30 + "*b.md", "a" * 250 + ".md"),
        ("**/a/" * 30 + "b.md", "a/" * 250 + "c.md"),
        ("**/*a*/" * 20 + "b", "aaaa/" * 100 + "c"),
        ("?*" * 60 + "b", "a" * 250),
        ("*[ab]*" * 30 + "c", "ab" * 120),
        ("**/" * 100 + "*x*x*x*x*x*x*x*x*x*x*y", "x/" * 200 + "x" * 200),
    ],
)
def test_patterns_that_took_exponential_time(pattern: str, path: str) -> None:
    """Each of these would run until the sun goes out."""
    assert not matches(pattern, path)
