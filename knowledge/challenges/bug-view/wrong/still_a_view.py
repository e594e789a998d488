# fails: value
def split_heads(x, heads):
    n, t, d = x.shape
    return x.reshape(n, heads, t, d // heads)


def merge_heads(x):
    n, heads, t, d = x.shape
    return x.reshape(n, t, heads * d)
