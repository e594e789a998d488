import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def boxes(count: int, spread: float = 12.0, low: float = 0.0) -> torch.Tensor:
        corner = spread * torch.rand(count, 2, generator=rng) + low
        return torch.cat([corner, corner + 3 + 5 * torch.rand(count, 2, generator=rng)], dim=1)

    def scores(count: int) -> torch.Tensor:
        # All different, in a random order.
        ranks = torch.randperm(count, generator=rng) + 0.5 * torch.rand(count, generator=rng)
        return ranks / count

    def labels(count: int, classes: int = 3) -> torch.Tensor:
        return torch.randint(0, classes, (count,), generator=rng)

    def row(*lefts: float) -> torch.Tensor:
        """Return boxes four wide and four high, side by side."""
        return torch.tensor([[left, 0.0, left + 4.0, 4.0] for left in lefts])

    one_class = torch.zeros(3, dtype=torch.int64)
    n = int(torch.randint(24, 33, (), generator=rng))
    yield Case(
        "one hides two", (row(0, 1, 2), torch.tensor([0.7, 0.9, 0.8]), one_class, 0.5), visible=True
    )
    yield Case(
        "the same with another class",
        (row(0, 1, 2), torch.tensor([0.7, 0.9, 0.8]), torch.tensor([0, 0, 1]), 0.5),
        visible=True,
    )
    # The second is suppressed, and so cannot suppress the third, which it overlaps.
    yield Case(
        "a chain", (row(2, 0, 1), torch.tensor([0.1, 0.9, 0.5]), one_class, 0.5), visible=True
    )
    # The first fills half of the second: an IoU of exactly 0.5 for any floating-point type.
    half = torch.tensor([[0.0, 0.0, 2.0, 4.0], [0.0, 0.0, 4.0, 4.0], [9.0, 9.0, 10.0, 10.0]])
    yield Case("IoU equal to the threshold", (half, scores(3), one_class, 0.5))
    ties = row(0, 1, 9, 20, 10, 0.5)
    yield Case("equal scores", (ties, torch.full((6,), 0.5), labels(6, 1), 0.5))
    yield Case("apart along both axes", (boxes(7, 90.0), scores(7), labels(7, 1), 0.05))
    yield Case("many boxes of one class", (boxes(n), scores(n), labels(n, 1), 0.3))
    yield Case("many boxes of three classes", (boxes(n), scores(n), labels(n), 0.3))
    # Both classes lie at the same place, and no coordinate is positive.
    below = torch.cat([row(-5.5, -5), row(-5.5, -5)]) - torch.tensor([0.0, 5.0, 0.0, 5.0])
    classes = torch.tensor([0, 0, 1, 1])
    yield Case("negative coordinates", (below, scores(4), classes, 0.4))
    yield Case("negative scores", (boxes(n), scores(n) - 3, labels(n), 0.4))
    yield Case("far from the origin", (boxes(n, low=2000.0), scores(n), labels(n), 0.4))
    yield Case("float64", (boxes(n).double(), scores(n).double(), labels(n), 0.4))
    yield Case("not contiguous", (boxes(2 * n)[::2], scores(2 * n)[1::2], labels(n), 0.4))
    yield Case("one box", (boxes(1), scores(1), labels(1), 0.5))
    yield Case("no boxes", (boxes(0), torch.zeros(0), labels(0), 0.5))
