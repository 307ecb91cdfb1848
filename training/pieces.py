"""The SentencePiece model of a pair: unigram, byte fallback, the brackets of placeholder tags, and a piece for each tag of a text."""

from collections.abc import Sequence
from pathlib import Path

import sentencepiece

__all__ = ["learn", "load", "with_tags"]

BRACKETS = ["｟", "｠"]


def learn(pairs: Path, out: Path, size: int, tags: Sequence[str]) -> None:
    """Write ``out`` from both sides of ``pairs.tsv``."""
    with out.with_suffix(".txt").open("w", encoding="utf-8") as sentences, pairs.open(encoding="utf-8") as rows:
        for row in rows:
            _, source, target = row.rstrip("\n").split("\t")
            sentences.write(f"{source}\n{target}\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(out.with_suffix(".txt")),
        model_prefix=str(out.with_suffix("")),
        vocab_size=size,
        model_type="unigram",
        character_coverage=0.9999,
        byte_fallback=True,
        input_sentence_size=300_000,
        shuffle_input_sentence=True,
        unk_id=0,
        bos_id=1,
        eos_id=2,
        pad_id=3,
        user_defined_symbols=BRACKETS,
        control_symbols=list(tags),
        num_threads=2,
    )
    out.with_suffix(".txt").unlink()


def with_tags(model: Path, out: Path, tags: Sequence[str]) -> None:
    """Write ``out``: another package's pieces, the rarest signs of which give way to the tags."""
    from sentencepiece import sentencepiece_model_pb2

    proto = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
    proto.ParseFromString(model.read_bytes())
    known = {piece.piece for piece in proto.pieces}
    signs = [piece for piece in proto.pieces if piece.type == piece.NORMAL and len(piece.piece) == 1]
    free = iter(sorted(signs, key=lambda piece: piece.score))
    for tag in tags:
        if tag not in known:
            piece = next(free)
            piece.piece, piece.type, piece.score = tag, piece.CONTROL, 0.0
    out.write_bytes(proto.SerializeToString())


def load(model: Path) -> sentencepiece.SentencePieceProcessor:
    """Ready to encode and decode."""
    return sentencepiece.SentencePieceProcessor(model_file=str(model))
