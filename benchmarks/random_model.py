"""Translation packages with random weights, for measurements that do not depend on the output: speed, loading, file formats."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["write_model", "write_package"]


def write_model(
    folder: Path,
    tokens: Sequence[str],
    *,
    layers: tuple[int, int] = (1, 1),
    width: int = 16,
    heads: int = 2,
    inner: int = 32,
    quantization: str = "int8",
    biases: Mapping[str, float] | None = None,
    seed: int = 1,
) -> None:
    """Write a CTranslate2 model with random weights.

    ``tokens``: its vocabulary, which holds ``<unk>``, ``<s>`` and ``</s>``. ``biases``: how much likelier a token is; with ``</s>`` sentences
    end sooner.
    """
    import numpy as np
    from ctranslate2.specs import TransformerSpec, common_spec

    random = np.random.default_rng(seed)
    spec: Any = TransformerSpec.from_config(layers, heads, pre_norm=True, activation=common_spec.Activation.RELU)

    def weights(*shape: int) -> Any:
        return (random.standard_normal(shape) * 0.1).astype(np.float32)

    def norm(part: Any) -> None:
        part.gamma, part.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def linear(part: Any, to: int, of: int) -> None:
        part.weight, part.bias = weights(to, of), np.zeros(to, np.float32)

    def stack(part: Any, *, decoder: bool) -> None:
        norm(part.layer_norm)
        for layer in part.layer:
            norm(layer.self_attention.layer_norm)
            linear(layer.self_attention.linear[0], 3 * width, width)
            linear(layer.self_attention.linear[1], width, width)
            if decoder:
                norm(layer.attention.layer_norm)
                linear(layer.attention.linear[0], width, width)
                linear(layer.attention.linear[1], 2 * width, width)
                linear(layer.attention.linear[2], width, width)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, inner, width)
            linear(layer.ffn.linear_1, width, inner)

    stack(spec.encoder, decoder=False)
    stack(spec.decoder, decoder=True)
    embeddings, positions = weights(len(tokens), width), weights(512, width)
    bias = np.zeros(len(tokens), np.float32)
    for token, more in (biases or {}).items():
        bias[list(tokens).index(token)] = more
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = embeddings
    spec.encoder.position_encodings.encodings = spec.decoder.position_encodings.encodings = positions
    spec.decoder.projection.weight, spec.decoder.projection.bias = embeddings, bias
    spec.register_source_vocabulary(list(tokens))
    spec.register_target_vocabulary(list(tokens))
    spec.config.add_source_eos = True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = "<unk>", "<s>", "</s>"
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def write_package(folder: Path, *, source: str = "en", target: str = "es", **metadata: object) -> Path:
    """Write a whole package with a tiny random model and a BPE tokenizer of single letters."""
    letters = [letter + join for letter in "abcdefghijklmnopqrstuvwxyzH." for join in ("", "@@")]
    write_model(folder / "model", ["<unk>", "<s>", "</s>", "__es__", *letters], biases={"</s>": 4.0, "__es__": -9.0})
    (folder / "bpe.model").write_text("#version: 0.2\nt h\nth e</w>\n", encoding="utf-8")
    metadata_json = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": source,
        "to_code": target,
    } | metadata
    (folder / "metadata.json").write_text(json.dumps(metadata_json), encoding="utf-8")
    return folder
