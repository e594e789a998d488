# fails: value
def learning_rate(step, base, batch_size, warmup, total, base_batch=256):
    peak = base * batch_size / base_batch
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * (1 - min((step - warmup) / (total - warmup), 1.0))
