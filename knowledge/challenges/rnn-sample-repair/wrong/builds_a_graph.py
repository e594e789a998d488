# fails: value
# says: uilds a graph
def sample(cell, readout, start, max_len=5, stop=None):
    tokens, hidden = [start], None
    while len(tokens) < max_len:
        hidden = cell(tokens[-1], hidden)
        tokens.append(int(readout(hidden).argmax()))
        if stop is not None and tokens[-1] == stop:
            break
    return tokens
