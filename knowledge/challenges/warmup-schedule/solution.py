import math


def learning_rate(
    step: int, base: float, batch_size: int, warmup: int, total: int, base_batch: int = 256
) -> float:
    peak = base * batch_size / base_batch
    if step < warmup:
        return peak * (step + 1) / warmup
    way = min((step - warmup) / (total - warmup), 1.0)
    return peak * 0.5 * (1 + math.cos(math.pi * way))
