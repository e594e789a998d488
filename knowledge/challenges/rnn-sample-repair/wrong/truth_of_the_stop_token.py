# fails: shape
# case: the stop token is 0
import torch


@torch.no_grad()
def sample(cell, readout, start, max_len=5, stop=None):
    tokens, hidden = [start], None
    while len(tokens) < max_len:
        hidden = cell(tokens[-1], hidden)
        tokens.append(int(readout(hidden).argmax()))
        if stop and tokens[-1] == stop:
            break
    return tokens
