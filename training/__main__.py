"""``python -m training prepare|train|pack|words|evaluate|readset``: see README.md beside this file."""

import json
from pathlib import Path

import click

from training.recipes import RECIPES

_ROOT = Path(__file__).resolve().parents[1]
_corpora = click.option(
    "--corpora",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=_ROOT.parent / "shared" / "corpora",
    help="The folder of parallel texts.",
)
_work = click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where everything of this pair is kept. Default: training/work/PAIR.",
)
_pair = click.argument("pair", type=click.Choice(sorted(RECIPES)))


def _folder(pair: str, work: Path | None) -> Path:
    return work or _ROOT / "training" / "work" / pair


@click.group()
def main() -> None:
    """Make the starter packages."""


@main.command()
@_pair
@_corpora
@_work
@click.option("--limit", default=0, help="Only so many pairs of each text, for a trial.")
@click.option("--seed", default=1, show_default=True)
def prepare(pair: str, corpora: Path, work: Path | None, limit: int, seed: int) -> None:
    """Clean the texts of PAIR and put placeholder tags and noise into a part of them."""
    from training.prepare import prepare as run

    click.echo(json.dumps(run(RECIPES[pair], corpora, _folder(pair, work), seed=seed, limit=limit), indent=2))


@main.command()
@_pair
@_work
@click.option("--hours", default=None, type=float, help="Hours of training in all. Default: the recipe's.")
@click.option(
    "--start", type=click.Path(exists=True, file_okay=False, path_type=Path), help="An unpacked package to begin with."
)
@click.option("--same-pieces", is_flag=True, help="Keep that package's pieces too (for the same pair).")
@click.option("--threads", default=2, show_default=True)
@click.option("--rate", default=1.5e-3, show_default=True, help="The highest learning rate.")
def train(
    pair: str, work: Path | None, hours: float | None, start: Path | None, same_pieces: bool, threads: int, rate: float
) -> None:
    """Train PAIR and export the model; interrupted, the same command goes on."""
    from training.train import Settings
    from training.train import train as run

    recipe = RECIPES[pair]
    settings = Settings(
        hours=recipe.hours if hours is None else hours, start=start, same_pieces=same_pieces, threads=threads, rate=rate
    )
    click.echo(run(recipe, _folder(pair, work), settings))


@main.command()
@_pair
@_work
@click.option(
    "--average", "files", multiple=True, type=click.Path(exists=True, path_type=Path), help="Checkpoints to average."
)
def export(pair: str, work: Path | None, files: tuple[Path, ...]) -> None:
    """Write the model again from checkpoints: of the last one, or of the average of several."""
    from training.checkpoints import export_average

    folder = _folder(pair, work)
    click.echo(export_average(RECIPES[pair], folder, files or (folder / "checkpoint.pt",)))


@main.command()
@_pair
@_corpora
@_work
@click.option("--out", type=click.Path(path_type=Path), default=_ROOT / "workflow" / "engines" / "starter")
def pack(pair: str, corpora: Path, work: Path | None, out: Path) -> None:
    """Measure the model of PAIR and write the package."""
    from training.pack import pack as run

    click.echo(run(RECIPES[pair], _folder(pair, work), corpora, out))


@main.command()
@_pair
@_corpora
@click.option("--out", type=click.Path(path_type=Path), default=_ROOT / "workflow" / "checks" / "words")
@click.option("--seed", default=1, show_default=True)
def words(pair: str, corpora: Path, out: Path, seed: int) -> None:
    """Make the bilingual word table of PAIR, with which omissions are found."""
    from training.words import make_table

    source, target = pair.split("-")
    texts = [corpora / pair / name for name in ("train.tsv.xz", "docs.tsv.xz")]
    judges = [
        both
        for name in ("dev", "docs-dev")
        for both in zip(
            *(
                (corpora / pair / f"{name}.{code}").read_text(encoding="utf-8").splitlines()
                for code in (source, target)
            ),
            strict=True,
        )
    ]
    click.echo(json.dumps(make_table((source, target), texts, judges, out / f"{pair}.tsv.xz", seed=seed)))


@main.command()
@_corpora
def evaluate(corpora: Path) -> None:
    """Measure the packages as they are shipped and write the table of docs/quality.md."""
    from training.evaluate import evaluate as run
    from training.evaluate import write_table

    rows = run(corpora)
    write_table(rows, _ROOT / "docs" / "quality.md", _ROOT / "training" / "reports" / "figures.json")
    for pair, name, digest, figures in rows:
        click.echo(f"{pair} {name} {digest} {json.dumps(figures.as_dict())}")


@main.group()
def readset() -> None:
    """Drafts that people read: draw them, add their verdicts, fit the risk to them, write the tables."""


@readset.command("draw")
@_pair
@_corpora
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write to.")
@click.option("--changed", is_flag=True, help="Only drafts that were not read yet.")
def draw_command(pair: str, corpora: Path, out: Path, changed: bool) -> None:
    """Write the drafts of PAIR for two readers: PAIR-a.txt and PAIR-b.txt."""
    from training.readset import blind, digest, drafted, draw, load

    samples = draw(pair, corpora)
    _, drafts = drafted(pair, samples)
    known = {(read.name, read.line, read.draft) for read in load(pair)} if changed else set()
    new = [
        (sample.name, sample.line, digest(draft)) not in known for sample, draft in zip(samples, drafts, strict=True)
    ]
    out.mkdir(parents=True, exist_ok=True)
    for reader in ("a", "b"):
        (out / f"{pair}-{reader}.txt").write_text(blind(pair, reader, samples, drafts, new), encoding="utf-8")
    click.echo(f"{pair}: {sum(new)} drafts to read, {sum(draft.text is None for draft in drafts)} empty")


@readset.command("add")
@_pair
@_corpora
@click.argument("verdicts", nargs=2, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add_command(pair: str, corpora: Path, verdicts: tuple[Path, ...]) -> None:
    """Put the verdicts of both readers (two files) into the report of PAIR."""
    from training.readset import add, drafted, draw, save

    samples = draw(pair, corpora)
    engine, drafts = drafted(pair, samples)
    click.echo(save(pair, engine, add(pair, samples, drafts, verdicts)))


@readset.command("fit")
@_corpora
def fit_command(corpora: Path) -> None:
    """Fit the weights of the risk to one half of the verdicts."""
    from training.readset import is_held_out
    from training.risk import fit, judged, weights_module, without_scores

    found = [one for one in judged(corpora) if not is_held_out(one.read)]
    path = _ROOT / "workflow" / "drafting" / "quality" / "weights.py"
    path.write_text(weights_module(fit(found), fit(without_scores(found))), encoding="utf-8")
    click.echo(f"{path}: fitted to {len(found)} drafts")


@readset.command("table")
@_corpora
def table_command(corpora: Path) -> None:
    """Write the tables of docs/quality.md, and the program's readings.json."""
    from training.readset_tables import write

    click.echo(write(corpora, _ROOT))


if __name__ == "__main__":
    main(prog_name="python -m training")
