# fails: finite
# case: large scores
import torch


def flash_attention(q, k, v, tile):
    q = q / q.shape[-1] ** 0.5
    total, out = 0, 0
    for ks, vs in zip(k.split(tile, -2), v.split(tile, -2)):
        w = torch.exp(q @ ks.transpose(-2, -1))
        total, out = total + w.sum(-1, keepdim=True), out + w @ vs
    return out / total
