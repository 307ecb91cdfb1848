"""Runs the program against llama.cpp's own server, with models of half a megabyte that say one thing whatever they are asked.

    uv run --with xllamacpp --with gguf python -m benchmarks.llama_cpp

So the request, the chat template, the JSON schema as a grammar, the limits and the errors are the server's, and the answer is known: each
model is a chain of tokens. What a real model knows of languages is not tested. xllamacpp has llama.cpp's server as a Python package.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workflow.catalogs import read, states

_DOCUMENT = "# Save the file.\n\nThe dog ate 5 apples.\n\nOpen the `config.yaml` file.\n"
_SETTINGS = """\
title: A guide
source_language: en
languages: [es]
engines: [openai]
output: [source]
servers:
  openai:
    url: {url}/v1
    {more}
"""
_TEMPLATE = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}"
_ONE, _SEVERAL = '{"translation": "', '{"translations": [{"id": 101, "translation": "'


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    says: str
    """The translation that the model gives of every text."""
    ends: bool = True
    """Whether its answer has an end."""
    context: int = 16384
    more: str = "preset: llama.cpp"
    """Further settings of the server in ``workflow.yaml``."""


_CASES = (
    _Case("a translation of the first text", "Guarde el archivo."),
    _Case("the same, without a preset", "Guarde el archivo.", more="timeout: 100"),
    _Case("the same, three texts in a request", "Guarde el archivo.", more="batch: 3"),
    _Case("the same, three requests at a time", "Guarde el archivo.", more="parallel: 3"),
    _Case("a refusal", "I'm sorry, but I can't help with that."),
    _Case("an answer without an end", "y otra vez ", ends=False),
    _Case("a context that is too small", "Guarde el archivo.", context=512),
)


def main() -> None:
    """Print what became of each text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--serve", metavar="MODEL", type=Path, help="only serve a model until stdin ends")
    parser.add_argument("--context", type=int, default=16384)
    parser.add_argument("cases", nargs="*", type=int, help="the numbers of cases; all by default")
    options = parser.parse_args()
    if options.serve:
        _serve(options.serve, options.context)
        return
    print("| the model's answer | requests | Save the file. | The dog ate 5 apples. | Open the `config.yaml` file. |")
    print("|---|---|---|---|---|")
    for number in options.cases or range(len(_CASES)):
        with tempfile.TemporaryDirectory() as folder:
            print(f"| {' | '.join((_CASES[number].name, *_results(_CASES[number], Path(folder))))} |", flush=True)


def _results(case: _Case, folder: Path) -> Iterator[str]:
    model = folder / "chain.gguf"
    _write_model(model, case)
    (folder / "source").mkdir()
    (folder / "source" / "guide.md").write_text(_DOCUMENT, encoding="utf-8")
    with _serving(model, case.context) as url:
        (folder / "workflow.yaml").write_text(_SETTINGS.format(url=url, more=case.more), encoding="utf-8")
        command = [sys.executable, "-m", "workflow", "-C", str(folder), "run", "-v"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    yield f"{done.stderr.count('POST ')}"
    if done.returncode:
        yield done.stderr.strip().splitlines()[-1]
        return
    catalog = read(folder / "locales" / "es" / "LC_MESSAGES" / "guide.po")
    for entry in catalog.entries:
        refused = next((line for line in entry.comments if line.startswith("workflow-refused")), "")
        yield entry.msgstr[0] or refused.rpartition(" src=")[2].partition(" ")[2] or str(states.state(entry))


@contextmanager
def _serving(model: Path, context: int) -> Iterator[str]:
    """A server in a process of its own: its address."""
    command = [sys.executable, "-m", "benchmarks.llama_cpp", "--serve", str(model), "--context", str(context)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None and process.stdout is not None
        yield process.stdout.readline().decode().strip()
        process.stdin.close()


def _serve(model: Path, context: int) -> None:
    import xllamacpp

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    params = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel = str(model), context, 1
    params.port, params.warmup, params.ui = 0, False, False
    server = xllamacpp.Server(params)
    print(server.listening_address, file=answers, flush=True)
    sys.stdin.read()
    os._exit(0)


def _write_model(path: Path, case: _Case) -> None:
    """Write a model of one layer that does nothing: the next token depends on the last one alone."""
    import gguf
    import numpy as np

    pieces = [_ONE, _SEVERAL, case.says, '"}', "]}"]
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{number:02X}>" for number in range(256)), *pieces]
    types = [gguf.TokenType.UNKNOWN, *[gguf.TokenType.CONTROL] * 2]
    types += [*[gguf.TokenType.BYTE] * 256, *[gguf.TokenType.NORMAL] * len(pieces)]
    end, first = 2, 259
    one, several, says, closed, all_closed = range(first, first + len(pieces))
    count, width = len(tokens), 320
    likely = np.zeros((count, width), np.float32)
    # Whatever comes last in the prompt, the answer begins. What the grammar does not allow, the server leaves out.
    likely[[one, several], :] = [[2.0], [1.0]]
    follow: Sequence[tuple[int, Sequence[int]]] = (
        (one, [says]),
        (several, [says]),
        (says, [closed if case.ends else says]),
        (closed, [end, all_closed]),
        (all_closed, [end]),
    )
    for last, following in follow:
        for rank, token in enumerate(following):
            likely[token, last] = 9.0 - rank
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(16384)
    writer.add_embedding_length(width)
    writer.add_block_count(1)
    writer.add_feed_forward_length(32)
    writer.add_head_count(5)
    writer.add_head_count_kv(5)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(count)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([-1000.0 if number >= first else 0.0 for number in range(count)])
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(end)
    writer.add_unk_token_id(0)
    writer.add_chat_template(_TEMPLATE)
    ones, zeros = np.ones(width, np.float32), np.zeros((width, width), np.float32)
    tensors = {
        "token_embd.weight": np.eye(count, width, dtype=np.float32),
        "output_norm.weight": ones,
        "output.weight": likely,
        "blk.0.attn_norm.weight": ones,
        **{f"blk.0.attn_{name}.weight": zeros for name in ("q", "k", "v", "output")},
        "blk.0.ffn_norm.weight": ones,
        "blk.0.ffn_gate.weight": np.zeros((32, width), np.float32),
        "blk.0.ffn_up.weight": np.zeros((32, width), np.float32),
        "blk.0.ffn_down.weight": np.zeros((width, 32), np.float32),
    }
    for name, values in tensors.items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
