# fails: value
# says: Tokens
import torch


@torch.no_grad()
def sample(cell, readout, start, max_len=5, stop=None):
    tokens, hidden, token = [], None, start
    for _ in range(max_len):
        hidden = cell(token, hidden)
        token = int(readout(hidden).argmax())
        tokens.append(token)
        if stop is not None and token == stop:
            break
    return tokens
