# fails: forbidden
import torch
import torch.nn.functional as F


def flash_attention(q, k, v, tile):
    # A few queries at a time, so that only the use of the built-in is at fault.
    return torch.cat([F.scaled_dot_product_attention(some, k, v) for some in q.split(8, -2)], -2)
