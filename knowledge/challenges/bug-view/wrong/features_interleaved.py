# fails: value
def split_heads(x, heads):
    n, t, d = x.shape
    return x.reshape(n, t, d // heads, heads).permute(0, 3, 1, 2)


def merge_heads(x):
    n, heads, t, d = x.shape
    return x.permute(0, 2, 3, 1).reshape(n, t, heads * d)
