# fails: shape
def beam_search(log_probs, start, end, width, steps):
    tokens, score = [start], 0.0
    for _ in range(steps):
        if tokens[-1] == end:
            break
        gain, token = log_probs(tokens).max(0)
        tokens, score = tokens + [int(token)], score + float(gain)
    return [(tokens, score)]
