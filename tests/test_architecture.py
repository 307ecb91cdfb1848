"""The layer rule: an import only ever points down, and siblings on a layer never meet (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "workflow"

LAYERS: dict[str, tuple[str, ...]] = {
    # The whole program, from the bottom up.
    "": (
        "data_formats errors excerpts html text_encoding word_filters",
        "inline_tags",
        "model languages boundary renaming",
        "findings files report_pages locks workers quantities segmentation readings xml_stream parse_cache pickling plugins program_version yaml_errors",
        "lexicon risk_levels",
        "formats engines catalogs",
        "project",
        "glossary memory spelling",
        "checks",
        "init exchange git extraction drafting editing checking",
        "publishing",
        "pipeline reporting",
        "language_server serving",
        "cli",
        "__main__",
    ),
    # Inside its packages, likewise.
    "publishing": (
        "report atomic_swap compressing file_hashes foreign_files nav_tree open_elements paths preview spool targets text_checks titles ui_strings",
        "listings policy sanitising",
        "ui_catalogs",
        "corrections descriptions language_policy tag_names",
        "unit_findings unit_record",
        "editions folder_entries",
        "aliases navigation",
        "manifest site versions",
        "archives coverage document_record removed_html slugs theming",
        "formulas highlighting links search_index",
        "assets facts finishing heads root_files",
        "dated menus stored_facts structured_data tags",
        "feeds notices store",
        "page_lists",
        "contents pages site_findings",
        "books",
        "builders",
        "moved_pages previous verification",
        "plan",
        "record_writing",
        "writing",
        "build",
    ),
    "checks": (
        "dictionaries",
        "directions known_names language_pair misread results_version scripts sources word_tables",
        "length_ratio",
        "answers asides brackets content invisible letters markup names negation omission quantities repetition symbols vocabulary wrapping wrong_language",
        "antonyms completeness garbled_names",
        "full_names",
        "entry_grammar plural_sources table placeholders",
        "model",
        "unknown_words",
        "entry_facts",
        "rules",
    ),
    "checks.rules": (
        "blocks capitals characters consistency duplicates entries history html_markup length opinions punctuation quotes same spacing spelling tags terminology",
        "meaning",
    ),
    "checking": (
        "options report sarif result_cache opinion_cache words",
        "baseline code_hosts html_report ignores junit",
        "catalog_run",
        "catalog_records corrections second_opinion",
        "language_run texts",
        "opinions",
        "files project",
        "fixing",
    ),
    "report_pages": ("charts texts", "rendering"),
    "quantities": (
        "eras literals model more_units patterns words",
        "names proportions",
        "clock_words copied dates mixed multiples references small_number_words magnitude_words stray_signs surroundings unit_words years",
        "finding phrases",
        "pairing writing",
        "joints",
        "changes",
        "localising",
    ),
    "publishing.books": (
        "content_model nodes pictures",
        "mathml_grammar scope",
        "book_links conforming",
        "chapter",
        "book",
        "cover",
    ),
    "publishing.builders": ("base", "book_builder", "epub html pdf source"),
    "publishing.builders.epub": ("footnotes", "documents", "container"),
    "publishing.builders.pdf": ("formula_pictures page_notes typesetting", "document", "rendering"),
    "catalogs": (
        "characters hashes layout polib_bridge source_edits",
        "comment_syntax templates",
        "headers parse approvals fuzzy_match",
        "provenance",
        "states wrap reuse merge3 plural_forms",
        "carrying write join_split",
        "changes msgmerge",
        "saving repair places",
        "store",
    ),
    "catalogs.source_edits": (
        "clock tokens",
        "spelling",
        "comparison",
        "exchange",
        "kinds",
    ),
    "catalogs.parse": ("lines", "source_text string_map", "scanner", "parser"),
    "catalogs.wrap": (
        "character_table format_directives pypo unicode16",
        "break_rules",
        "gettext",
        "file_style",
    ),
    "catalogs.write": ("entry_lines", "serialiser", "flags raw_lines rewrap"),
    "catalogs.merge3": ("fields", "entries"),
    "html": ("elements", "parameters", "tokenizer", "writing"),
    "inline_tags": (
        "model spans technical time_limit format_patterns",
        "html patterns format_strings simple_markup",
        "inline marks",
        "finding labels pairing",
        "emphasis verification",
        "grammar",
    ),
    "formats": ("anchors base lines", "directives front_matter marks plugins splicing", "markdown plain_text"),
    "formats.front_matter": ("keys model", "json_block toml_block yaml_block", "finding"),
    "formats.markdown": (
        "code container_info dialects slugs view",
        "autolinks csv_tables directive_lines docfx_columns settings",
        "code_texts components containers definition_marks placement",
        "events",
        "admonitions anchors footnotes inline",
        "anchoring collecting directive_html html_blocks escape wiki_links",
        "container_html",
        "html",
        "code_blocks",
        "runs",
        "extract",
        "format",
    ),
    "formats.markdown.code": ("model prose", "cell_options comments mermaid writing"),
    "formats.markdown.dialects": (
        "rules",
        "components everywhere formulas generators pandoc python_markdown template_tags",
    ),
    "formats.plain_text": ("reading", "headings html writing", "format"),
    "engines": (
        "base batches firefox_worker http in_flight presets",
        "apertium_modes apertium_stream chat_prompts client firefox_workers pivot plugins quality ranking servers variants",
        "apertium chat_answers packages served_models",
        "chat opinion_prompts",
        "opinion_answers",
        "argos firefox libretranslate openai opinions",
        "starter_packages",
        "choice",
    ),
    "engines.packages": (
        "package scratch",
        "archive",
        "argos download firefox",
        "available installed loading trial",
        "index placing records",
        "firefox_install lookup",
        "install",
        "convert",
    ),
    "project": (
        "git_files git_history layout patterns source_layouts suggestions walking yaml_nodes",
        "navigation_files publish_policy site_settings theme_settings",
        "publish_loading",
        "configuration earlier_catalogs engine_names servers site_generators",
        "documents",
        "model",
        "addresses loading",
        "editing",
    ),
    "glossary": ("model stemming", "tables terms", "tbx", "loading", "adding checking", "suggesting"),
    "spelling": ("dictionaries speller", "loading"),
    "memory": (
        "abstraction model trigram_index",
        "compendia store tmx",
        "lookup",
        "sync",
        "exporting importing",
    ),
    "extraction": ("fingerprint orphans", "catalog_index pruning writes", "report", "merge", "extract"),
    "editing": (
        "model naming filters",
        "applying journal",
        "deciding named selecting void",
        "undoing",
    ),
    "serving": ("site_files watching", "web_server", "preview_server"),
    "reporting": ("doctor expectations provenance", "queue status", "unit audit", "audit_page record_page unit_facts"),
    "language_server": (
        "positions",
        "open_texts projects",
        "catalog_texts",
        "actions diagnostics drafts hover lenses links",
        "source_pages",
        "session",
        "server",
    ),
    "drafting": (
        "segments",
        "strategies",
        "quality",
        "translation",
        "reuse",
        "budget report",
        "options entries targets",
        "resources selection discarding",
        "batch ledger",
        "reuse_pass engine_pass",
        "language_run",
        "project po_file explain",
    ),
    "segmentation": ("lengths abbreviations", "boundaries", "splitting"),
    "drafting.segments": (
        "tokens",
        "edges tidying",
        "planning",
        "postedit context localisation quantities rewording spaces tag_texts terminology",
    ),
    "drafting.strategies": (
        "probes",
        "placeholder_styles",
        "base legend",
        "plain inline_tags protected_spans tag_projection",
        "clauses facts quotations terms retry sample_numbers",
    ),
    "drafting.quality": ("features weights", "estimation validation"),
    "drafting.translation": ("draft sentences", "assembly", "drafter"),
    "drafting.reuse": ("base sentence_alignment", "sentence_diff", "completion", "pretranslation repair"),
}
"""By package: its modules and subpackages, a string for each layer, the lowest first."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The modules below ``workflow`` that a module imports, inside functions too: ``drafting.project``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; the project writes absolute ones"
            module = node.module or ""
            names = [
                f"{module}.{alias.name}" if is_module(f"{module}.{alias.name}") else module for alias in node.names
            ]
        else:
            continue
        found |= {name.removeprefix("workflow.") for name in names if name.startswith("workflow.")}
    return {name for name in found if is_module(f"workflow.{name}")}


