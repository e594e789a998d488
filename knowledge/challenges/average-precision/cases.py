import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def at(*lefts: float) -> torch.Tensor:
        """Return boxes ten wide and ten high, side by side."""
        return torch.tensor([[left, 0.0, left + 10.0, 10.0] for left in lefts])

    def ids(*images: int) -> torch.Tensor:
        return torch.tensor(images, dtype=torch.int64)

    def falling(count: int) -> torch.Tensor:
        return torch.linspace(0.95, 0.05, count) + 0.1 * torch.rand(count, generator=rng) / count

    def scene(count: int, detections: int) -> tuple[torch.Tensor, ...]:
        """Return four images of overlapping boxes, and noisy detections of them."""
        corner = 30 * torch.rand(count, 2, generator=rng)
        truths = torch.cat([corner, corner + 8 + 6 * torch.rand(count, 2, generator=rng)], dim=1)
        of = torch.randint(0, count, (detections,), generator=rng)
        boxes = truths[of] + 0.9 * torch.randn(detections, 4, generator=rng)
        order = torch.randperm(detections, generator=rng)
        where = ids(3, 11, 4, 70)[torch.randint(0, 4, (count,), generator=rng)]
        return boxes, falling(detections)[order], where[of], truths, where

    def case(name: str, *args: torch.Tensor, visible: bool = False, **named: float) -> Case:
        return Case(name, args, named, visible=visible)

    none, nowhere = torch.zeros(0, 4), ids()
    s2, s3, s4 = falling(2), falling(3), falling(4)
    first = ids(0, 0)
    n = int(torch.randint(8, 12, (), generator=rng))

    two = at(0, 20)
    yield case("one found twice", at(0, 0, 20), s3, ids(0, 0, 0), two, first, visible=True)
    yield case("two images", at(0, 0, 20), s3, ids(1, 0, 1), two, ids(0, 1), visible=True)
    five = ids(5, 5, 5)
    yield case("a false positive first", at(50, 0, 20), s3, five, two, five[:2], visible=True)
    yield case("some are never found", at(0, 70), s2, ids(1, 1), at(0, 20, 40), ids(1, 1, 2))
    yield case("the box in another image", at(0, 0), s2, ids(8, 2), at(0), ids(2))
    # The surest detection of all is wrong, and in the other image.
    mixed = s4[[1, 3, 0, 2]]
    yield case("sorted over all images", at(0, 20, 50, 60), mixed, ids(0, 0, 1, 0), two, first)
    # The second is nearest to the first truth, which is taken; it would do for the other too.
    yield case("the nearest is taken", at(0, 1), s2, first, at(0, 3), first)
    # The surer one fits less well, yet it takes the box.
    yield case("the surer fits less well", at(2, 0, 90), s3, ids(0, 0, 0), at(0, 30), first)
    half = torch.tensor([[0.0, 0.0, 5.0, 10.0], [0.0, 0.0, 10.0, 5.0]])
    yield case("IoU equal to the threshold", half, s2, ids(1, 2), at(0, 0), ids(1, 2))
    ties = torch.full((4,), 0.5)
    yield case("equal scores", at(0, 20, 50, 60), ties, ids(0, 0, 0, 0), two, first)
    yield case("a data set", *scene(n, 3 * n))
    yield case("a strict threshold", *scene(n, 3 * n), threshold=0.75)
    wide = [t.double() if t.is_floating_point() else t for t in scene(n, 2 * n)]
    yield case("float64", *wide)
    yield case("no detections", none, torch.zeros(0), nowhere, at(0), ids(0))
    yield case("nothing to find", at(0, 20), s2, ids(0, 1), none, nowhere)
