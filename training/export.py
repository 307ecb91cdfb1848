"""Export PyTorch weights as a CTranslate2 model of eight-bit numbers."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from ctranslate2.specs import TransformerSpec, common_spec

from training.network import Network

__all__ = ["export"]


def export(network: Network, pieces: list[str], out: Path) -> None:
    """Write ``model.bin``, ``config.json`` and the vocabulary into ``out``."""
    model = network.model
    spec = TransformerSpec.from_config(
        (model.encoder, model.decoder), model.heads, pre_norm=True, activation=common_spec.Activation.RELU
    )
    for part in ("encoder", "decoder"):
        ours, theirs = getattr(network, part), getattr(spec, part)
        _norm(theirs.layer_norm, getattr(network, f"norm_{part}"))
        for layer, there in zip(ours, theirs.layer, strict=True):
            _norm(there.self_attention.layer_norm, layer.norm_self)
            _linear(there.self_attention.linear[0], layer.attend_self.query, layer.attend_self.keys_values)
            _linear(there.self_attention.linear[1], layer.attend_self.out)
            if part == "decoder":
                _norm(there.attention.layer_norm, layer.norm_source)
                _linear(there.attention.linear[0], layer.attend_source.query)
                _linear(there.attention.linear[1], layer.attend_source.keys_values)
                _linear(there.attention.linear[2], layer.attend_source.out)
            _norm(there.ffn.layer_norm, layer.norm_inner)
            _linear(there.ffn.linear_0, layer.inner)
            _linear(there.ffn.linear_1, layer.outer)
        theirs.position_encodings.encodings = _array(network.positions)
    table = _array(network.embedding.weight)
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = table
    spec.decoder.projection.bias = _array(network.bias)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_bos = False
    spec.config.add_source_eos = True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = "<unk>", "<s>", "</s>"
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization="int8")
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))


def _array(tensor: Any) -> np.ndarray:
    return tensor.detach().float().cpu().numpy()  # type: ignore[no-any-return]


def _norm(there: Any, module: torch.nn.Module) -> None:
    there.gamma, there.beta = _array(module.weight), _array(module.bias)


def _linear(there: Any, *modules: torch.nn.Module) -> None:
    there.weight = np.concatenate([_array(module.weight) for module in modules])
    there.bias = np.concatenate([_array(module.bias) for module in modules])
