# fails: value
# case: beyond the end
import math


def learning_rate(step, base, batch_size, warmup, total, base_batch=256):
    peak = base * batch_size / base_batch
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))
