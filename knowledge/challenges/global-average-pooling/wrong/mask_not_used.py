# fails: value
# case: padding of zeros
def global_average_pool(x, real=None):
    return x.mean(dim=(2, 3))
