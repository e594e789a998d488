# fails: value
# case: the rise
import math


def learning_rate(step, base, batch_size, warmup, total, base_batch=256):
    peak = base * batch_size / base_batch
    if step < warmup:
        return peak * step / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * min((step - warmup) / (total - warmup), 1.0)))
