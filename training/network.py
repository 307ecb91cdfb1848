"""A small Transformer in PyTorch, laid out as CTranslate2 expects it, and a loss that stays in the processor's cache."""

import math
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.recipes import Model

__all__ = ["PAD", "Network", "smoothed_loss"]

PAD = 3
_LONGEST = 384
"""Maximum tokens of a translation: more than the program's limit (``engines.argos``: 344)."""


class _Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.keys_values = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        rows, length, width = x.shape
        size = width // self.heads
        q = self.query(x).view(rows, length, self.heads, size).transpose(1, 2)
        k, v = self.keys_values(memory).view(rows, -1, 2, self.heads, size).permute(2, 0, 3, 1, 4)
        # Written out: for sentences of thirty tokens it is faster on a processor than the fused function.
        scores = torch.matmul(q * size**-0.5, k.transpose(2, 3)).float() + bias
        y = torch.matmul(scores.softmax(-1).to(v.dtype), v)
        return self.out(y.transpose(1, 2).reshape(rows, length, width))  # type: ignore[no-any-return]


class _Layer(nn.Module):
    def __init__(self, model: Model, *, decoder: bool):
        super().__init__()
        self.norm_self = nn.LayerNorm(model.width)
        self.attend_self = _Attention(model.width, model.heads)
        if decoder:
            self.norm_source = nn.LayerNorm(model.width)
            self.attend_source = _Attention(model.width, model.heads)
        self.norm_inner = nn.LayerNorm(model.width)
        self.inner = nn.Linear(model.width, model.inner)
        self.outer = nn.Linear(model.inner, model.width)
        self.decoder = decoder

    def forward(self, x: Tensor, bias: Tensor, memory: Tensor | None = None, seen: Tensor | None = None) -> Tensor:
        h = self.norm_self(x)
        x = x + self.attend_self(h, h, bias)
        if memory is not None:
            x = x + self.attend_source(self.norm_source(x), memory, seen)
        h = functional.relu(self.inner(self.norm_inner(x)))
        return x + self.outer(h)  # type: ignore[no-any-return]


class Network(nn.Module):
    """Source and target tokens in, the decoder's last states out; the output layer is the embedding and ``bias``."""

    def __init__(self, model: Model):
        super().__init__()
        self.model = model
        self.embedding = nn.Embedding(model.pieces, model.width)
        self.encoder = nn.ModuleList(_Layer(model, decoder=False) for _ in range(model.encoder))
        self.decoder = nn.ModuleList(_Layer(model, decoder=True) for _ in range(model.decoder))
        self.norm_encoder, self.norm_decoder = nn.LayerNorm(model.width), nn.LayerNorm(model.width)
        self.bias = nn.Parameter(torch.zeros(model.pieces))
        self.register_buffer("positions", _positions(model.width), persistent=False)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.xavier_uniform_(parameter)
        nn.init.normal_(self.embedding.weight, 0, model.width**-0.5)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        padded = torch.zeros(source.shape, device=source.device).masked_fill_(source == PAD, -1e4)[:, None, None, :]
        length = target.shape[1]
        later = torch.full((length, length), -1e4, device=source.device).triu(1)
        x = self._embed(source)
        for layer in self.encoder:
            x = layer(x, padded)
        memory = self.norm_encoder(x)
        y = self._embed(target)
        for layer in self.decoder:
            y = layer(y, later, memory, padded)
        return self.norm_decoder(y)  # type: ignore[no-any-return]

    def _embed(self, tokens: Tensor) -> Tensor:
        return self.embedding(tokens) * math.sqrt(self.model.width) + self.positions[: tokens.shape[1]]  # type: ignore[no-any-return,index]


def _positions(width: int) -> Tensor:
    """Sines, then cosines, as CTranslate2 makes them itself."""
    steps = math.log(10000) / (width // 2 - 1)
    angles = torch.arange(_LONGEST).float()[:, None] * torch.exp(torch.arange(width // 2).float() * -steps)
    return torch.cat([angles.sin(), angles.cos()], 1)


class _Smoothed(torch.autograd.Function):
    """Label-smoothed cross entropy over tied embeddings, in chunks whose scores fit the cache, gradients made on the way."""

    @staticmethod
    def forward(ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor, smoothing: float) -> Tensor:
        low = weight.to(torch.bfloat16)
        lows = states.to(torch.bfloat16)
        grad_states, grad_weight, grad_bias = torch.empty_like(lows), torch.zeros_like(weight), torch.zeros_like(bias)
        total = states.new_zeros((), dtype=torch.float32)
        chunk = 512 if states.device.type == "cpu" else 16_384
        for start in range(0, len(lows), chunk):
            x, y = lows[start : start + chunk], wanted[start : start + chunk, None]
            scores = (x @ low.t()).float()
            scores += bias
            norm = torch.logsumexp(scores, 1, keepdim=True)
            total += (norm - (1 - smoothing) * scores.gather(1, y) - smoothing * scores.mean(1, keepdim=True)).sum()
            scores -= norm
            scores.exp_()
            scores -= smoothing / weight.shape[0]
            scores.scatter_add_(1, y, torch.full_like(y, -(1 - smoothing), dtype=scores.dtype))
            grad_bias += scores.sum(0)
            down = scores.to(torch.bfloat16)
            grad_states[start : start + chunk] = down @ low
            grad_weight += (down.t() @ x).float()
        ctx.save_for_backward(grad_states.to(states.dtype), grad_weight, grad_bias)
        return total

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        (grad,) = grads
        states, weight, bias = ctx.saved_tensors
        return states * grad.to(states.dtype), weight * grad, bias * grad, None, None


def smoothed_loss(states: Tensor, network: Network, wanted: Tensor, smoothing: float = 0.1) -> Tensor:
    """The sum over tokens; ``states`` and ``wanted`` without padding."""
    return _Smoothed.apply(states, network.embedding.weight, network.bias, wanted, smoothing)  # type: ignore[no-any-return,no-untyped-call]
