"""The house rule: an import only ever points down, and siblings on a floor never meet (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "workflow"

FLOORS: dict[str, int] = {
    "model": 0,
    "errors": 0,
    "files": 1,
    "workers": 1,
    "languages": 1,
    "markup": 1,
    "segmentation": 1,
    "matching": 1,
    "advice": 1,
    "formats": 2,
    "engines": 2,
    "catalogs": 2,
    "config": 2,
    "checking": 3,
    "glossary": 3,
    "memory": 3,
    "starting": 4,
    "exchange": 4,
    "extraction": 4,
    "drafting": 4,
    "publishing": 4,
    "reporting": 4,
    "git": 4,
    "running": 5,
    "cli": 6,
    "__main__": 7,
}
# A sibling may be met where the architecture says so: config hands formats and engines their settings.
ALLOWED = {("config", "formats"), ("config", "engines")}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The top-level rooms of ``workflow`` that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; the project writes absolute ones"
            names = [node.module or ""]
            if node.module == "workflow":
                names = [f"workflow.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("workflow.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        assert not imports(path)
        return
    assert room in FLOORS, f"{room} has no floor: give it one in docs/architecture.md and here"
    for other in imports(path) - {room}:
        assert FLOORS[other] < FLOORS[room] or (room, other) in ALLOWED, f"{path.name} imports workflow.{other}"


def test_one_module_imports_polib() -> None:
    def uses(path: Path) -> bool:
        return any(
            (isinstance(node, ast.Import) and any(alias.name == "polib" for alias in node.names))
            or (isinstance(node, ast.ImportFrom) and node.module == "polib")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )

    assert sum(uses(path) for path in modules()) <= 1
