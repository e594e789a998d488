# fails: forbidden
import torch
import torch.nn.functional as F


def sliding_window_attention(q, k, v, window):
    i = torch.arange(q.shape[-2], device=q.device)
    seen = (i[:, None] >= i) & (i[:, None] - i < window)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=seen)
