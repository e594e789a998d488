# fails: value
# case: large scores, float64
import torch


def sliding_window_attention(q, k, v, window):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    seen = torch.ones_like(scores, dtype=torch.bool).tril().triu(1 - window)
    return torch.softmax(scores - 1e4 * ~seen, -1) @ v
