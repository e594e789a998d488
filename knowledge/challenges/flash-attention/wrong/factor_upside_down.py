# fails: value
# case: tiles that fit
import torch


def flash_attention(q, k, v, tile):
    q = q / q.shape[-1] ** 0.5
    top, total, out = (q @ k[..., :1, :].transpose(-2, -1)), 0, 0
    for ks, vs in zip(k.split(tile, -2), v.split(tile, -2)):
        scores = q @ ks.transpose(-2, -1)
        new = torch.maximum(top, scores.amax(-1, keepdim=True))
        w, factor = torch.exp(scores - new), torch.exp(new - top)
        total = total * factor + w.sum(-1, keepdim=True)
        out = out * factor + w @ vs
        top = new
    return out / total
