# fails: value
# case: a window of three
import torch


def sliding_window_attention(q, k, v, window):
    scores = q @ k.transpose(-2, -1)
    seen = torch.ones_like(scores, dtype=torch.bool).tril().triu(1 - window)
    return torch.softmax(scores.masked_fill(~seen, -torch.inf), -1) @ v
