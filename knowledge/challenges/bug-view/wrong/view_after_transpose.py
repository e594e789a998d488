# fails: error
def split_heads(x, heads):
    n, t, d = x.shape
    return x.view(n, t, heads, d // heads).transpose(1, 2)


def merge_heads(x):
    n, heads, t, d = x.shape
    return x.transpose(1, 2).view(n, t, heads * d)
