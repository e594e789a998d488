# fails: forbidden
import torch
import torch.nn.functional as F


def causal_attention(q, k, v):
    new, length = q.shape[-2], k.shape[-2]
    seen = torch.ones(new, length, dtype=torch.bool, device=q.device).tril(length - new)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=seen)
