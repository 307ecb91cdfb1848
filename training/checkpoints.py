"""The exported model of one checkpoint, or of the average of several."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from training.export import export
from training.network import Network
from training.pieces import load
from training.recipes import Recipe

__all__ = ["export_average"]


def export_average(recipe: Recipe, work: Path, files: Sequence[Path]) -> Path:
    """Write ``work/model`` from the running averages of the checkpoints; returns that folder."""
    pieces = load(work / "pieces.model")
    names = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    states = [torch.load(file, map_location="cpu", weights_only=True)["average"] for file in files]
    network = Network(replace(recipe.model, pieces=len(names)))
    network.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    export(network, names, work / "model")
    return work / "model"
