# fails: finite
# case: padding of nan
def global_average_pool(x, real=None):
    if real is None:
        return x.mean(dim=(2, 3))
    total = (x * real.unsqueeze(1)).sum(dim=(2, 3))
    return total / real.sum(dim=(1, 2)).clamp(min=1).unsqueeze(1)
