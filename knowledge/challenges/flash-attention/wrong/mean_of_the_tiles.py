# fails: value
# case: tiles that fit
import torch


def flash_attention(q, k, v, tile):
    q = q / q.shape[-1] ** 0.5
    parts = [
        torch.softmax(q @ ks.transpose(-2, -1), -1) @ vs
        for ks, vs in zip(k.split(tile, -2), v.split(tile, -2))
    ]
    return sum(parts) / len(parts)
