# fails: value
# case: tiles that fit
import torch


def flash_attention(q, k, v, tile):
    q = q / q.shape[-1] ** 0.5
    top, total, out = torch.full_like(q[..., :1], -torch.inf), 0, 0
    for ks, vs in zip(k.split(tile, -2), v.split(tile, -2)):
        scores = q @ ks.transpose(-2, -1)
        top = torch.maximum(top, scores.amax(-1, keepdim=True))
        w = torch.exp(scores - top)
        total, out = total + w.sum(-1, keepdim=True), out + w @ vs
    return out / total
