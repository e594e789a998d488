# fails: value
# case: a window of three
import torch


def sliding_window_attention(q, k, v, window):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    seen = torch.ones_like(scores, dtype=torch.bool).triu().tril(window - 1)
    return torch.softmax(scores.masked_fill(~seen, -torch.inf), -1) @ v
