# fails: value
import torch


@torch.no_grad()
def sample(cell, readout, start, max_len=5, stop=None):
    tokens = [start]
    while len(tokens) < max_len:
        tokens.append(int(readout(cell(tokens[-1], None)).argmax()))
        if stop is not None and tokens[-1] == stop:
            break
    return tokens
