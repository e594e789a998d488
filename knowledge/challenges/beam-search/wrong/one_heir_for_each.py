# fails: value
def beam_search(log_probs, start, end, width, steps):
    first = log_probs([start]).topk(min(width, len(log_probs([start]))))
    beam = [([start, t], g) for g, t in zip(first.values.tolist(), first.indices.tolist())]
    for _ in range(steps - 1):
        candidates = []
        for tokens, score in beam:
            if tokens[-1] == end:
                candidates.append((tokens, score))
            else:
                gain, token = log_probs(tokens).max(0)
                candidates.append((tokens + [int(token)], score + float(gain)))
        beam = sorted(candidates, key=lambda one: one[1], reverse=True)
    return beam if steps else [([start], 0.0)]
