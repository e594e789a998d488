import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, visible: bool = False, negative: bool = False, frozen: bool = False) -> Case:
        x = torch.randn(n, 3, 9, 8, generator=rng)
        classes = torch.randint(0, 5, (n,), generator=rng)
        return Case(name, (x, classes), visible=visible, extra={"negative": negative, "frozen": frozen})

    yield case("two images", 2, visible=True)
    yield case("one image", 1)
    yield case("five images", 5, visible=True)
    yield case("all evidence speaks against", 3, negative=True)
    yield case("another batch", 4)


class Net(nn.Module):
    def __init__(self, negative: bool) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 6, 3, stride=2, padding=1), nn.ReLU())
        self.head = nn.Linear(6, 5)
        if negative:
            with torch.no_grad():
                self.head.weight.copy_(-self.head.weight.abs())

    def forward(self, x):
        return self.head(self.features(x).square().mean((2, 3)))


def exercise(entry, case):
    x, classes = case.args
    torch.manual_seed(4)
    model = Net(case.extra["negative"]).to(x.device).eval()
    cam = entry(model, model.features, x, classes)
    return {
        "map": cam,
        "hooks left": len(model.features._forward_hooks) + len(model.features._backward_hooks),
        "parameters with a gradient": sum(p.grad is not None for p in model.parameters()),
        "carries a graph": bool(cam.requires_grad),
    }
