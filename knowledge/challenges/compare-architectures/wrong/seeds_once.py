# fails: value
import math
import statistics as st

import torch


def compare(build_a, build_b, run, seeds):
    a, b = [], []
    with torch.random.fork_rng():
        for seed in seeds:
            torch.manual_seed(seed)
            a.append(run(build_a()))
            b.append(run(build_b()))
    d = [x - y for x, y in zip(a, b)]
    std = lambda v: st.stdev(v) if len(v) > 1 else 0.0
    t = st.fmean(d) / (std(d) / math.sqrt(len(d))) if std(d) else 0.0
    means = {"mean_a": st.fmean(a), "mean_b": st.fmean(b), "difference": st.fmean(d)}
    return means | {"std_a": std(a), "std_b": std(b), "t": t}
