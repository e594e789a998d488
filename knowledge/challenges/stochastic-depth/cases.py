import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, *shape: int, p: float, train: bool, visible: bool = False, grad: bool = False) -> Case:
        branch, shortcut = (torch.randn(*shape, generator=rng).requires_grad_(grad) for _ in range(2))
        keep = torch.rand(shape[0], generator=rng) >= p
        keep[0], keep[-1] = True, shape[0] == 1
        return Case(name, (branch, shortcut, p, keep, train), visible=visible, grad=grad)

    yield case("training", 5, 7, p=0.3, train=True, visible=True)
    yield case("evaluation", 5, 7, p=0.3, train=False, visible=True)
    yield case("images", 4, 3, 5, 6, p=0.2, train=True)
    yield case("as many samples as features", 6, 6, p=0.4, train=True)
    yield case("one sample", 1, 3, 4, p=0.1, train=True)
    yield case("never dropped", 3, 4, p=0.0, train=True)
    yield case("gradient", 4, 5, p=0.3, train=True, grad=True)
