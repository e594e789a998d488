# fails: value
# case: a last tile that is smaller
import torch
import torch.nn.functional as F


def flash_attention(q, k, v, tile):
    q = q / q.shape[-1] ** 0.5
    k, v = (F.pad(x, (0, 0, 0, -x.shape[-2] % tile)) for x in (k, v))
    top, total, out = torch.full_like(q[..., :1], -torch.inf), 0, 0
    for ks, vs in zip(k.split(tile, -2), v.split(tile, -2)):
        scores = q @ ks.transpose(-2, -1)
        new = torch.maximum(top, scores.amax(-1, keepdim=True))
        w, factor = torch.exp(scores - new), torch.exp(top - new)
        total = total * factor + w.sum(-1, keepdim=True)
        out = out * factor + w @ vs
        top = new
    return out / total
