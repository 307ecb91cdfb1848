"""Training for a given number of hours; an interrupted training can be resumed.

Runs in PyTorch's own environment (see README.md). On a processor in bfloat16 with float32 weights, on a GPU the same way.
"""

from __future__ import annotations

import json
import random
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from training.export import export
from training.network import PAD, Network, smoothed_loss
from training.pieces import learn, load, with_tags
from training.recipes import Recipe
from training.transfer import start_from

__all__ = ["Settings", "train"]

_BOS, _EOS = 1, 2
_LATE = 0.6
"""Fraction of the time after which a text's late share is used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a training. ``start``: an unpacked package to begin with; ``same_pieces``: with its pieces too."""

    hours: float
    start: Path | None = None
    same_pieces: bool = False
    tokens: int = 4000
    """Target tokens of a batch, with padding."""
    rate: float = 1.5e-3
    warm: int = 800
    longest: int = 100
    threads: int = 2
    save_minutes: float = 10
    seed: int = 1


@dataclass(slots=True)
class _Progress:
    seconds: float = 0.0
    step: int = 0
    tokens: int = 0
    epoch: int = 0


def train(recipe: Recipe, work: Path, settings: Settings) -> Path:
    """Train on ``work/pairs.tsv``; returns the folder of the exported model.

    ``work`` keeps ``pieces.model``, ``checkpoint.pt`` and ``log.jsonl``. Time of earlier runs counts: with a checkpoint there, the
    rest of the hours is trained.
    """
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    pieces, tags = _pieces(recipe, work, settings)
    names = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    network = Network(replace(recipe.model, pieces=len(names))).to(device)
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True
    )
    done = _Progress()
    checkpoint = work / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average = state["average"]
        done = _Progress(**state["done"])
        print(f"going on after {done.seconds / 60:.0f} minutes, step {done.step}", flush=True)
    else:
        if settings.start is not None:
            known = start_from(network, settings.start / "model", names)
            print(f"started from {settings.start.name}: {known} of {len(names)} pieces known", flush=True)
        average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    data = _load(work / "pairs.tsv", pieces, tags, settings.longest)
    print(f"{len(data)} pairs, {sum(len(row[2]) for row in data)} target tokens, {device}", flush=True)
    limit = settings.hours * 3600
    saved = logged = done.seconds
    loss_sum, loss_tokens = 0.0, 0
    clock = time.process_time()
    while done.seconds < limit:
        done.epoch += 1
        rng = random.Random(f"{settings.seed} {done.epoch} {done.step}")
        late = done.seconds > _LATE * limit
        for batch in _batches(_chosen(data, recipe, late=late, rng=rng), settings.tokens, rng):
            # Processor time: a process that was stopped, or had to share its processors, has trained less.
            clock, before = time.process_time(), clock
            done.seconds += (clock - before) / settings.threads
            if done.seconds >= limit or (not late and done.seconds > _LATE * limit):
                break
            for group in optimizer.param_groups:
                share = done.seconds / limit
                group["lr"] = settings.rate * min(1.0, (done.step + 1) / settings.warm) * max(0.02, (1 - share) ** 0.8)
            source = _tensor([row[1] for row in batch], device)
            target = _tensor([[_BOS, *row[2]] for row in batch], device)
            wanted = _tensor([[*row[2], _EOS] for row in batch], device)
            real = wanted != PAD
            with torch.autocast(device, dtype=torch.bfloat16):
                states = network(source, target)
            loss = smoothed_loss(states[real], network, wanted[real])
            count = int(real.sum())
            optimizer.zero_grad(set_to_none=True)
            (loss / count).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            done.step += 1
            done.tokens += count
            loss_sum, loss_tokens = loss_sum + float(loss.detach()), loss_tokens + count
            if done.step % 10 == 0:
                _follow(average, network, done.step)
            if done.seconds - logged >= min(60, limit / 6):
                line = {
                    "minutes": round(done.seconds / 60, 1),
                    "step": done.step,
                    "epoch": done.epoch,
                    "loss": round(loss_sum / loss_tokens, 4),
                    "tokens/s": round(loss_tokens / (done.seconds - logged)),
                }
                with (work / "log.jsonl").open("a", encoding="utf-8") as log:
                    log.write(json.dumps(line) + "\n")
                print(line, flush=True)
                logged, loss_sum, loss_tokens = done.seconds, 0.0, 0
            if done.seconds - saved >= settings.save_minutes * 60:
                saved = done.seconds
                _save(checkpoint, network, optimizer, average, done)
                _export(recipe, average, names, work / "model")
    _save(checkpoint, network, optimizer, average, done)
    _export(recipe, average, names, work / "model")
    return work / "model"


