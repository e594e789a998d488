# fails: value
# says: erged again
def split_heads(x, heads):
    n, t, d = x.shape
    return x.reshape(n, t, heads, d // heads).transpose(1, 2)


def merge_heads(x):
    n, heads, t, d = x.shape
    return x.reshape(n, t, heads * d)
