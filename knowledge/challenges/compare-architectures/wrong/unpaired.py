# fails: value
# case: three seeds
import math
import statistics as st

import torch


def compare(build_a, build_b, run, seeds):
    a, b = [], []
    with torch.random.fork_rng():
        for seed in seeds:
            for build, into in ((build_a, a), (build_b, b)):
                torch.manual_seed(seed)
                into.append(run(build()))
    std = lambda v: st.stdev(v) if len(v) > 1 else 0.0
    diff = st.fmean(a) - st.fmean(b)
    pooled = math.sqrt((std(a) ** 2 + std(b) ** 2) / len(a))
    means = {"mean_a": st.fmean(a), "mean_b": st.fmean(b), "difference": diff}
    return means | {"std_a": std(a), "std_b": std(b), "t": diff / pooled if pooled else 0.0}
