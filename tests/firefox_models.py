"""A tiny model in the format of Firefox Translations, made here: whatever it is asked, it answers with one word, again and again.

All its weights are zero, and the bias of the output chooses the word. The layout is that of Marian's binary files, version 1: counts,
headers, names, shapes, and the data of each item, padded to 256 bytes.
"""

import hashlib
import io
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import sentencepiece

__all__ = ["model_files", "records", "write_model", "zstd"]

_FLOAT, _BYTES, _QUANTISED = 0x404, 0x101, 0x4101
_WIDTH, _HEADS, _HIDDEN = 64, 8, 64
_SENTENCES = (
    "hello world",
    "open the file",
    "abrir el archivo",
    "hola mundo",
    "save the new page",
    "guardar la nueva página",
)
_MAGIC = b"\x28\xb5\x2f\xfd"

Item = tuple[str, int, tuple[int, ...], bytes]


@cache
def model_files(pair: str = "enes", *, split: bool = False) -> dict[str, bytes]:
    """The files of a model by Mozilla's names. ``split``: two vocabularies, as for Japanese and Chinese."""
    vocabulary = _vocabulary()
    names = (f"srcvocab.{pair}.spm", f"trgvocab.{pair}.spm") if split else (f"vocab.{pair}.spm",)
    return {f"model.{pair}.intgemm.alphas.bin": _model(vocabulary, pair), **dict.fromkeys(names, vocabulary)}


def write_model(folder: Path, pair: str = "enes", *, split: bool = False) -> Path:
    """Write the files into a folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in model_files(pair, split=split).items():
        (folder / name).write_bytes(data)
    return folder


def zstd(data: bytes, *, size: int | None = None) -> bytes:
    """A zstd frame that holds ``data`` as it is. ``size``: the size that the frame claims."""
    blocks = [data[start : start + 100_000] for start in range(0, len(data), 100_000)] or [b""]
    frame = _MAGIC + b"\xe0" + struct.pack("<Q", len(data) if size is None else size)
    for number, block in enumerate(blocks, 1):
        frame += struct.pack("<I", len(block) << 3 | (number == len(blocks)))[:3] + block
    return frame


def records(pair: tuple[str, str], files: dict[str, bytes], *, version: str = "3.0") -> list[dict[str, object]]:
    """The records of a model whose attachments are named ``NAME.zst``, as Remote Settings has them."""
    return [
        {
            "name": name,
            "fileType": name.partition(".")[0],
            "sourceLanguage": pair[0],
            "targetLanguage": pair[1],
            "version": version,
            "architecture": "base-memory",
            "decompressedHash": hashlib.sha256(data).hexdigest(),
            "decompressedSize": len(data),
            "filter_expression": "",
            "attachment": {
                "location": f"{name}.zst",
                "hash": hashlib.sha256(zstd(data)).hexdigest(),
                "size": len(zstd(data)),
                "mimetype": "application/zstd",
            },
        }
        for name, data in files.items()
    ]


@cache
def _vocabulary() -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 4), model_writer=model, vocab_size=320, model_type="unigram", bos_id=-1, eos_id=0,
        unk_id=1, byte_fallback=True, hard_vocab_limit=False, num_threads=1, minloglevel=2,
    )  # fmt: skip
    return model.getvalue()


def _model(vocabulary: bytes, pair: str) -> bytes:
    processor = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
    count = processor.get_piece_size()
    bias = np.zeros((1, count), "<f4")
    bias[0, next(number for number in range(count) if processor.id_to_piece(number).strip("▁").isalpha())] = 9
    items = [
        *_quantised("Wemb", (count, _WIDTH)),
        _floats("none_QuantMultA", np.ones((1, 1))),
        _floats("decoder_ff_logit_out_b", bias),
        *_layers(),
    ]
    config = "\n".join(
        [
            f"# {pair}", "dec-cell: ssru", "dec-cell-base-depth: 2", "dec-cell-high-depth: 1", "dec-depth: 1", f"dim-emb: {_WIDTH}",
            "dim-vocabs:", f"  - {count}", f"  - {count}", "enc-depth: 1", "enc-type: bidirectional", "tied-embeddings-all: true",
            "transformer-decoder-autoreg: rnn", f"transformer-dim-ffn: {_HIDDEN}", "transformer-ffn-activation: relu",
            "transformer-ffn-depth: 2", f"transformer-heads: {_HEADS}", "transformer-postprocess: dan",
            'transformer-preprocess: ""', "type: transformer", "version: v1.9.0", "",
        ]
    )  # fmt: skip
    text = config.encode() + b"\0"
    items.append(("special:model.yml", _BYTES, (len(text),), text))
    return _file(items)


def _layers() -> Iterator[Item]:
    square, inner, outer = (_WIDTH, _WIDTH), (_WIDTH, _HIDDEN), (_HIDDEN, _WIDTH)
    yield from _attention("encoder_l1_self")
    yield from _feed("encoder_l1_ffn", inner, outer)
    for name in ("W", "Wf"):
        yield from _weights(f"decoder_l1_rnn_{name}", square)
    yield _floats("decoder_l1_rnn_bf", np.zeros((1, _WIDTH)))
    yield from _norm("decoder_l1_rnn_ffn")
    yield from _attention("decoder_l1_context")
    yield from _feed("decoder_l1_ffn", inner, outer)


def _attention(prefix: str) -> Iterator[Item]:
    for name in "qkvo":
        yield from _weights(f"{prefix}_W{name}", (_WIDTH, _WIDTH))
        yield _floats(f"{prefix}_b{name}", np.zeros((1, _WIDTH)))
    yield from _norm(f"{prefix}_Wo")


def _feed(prefix: str, inner: tuple[int, int], outer: tuple[int, int]) -> Iterator[Item]:
    for number, shape in enumerate((inner, outer), 1):
        yield from _weights(f"{prefix}_W{number}", shape)
        yield _floats(f"{prefix}_b{number}", np.zeros((1, shape[1])))
    yield from _norm(f"{prefix}_ffn")


def _norm(prefix: str) -> Iterator[Item]:
    yield _floats(f"{prefix}_ln_scale", np.ones((1, _WIDTH)))
    yield _floats(f"{prefix}_ln_bias", np.zeros((1, _WIDTH)))


def _weights(name: str, shape: tuple[int, int]) -> Iterator[Item]:
    yield from _quantised(name, shape)
    yield _floats(f"{name}_QuantMultA", np.ones((1, 1)))


def _quantised(name: str, shape: tuple[int, int]) -> Iterator[Item]:
    yield name, _QUANTISED, shape, bytes(shape[0] * shape[1]) + struct.pack("<f", 1.0)


def _floats(name: str, values: np.ndarray) -> Item:
    return name, _FLOAT, values.shape, values.astype("<f4").tobytes()


def _file(items: list[Item]) -> bytes:
    padded = [(name, kind, shape, data + bytes(-len(data) % 256)) for name, kind, shape, data in items]
    out = struct.pack("<QQ", 1, len(padded))
    for name, kind, shape, data in padded:
        out += struct.pack("<QQQQ", len(name) + 1, kind, len(shape), len(data))
    out += b"".join(name.encode() + b"\0" for name, *_ in padded)
    out += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in padded)
    gap = -(len(out) + 8) % 256
    return out + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in padded)
