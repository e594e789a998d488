# fails: value
# case: a window of three
import torch


def sliding_window_attention(q, k, v, window):
    i = torch.arange(q.shape[-2], device=q.device)
    seen = (i[:, None] >= i) & (i[:, None] // window == i // window)
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    return torch.softmax(scores.masked_fill(~seen, -torch.inf), -1) @ v