def is_module(dotted: str) -> bool:
    path = PACKAGE.parent.joinpath(*dotted.split("."))
    return dotted.startswith("workflow") and (path.with_suffix(".py").is_file() or (path / "__init__.py").is_file())


def children(package: str) -> set[str]:
    folder = PACKAGE.joinpath(*package.split(".")) if package else PACKAGE
    names = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    return names - {"__init__"}


def child_of(package: str, module: str) -> str:
    """Which child of ``package`` a module is in; empty where it is not below it."""
    prefix = f"{package}." if package else ""
    return module.removeprefix(prefix).split(".")[0] if module.startswith(prefix) else ""


@pytest.mark.parametrize("package", LAYERS, ids=lambda package: package or "workflow")
def test_every_module_has_its_layer(package: str) -> None:
    named = [name for layer in LAYERS[package] for name in layer.split()]
    assert sorted(named) == sorted(children(package)), "give it a layer in docs/architecture.md and here"


@pytest.mark.parametrize("package", LAYERS, ids=lambda package: package or "workflow")
def test_imports_point_down(package: str) -> None:
    layer_of = {name: number for number, layer in enumerate(LAYERS[package]) for name in layer.split()}
    folder = PACKAGE.joinpath(*package.split(".")) if package else PACKAGE
    wrong = []
    for path in sorted(folder.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        own = child_of(package, module)
        if own not in layer_of:  # the package's own __init__, which shows what lies in it
            continue
        others = {child_of(package, name) for name in imports(path)} - {own, ""}
        wrong += [f"{module} imports {other}" for other in others if layer_of.get(other, -1) >= layer_of[own]]
    assert not wrong


def test_one_module_imports_polib() -> None:
    def uses(path: Path) -> bool:
        return any(
            (isinstance(node, ast.Import) and any(alias.name == "polib" for alias in node.names))
            or (isinstance(node, ast.ImportFrom) and node.module == "polib")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )

    assert sum(uses(path) for path in modules()) <= 1
