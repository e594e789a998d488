def shapes(n: int, c: int, h: int, w: int, k: int) -> list[list[int]]:
    return [
        [n, c],
        [n, c * h * w],
        [n, h, w, c],
        [n, 1, c, h, w],
        # An index takes its dimension away, a slice of length 1 keeps it.
        [n, h, w],
        [n, 1, h, w],
        [n, 2 * c, h, w],
        [n, 2, c, h, w],
        [n, h * w, k],
        [n, c, h, w],
    ]
