# fails: value
def beam_search(log_probs, start, end, width, steps):
    beam = [([start], 0.0)]
    for _ in range(steps):
        if all(tokens[-1] == end for tokens, _ in beam):
            break
        candidates = []
        for tokens, score in beam:
            if tokens[-1] == end:
                continue
            for token, gain in enumerate(log_probs(tokens).tolist()):
                candidates.append((tokens + [token], score + gain))
        beam = sorted(candidates, key=lambda one: one[1], reverse=True)[:width]
    return beam