def _pieces(recipe: Recipe, work: Path, settings: Settings):  # type: ignore[no-untyped-def]
    model = work / "pieces.model"
    tags = [text.tag for text in recipe.texts if text.tag]
    if not model.exists():
        if settings.start is not None and settings.same_pieces:
            with_tags(settings.start / "sentencepiece.model", model, tags)
        else:
            learn(work / "pairs.tsv", model, recipe.model.pieces, tags)
    pieces = load(model)
    return pieces, [[pieces.piece_to_id(text.tag)] if text.tag else [] for text in recipe.texts]


def _load(path: Path, pieces, tags: list[list[int]], longest: int) -> list[tuple[int, array[int], array[int]]]:  # type: ignore[no-untyped-def]
    """Return text number, source tokens and target tokens. Pairs longer than the program's maximum input are left out."""
    data = []
    with path.open(encoding="utf-8") as rows:
        for row in rows:
            number, source, target = row.rstrip("\n").split("\t")
            ours, theirs = pieces.encode(source), pieces.encode(target)
            if len(ours) <= longest and len(theirs) <= longest:
                data.append((int(number), array("H", [*tags[int(number)], *ours, _EOS]), array("H", theirs)))
    return data


_Row = tuple[int, "array[int]", "array[int]"]


def _chosen(data: list[_Row], recipe: Recipe, *, late: bool, rng: random.Random) -> list[_Row]:
    shares = [text.late_share if late and text.late_share is not None else text.share for text in recipe.texts]
    return [row for row in data if shares[row[0]] >= 1 or rng.random() < shares[row[0]]]


def _batches(data: list[_Row], tokens: int, rng: random.Random) -> Iterator[list[_Row]]:
    """Yield batches of rows of similar length, in random order."""
    rows = sorted(data, key=lambda row: (len(row[2]) // 2, len(row[1]) // 2, rng.random()))
    batches: list[list[_Row]] = [[]]
    widest = 0
    for row in rows:
        width = max(widest, len(row[1]), len(row[2]) + 1)
        if batches[-1] and width * (len(batches[-1]) + 1) > tokens:
            batches.append([])
            width = max(len(row[1]), len(row[2]) + 1)
        batches[-1].append(row)
        widest = width
    rng.shuffle(batches)
    yield from batches


def _tensor(rows: Sequence[Sequence[int]], device: str) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row] + [PAD] * (width - len(row)) for row in rows], device=device)


def _follow(average: dict[str, torch.Tensor], network: Network, step: int) -> None:
    """The average of the weights over the last thousands of steps, which is what is exported."""
    share = 1 - min(0.995, (step / 10 + 1) / (step / 10 + 20))
    for name, value in network.state_dict().items():
        average[name].lerp_(value, share)


def _save(
    path: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    average: dict[str, torch.Tensor],
    done: _Progress,
) -> None:
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "average": average,
        "done": {"seconds": done.seconds, "step": done.step, "tokens": done.tokens, "epoch": done.epoch},
    }
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _export(recipe: Recipe, average: dict[str, torch.Tensor], names: list[str], out: Path) -> None:
    network = Network(replace(recipe.model, pieces=len(names)))
    network.load_state_dict({name: value.cpu() for name, value in average.items()})
    export(network, names, out)
