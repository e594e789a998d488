# fails: value
# case: a long sequence
# says: are allowed
import torch


def flash_attention(q, k, v, tile):
    return torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, -1) @ v
