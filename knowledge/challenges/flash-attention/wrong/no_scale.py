# fails: value
# case: tiles that fit
import torch


def flash_attention(q, k, v, tile):
    top, total, out = torch.full_like(q[..., :1], -torch.inf), 0, 0
    for ks, vs in zip(k.split(tile, -2), v.split(tile, -2)):
        scores = q @ ks.transpose(-2, -1)
        new = torch.maximum(top, scores.amax(-1, keepdim=True))
        w, factor = torch.exp(scores - new), torch.exp(top - new)
        total = total * factor + w.sum(-1, keepdim=True)
        out = out * factor + w @ vs
        top = new
    return out / total
