import torch

from interviewer.challenges.kit import GRADIENT, Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    n, m = int(torch.randint(3, 6, (), generator=rng)), int(torch.randint(6, 9, (), generator=rng))

    def boxes(count: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        corner = 8 * torch.rand(count, 2, generator=rng, dtype=torch.float64) - 2
        size = 1 + 5 * torch.rand(count, 2, generator=rng, dtype=torch.float64)
        return torch.cat([corner, corner + size], dim=1).to(dtype)

    far = torch.tensor([20.0, 30.0, 20.0, 30.0])
    unlike = torch.tensor([[0.0, 0.0, 2.0, 2.0], [1.0, 5.0, 4.0, 6.0]])
    others = torch.tensor([[1.0, 0.0, 3.0, 2.0], [3.0, 0.0, 4.0, 2.0], [0.0, 0.0, 4.0, 8.0]])
    points = torch.tensor([[1.0, 2.0, 1.0, 2.0], [3.0, 0.0, 3.0, 5.0]])

    yield Case("a few boxes that are easy to draw", (unlike, others), visible=True)
    yield Case("many boxes", (boxes(n), boxes(m)), visible=True)
    yield Case("apart along both axes", (boxes(n), boxes(m) + far), visible=True)
    whole = torch.tensor([[0.0, 0.0, 10.0, 12.0]])
    yield Case("one inside the other", (whole, 0.2 * boxes(m) + 3))
    yield Case("one against one", (boxes(1), boxes(1)))
    yield Case("very small boxes", (1e-4 * boxes(n), 1e-4 * boxes(m)))
    yield Case("large coordinates", (1e4 * boxes(n), 1e4 * boxes(m)))
    yield Case("boxes without area", (points, torch.cat([points, boxes(3)])))
    yield Case("not contiguous", (boxes(n).t().contiguous().t(), boxes(2 * m)[::2]))
    yield Case("float64", (boxes(n, torch.float64), boxes(m, torch.float64)))
    yield Case("no boxes", (boxes(0), boxes(m)))
    for name, shift in (("gradient", 0.0), ("gradient of boxes apart", 1.0)):
        pair = (boxes(n).requires_grad_(), (boxes(m) + shift * far).requires_grad_())
        yield Case(name, pair, grad=True)


def exercise(entry, case):
    found = {}
    for name in ("box_iou", "box_giou"):
        for what, value in call(getattr(entry, name), case).items():
            role, _, rest = what.partition(GRADIENT)
            found[f"{GRADIENT}{name} by {rest}" if rest else name] = value
    return found
