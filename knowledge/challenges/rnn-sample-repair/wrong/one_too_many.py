# fails: shape
import torch


@torch.no_grad()
def sample(cell, readout, start, max_len=5, stop=None):
    tokens, hidden = [start], None
    for _ in range(max_len):
        hidden = cell(tokens[-1], hidden)
        tokens.append(int(readout(hidden).argmax()))
        if stop is not None and tokens[-1] == stop:
            break
    return tokens
