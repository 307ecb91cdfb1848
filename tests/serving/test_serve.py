"""``workflow serve``, the real program over loopback."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.publishing.project import CONFIG, Small, small
from tests.serving.program import Events, Serving, serving
from tests.terminal import terminal
from workflow.model import Observer
from workflow.serving import serve

POLICY = "publish: [approved, source]\n"


@pytest.fixture
def river(tmp_path: Path) -> Small:
    made = small(tmp_path / "river", CONFIG + POLICY)
    made.translate("es", "index.md", {"The river": ("El río", "draft"), "It is safe.": "Es seguro."})
    return made


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Small, Serving]]:
    """A server for the tests that change nothing."""
    made = small(
        tmp_path_factory.mktemp("served"),
        CONFIG + POLICY + "site_url: https://example.org/the%20boats/\nroot_files: top\n",
    )
    made.translate("es", "index.md", {"The river": ("El río", "draft")})
    made.write("top/CNAME", "example.org\n")
    made.write("top/data.po", 'msgid ""\nmsgstr ""\n')
    with serving(made.root) as server:
        yield made, server
        assert server.interrupt() == 0
        assert "Traceback" not in server.text


def test_it_shows_the_preview_and_writes_nothing_else(served: tuple[Small, Serving]) -> None:
    made, server = served
    page = server.get(f"{server.top}es/index.html")
    assert page.status == 200
    assert "El río" in page.text and "noindex" in page.text
    assert server.get(f"{server.top}es/").body == page.body
    assert not (made.root / "editions").exists()
    # What was published has no script: the server adds it.
    assert _script(page.version) in page.text
    assert "reload.js" not in (made.root / ".workflow/serve/html/es/index.html").read_text(encoding="utf-8")


def test_it_is_mounted_where_the_site_will_be(served: tuple[Small, Serving]) -> None:
    _, server = served
    assert server.top == "/the%20boats/"
    for target in ("/", "/the%20boats"):
        answer = server.get(target)
        assert (answer.status, answer.headers["Location"]) == (302, "/the%20boats/")
    assert f'"url": "http://127.0.0.1:{server.port}/the%20boats/es/"' in server.get(f"{server.top}es/").text
    assert server.get("/es/index.html").status == 404


def test_missing_addresses_get_the_page_of_their_language(served: tuple[Small, Serving]) -> None:
    made, server = served
    for code in ("es", "ar"):
        answer = server.get(f"{server.top}{code}/none/at/all")
        assert answer.status == 404
        own = (made.root / f".workflow/serve/html/{code}/404.html").read_text(encoding="utf-8")
        assert answer.text.replace(_script(answer.version), "") == own
    assert server.get(f"{server.top}none").status == 404


def test_content_types(served: tuple[Small, Serving]) -> None:
    _, server = served
    for path, content_type in (
        ("es/index.html", "text/html; charset=utf-8"),
        ("theme/edition.css", "text/css; charset=utf-8"),
        ("assets/images/boat.svg", "image/svg+xml; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("CNAME", "application/octet-stream"),
        ("data.po", "application/octet-stream"),
    ):
        answer = server.get(server.top + path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, content_type), path
        assert answer.headers["Cache-Control"] == "no-store"
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        head = server.get(server.top + path, method="HEAD")
        assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", answer.headers["Content-Length"])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil", "0.0.0.0", "", None])
def test_other_names_are_refused(served: tuple[Small, Serving], host: str | None) -> None:
    _, server = served
    for target in (server.top, "/.workflow/events", "/.workflow/reload.js"):
        answer = server.get(target, host=" " if host == "" else host)
        assert answer.status == 403
        assert b"river" not in answer.body
    assert server.get(server.top, host=f"localhost:{server.port}").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/the%20boats/../../../workflow.yaml",
        "/the%20boats/%2e%2e/%2e%2e/%2e%2e/workflow.yaml",
        "/the%20boats/..%2f..%2f..%2fworkflow.yaml",
        "/the%20boats/es/..",
        "/the%20boats//etc/passwd",
        "/the%20boats/%00",
        "/the%20boats/%ff",
        "//etc/passwd",
        "/the%20boats/.lock",
        "/the%20boats/es/index.html/",
        "http://evil.example/",
    ],
)
def test_nothing_outside_is_served(served: tuple[Small, Serving], target: str) -> None:
    _, server = served
    answer = server.get(target)
    assert answer.status in (400, 404), answer
    assert b"title: " not in answer.body and b"root:" not in answer.body


def test_no_link_is_followed(served: tuple[Small, Serving]) -> None:
    made, server = served
    html = made.root / ".workflow/serve/html"
    (html / "out").symlink_to(made.root / "source", target_is_directory=True)
    (html / "es/config.txt").symlink_to(made.root / "workflow.yaml")
    os.mkfifo(html / "es/pipe")
    try:
        for target in ("out/index.md", "out/", "es/config.txt", "es/pipe"):
            assert server.get(server.top + target).status == 404
    finally:
        for path in ("out", "es/config.txt", "es/pipe"):
            (html / path).unlink()


def test_it_listens_on_this_computer_only(served: tuple[Small, Serving]) -> None:
    _, server = served
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    listening = [row[1] for row in rows if row[3] == "0A"]
    assert [address for address in listening if address.endswith(f":{server.port:04X}")] == [
        f"0100007F:{server.port:04X}"
    ]


def test_a_second_one_for_the_project_is_refused(served: tuple[Small, Serving]) -> None:
    made, _ = served
    line = TemporaryProject(made.root).run("serve", "--port", "0").line()
    assert "another `workflow serve` is running for this project" in line


def test_a_port_that_is_taken_is_one_line(river: Small) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = TemporaryProject(river.root).run("serve", "--port", str(port)).line()
    assert f"port {port} cannot be used" in line and "--port" in line
    assert "70000" in TemporaryProject(river.root).run("serve", "--port", "70000").line()


def test_a_change_reloads_the_pages(river: Small) -> None:
    with serving(river.root) as server:
        page = server.get("/en/index.html")
        events = Events(server.port)
        assert events.response.headers["Content-Type"] == "text/event-stream"
        assert events.next()["version"] == page.version

        # A document, saved as many editors do: a new file takes its place.
        new = river.write("source/.index.md.swp", "# The river\n\nA bridge.\n")
        new.rename(river.root / "source/index.md")
        state = events.until_version_differs(page.version)
        assert state["problems"] == []
        page = server.get("/en/index.html")
        assert "A bridge." in page.text and page.version == state["version"]
        assert server.until("Published: ").rstrip() == "Published: source/index.md"

        # A translation.
        river.translate("es", "guide.md", {"Tools": "Herramientas"})
        state = events.until_version_differs(page.version)
        assert "Herramientas" in server.get("/es/guide.html").text

        # The configuration, and a theme that it names.
        river.write("theme/footer.html", "<footer>One foot</footer>\n")
        river.write("workflow.yaml", CONFIG + POLICY + "theme: theme\n")
        state = events.until_version_differs(state["version"])
        assert "One foot" in server.get("/es/guide.html").text

        # A template that takes the place of the program's while it runs.
        river.write("theme/steps.html", "<p>No steps</p>\n")
        state = events.until_version_differs(state["version"])
        assert "No steps" in server.get("/es/guide.html").text

        # A page goes away.
        (river.root / "source/guide.md").unlink()
        events.until_version_differs(state["version"])
        assert server.get("/es/guide.html").status == 404
        events.close()


def test_mistakes_are_shown_and_the_last_publication_stays(river: Small) -> None:
    with serving(river.root) as server:
        events = Events(server.port)
        events.next()
        for path, broken, place in (
            ("workflow.yaml", CONFIG + "titel: <b>x</b>\n", "workflow.yaml:4: "),
            ("source/index.md", b"# The river\n\n\xff\n", "source/index.md:3: "),
            ("locales/es/LC_MESSAGES/index.po", 'msgid "x\n', "locales/es/LC_MESSAGES/index.po:1: "),
        ):
            good = (river.root / path).read_bytes()
            river.write(path, broken)
            state = events.next()
            (problem,) = state["problems"]
            assert problem.startswith(place)
            assert server.until("workflow: ").startswith(f"workflow: {place}")
            assert "El río" in server.get("/es/index.html").text
            river.write(path, good)
            assert events.next()["problems"] == []
        # Without a configuration, none in a folder above is taken.
        (river.root.parent / "workflow.yaml").write_text("title: Above\nsource_language: en\nlanguages: [de]\n")
        (river.root / "workflow.yaml").rename(river.root / "kept")
        assert "workflow.yaml: there is no such file" in events.next()["problems"][0]
        (river.root / "kept").rename(river.root / "workflow.yaml")
        assert events.next()["problems"] == []
        assert server.process.poll() is None
        assert server.interrupt() == 0
        assert "Traceback" not in server.text


def test_it_begins_without_a_document(tmp_path: Path) -> None:
    project = TemporaryProject(tmp_path)
    project.write("workflow.yaml", CONFIG)
    (tmp_path / "source").mkdir()
    with serving(tmp_path) as server:
        page, events = server.get("/es/"), Events(server.port)
        assert page.status == 503
        assert "there is no document to publish" in events.next()["problems"][0]
        project.write("source/index.md", "# The river\n")
        events.until_version_differs(page.version)
        assert "The river" in server.get("/es/").text


def test_what_is_not_published_leads_to_no_build(river: Small) -> None:
    with serving(river.root) as server:
        events = Events(server.port)
        version = events.next()["version"]
        for path in (".git/index", "editions/html/es/index.html", ".workflow/checks/x", "source/.hidden", "notes/x.md"):
            river.write(path, "x")
        river.write("source/guide.md", "# Another guide\n")
        events.until_version_differs(version)
        assert server.until("ublished: ").rstrip() == "Published: source/guide.md"
        assert [line for line in server.lines if "No page changed" in line] == []


def test_a_change_during_a_build_leads_to_one_more(river: Small) -> None:
    during = iter(["# Changed meanwhile\n"])

    def progress(done: int, total: int, what: str) -> None:
        if done == total and (text := next(during, None)):  # index.md has been read
            river.write("source/index.md", text)

    with serve(river.project, port=0) as preview:
        builds = preview.builds(Observer(progress))
        assert next(builds).changed == ()
        page = river.root / ".workflow/serve/html/en/index.html"
        assert "Changed meanwhile" not in page.read_text(encoding="utf-8")
        assert next(builds).changed == ("source/index.md",)
        assert "Changed meanwhile" in page.read_text(encoding="utf-8")


def test_nothing_stays_behind(river: Small) -> None:
    for number, code in ((signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGKILL, -9)):
        with serving(river.root) as server:  # each time: the lock has ended with its process
            Events(server.port).next()
            server.process.send_signal(number)
            assert server.end() == code  # the pipe is closed, so the second process has ended as well
            assert list((river.root / ".workflow/serve").glob(".building*")) == []
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.port))


def test_ctrl_c_in_the_first_moment(river: Small) -> None:
    with terminal("serve", "--port", "0", cwd=river.root) as window:
        window.until("0/6")
        window.type("\x03")
        assert window.end() == 0
        assert "Ended." in window.text and "Traceback" not in window.text


def test_it_opens_the_browser_with_what_readers_would_get(river: Small) -> None:
    browser = river.write("browser", f'#!{sys.executable}\nimport sys\nprint("opened", sys.argv[1])\n')
    browser.chmod(0o755)
    with serving(river.root, "--open", "--as-published", env={"BROWSER": str(browser)}) as server:
        assert server.until("opened").rstrip() == f"opened http://127.0.0.1:{server.port}/"
        page = server.get("/es/index.html").text
        assert "El río" not in page and "Es seguro." not in page


def _script(version: str) -> str:
    return f'<script src="/.workflow/reload.js" data-version="{version}"></script>\n'
