import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, c_in: int, c_out: int, size: tuple[int, int], stride: int = 1, expand: int = 6, visible: bool = False, grad: bool = False) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=rng)

        h = c_in * expand
        state = {"depthwise.weight": 2 * draw(h, 1, 3, 3), "project.weight": draw(c_out, h, 1, 1)}
        if expand != 1:
            state["expand.weight"] = 2 * draw(h, c_in, 1, 1)
        init = {"c_in": c_in, "c_out": c_out, "stride": stride, "expand": expand}
        x = draw(2, c_in, *size).requires_grad_(grad)
        return Case(name, (x,), init=init, state=state, visible=visible, grad=grad)

    yield case("same shape", 4, 4, (6, 7), visible=True)
    yield case("more channels", 3, 5, (6, 7), visible=True)
    yield case("strided", 4, 4, (7, 9), stride=2)
    yield case("without expansion", 5, 5, (6, 5), expand=1)
    yield case("another expansion", 4, 6, (5, 6), stride=2, expand=3)
    yield case("one pixel", 4, 4, (1, 1), expand=2)
    yield case("gradient", 3, 3, (4, 5), expand=2, grad=True)


def exercise(entry, case):
    return drive_module(entry, case)
