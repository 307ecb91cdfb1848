"""Start from the weights of a package instead of random ones: that of the same pair, or of another one.

A package holds eight-bit numbers with a scale for each row: little is lost in reading them back. Layers that the package lacks
are put after the present ones and have no effect at first (their last projections are zero), and so have the inner units that a
package with narrower layers lacks; pieces with the same spelling keep their embedding.
"""

import re
from pathlib import Path

import numpy as np
import torch

from training.network import Network

__all__ = ["start_from"]


def start_from(network: Network, folder: Path, pieces: list[str]) -> int:
    """Fill ``network`` from a CTranslate2 model's folder; returns how many of ``pieces`` it has.

    Raises ValueError if the widths differ.
    """
    import json

    weights = _read(folder / "model.bin")
    vocabulary = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
    with torch.no_grad():
        known = _embeddings(network, weights, vocabulary, pieces)
        for part in ("encoder", "decoder"):
            layers = getattr(network, part)
            theirs = 1 + max(int(m[1]) for name in weights if (m := re.match(rf"{part}/layer_(\d+)/", name)))
            for number, layer in enumerate(layers):
                if number < theirs:
                    _layer(layer, weights, f"{part}/layer_{number}")
                else:
                    layer.attend_self.out.weight.zero_()
                    layer.attend_self.out.bias.zero_()
                    layer.outer.weight.zero_()
                    layer.outer.bias.zero_()
            _norm(getattr(network, f"norm_{part}"), weights, f"{part}/layer_norm")
    return known


def _embeddings(network: Network, weights: dict[str, torch.Tensor], vocabulary: list[str], pieces: list[str]) -> int:
    table = weights["decoder/embeddings/weight"]
    if table.shape[1] != network.model.width:
        raise ValueError(f"the package is {table.shape[1]} wide, the recipe {network.model.width}")
    place = {piece: number for number, piece in enumerate(vocabulary)}
    known = 0
    for number, piece in enumerate(pieces):
        if piece in place:
            network.embedding.weight[number] = table[place[piece]]
            network.bias[number] = weights["decoder/projection/bias"][place[piece]]
            known += 1
    return known


def _layer(layer: torch.nn.Module, weights: dict[str, torch.Tensor], name: str) -> None:
    width = layer.norm_self.weight.shape[0]

    def linear(module: torch.nn.Module, key: str, rows: slice = slice(None)) -> None:
        module.weight.copy_(weights[f"{key}/weight"][rows])
        module.bias.copy_(weights[f"{key}/bias"][rows])

    linear(layer.attend_self.query, f"{name}/self_attention/linear_0", slice(0, width))
    linear(layer.attend_self.keys_values, f"{name}/self_attention/linear_0", slice(width, None))
    linear(layer.attend_self.out, f"{name}/self_attention/linear_1")
    _norm(layer.norm_self, weights, f"{name}/self_attention/layer_norm")
    if layer.decoder:
        linear(layer.attend_source.query, f"{name}/attention/linear_0")
        linear(layer.attend_source.keys_values, f"{name}/attention/linear_1")
        linear(layer.attend_source.out, f"{name}/attention/linear_2")
        _norm(layer.norm_source, weights, f"{name}/attention/layer_norm")
    inner = weights[f"{name}/ffn/linear_0/weight"].shape[0]
    layer.inner.weight[:inner] = weights[f"{name}/ffn/linear_0/weight"]
    layer.inner.bias[:inner] = weights[f"{name}/ffn/linear_0/bias"]
    layer.outer.weight.zero_()
    layer.outer.weight[:, :inner] = weights[f"{name}/ffn/linear_1/weight"]
    layer.outer.bias.copy_(weights[f"{name}/ffn/linear_1/bias"])
    _norm(layer.norm_inner, weights, f"{name}/ffn/layer_norm")


def _norm(module: torch.nn.Module, weights: dict[str, torch.Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}/gamma"])
    module.bias.copy_(weights[f"{name}/beta"])


def _read(path: Path) -> dict[str, torch.Tensor]:
    """CTranslate2's model.bin (format 6): names, shapes and numbers; eight-bit weights are multiplied out."""
    raw = path.read_bytes()
    position = 0

    def number(kind: str) -> int:
        nonlocal position
        size = np.dtype(kind).itemsize
        value = int(np.frombuffer(raw, kind, 1, position)[0])
        position += size
        return value

    def text() -> str:
        nonlocal position
        length = number("<u2")
        value = raw[position : position + length - 1].decode()
        position += length
        return value

    if number("<u4") != 6:
        raise ValueError(f"{path}: not CTranslate2's format 6")
    text()
    number("<u4")
    found: dict[str, np.ndarray] = {}
    kinds = {0: "<f4", 1: "<i1", 2: "<i2", 3: "<i4", 4: "<f2"}
    for _ in range(number("<u4")):
        name = text()
        shape = [number("<u4") for _ in range(number("<u1"))]
        kind = kinds[number("<u1")]
        size = number("<u4")
        found[name] = np.frombuffer(raw, kind, size // np.dtype(kind).itemsize, position).reshape(shape)
        position += size
    for _ in range(number("<u4")):
        alias = text()
        found[alias] = found[text()]
    out = {}
    for name, value in found.items():
        if value.dtype == np.int8 and f"{name}_scale" in found:
            scale = found[f"{name}_scale"].astype(np.float32)
            out[name] = torch.from_numpy(value.astype(np.float32) / (scale[:, None] if scale.ndim else scale))
        elif value.dtype in (np.float32, np.float16):
            out[name] = torch.from_numpy(value.astype(np.float32))
    return out
