# fails: value
def shapes(n, c, h, w, k):
    return [[n, c], [n, c * h * w], [n, w, c, h], [n, 1, c, h, w], [n, h, w], [n, 1, h, w],
            [n, 2 * c, h, w], [n, 2, c, h, w], [n, h * w, k], [n, c, h, w]]
