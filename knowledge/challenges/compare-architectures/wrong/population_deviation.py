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
    d = [x - y for x, y in zip(a, b)]
    s = st.pstdev(d)
    t = st.fmean(d) / (s / math.sqrt(len(d))) if s else 0.0
    means = {"mean_a": st.fmean(a), "mean_b": st.fmean(b), "difference": st.fmean(d)}
    return means | {"std_a": st.pstdev(a), "std_b": st.pstdev(b), "t": t}
