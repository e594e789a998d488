# fails: value
# case: a last tile that is smaller
import torch


def flash_attention(q, k, v, tile):
    q = q / q.shape[-1] ** 0.5
    top, total, out = torch.full_like(q[..., :1], -torch.inf), 0, 0
    for i in range(k.shape[-2] // tile):
        ks, vs = k[..., i * tile : (i + 1) * tile, :], v[..., i * tile : (i + 1) * tile, :]
        scores = q @ ks.transpose(-2, -1)
        new = torch.maximum(top, scores.amax(-1, keepdim=True))
        w, factor = torch.exp(scores - new), torch.exp(top - new)
        total = total * factor + w.sum(-1, keepdim=True)
        out = out * factor + w @ vs
        top = new
    return out / total
