import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=rng)

    def case(name: str, block: str, size: tuple[int, int], visible: bool = False, grad: bool = False, **init: int) -> Case:
        c_in, stride = init["c_in"], init.get("stride", 1)
        if block == "BasicBlock":
            c_out = init["c_out"]
            state = {"conv1.weight": 0.3 * draw(c_out, c_in, 3, 3), "conv2.weight": 0.3 * draw(c_out, c_out, 3, 3)}
        else:
            mid, c_out = init["c_mid"], 4 * init["c_mid"]
            state = {"conv1.weight": draw(mid, c_in, 1, 1), "conv2.weight": 0.3 * draw(mid, mid, 3, 3), "conv3.weight": draw(c_out, mid, 1, 1)}
        if stride != 1 or c_in != c_out:
            state["shortcut.weight"] = draw(c_out, c_in, 1, 1)
        x = draw(2, c_in, *size).requires_grad_(grad)
        return Case(f"{block}, {name}", (x,), init=init, state=state, visible=visible, grad=grad, extra={"name": block})

    yield case("same shape", "BasicBlock", (6, 7), c_in=5, c_out=5, visible=True)
    yield case("more channels", "BasicBlock", (6, 7), c_in=3, c_out=6)
    yield case("strided", "BasicBlock", (7, 9), c_in=4, c_out=4, stride=2)
    yield case("strided, more channels", "BasicBlock", (6, 8), c_in=3, c_out=6, stride=2)
    yield case("gradient", "BasicBlock", (5, 4), c_in=3, c_out=3, grad=True)
    yield case("same shape", "Bottleneck", (6, 7), c_in=12, c_mid=3, visible=True)
    yield case("more channels", "Bottleneck", (6, 7), c_in=6, c_mid=3, visible=True)
    yield case("strided", "Bottleneck", (7, 9), c_in=12, c_mid=3, stride=2)
    yield case("one pixel", "Bottleneck", (1, 1), c_in=8, c_mid=2)
    yield case("gradient", "Bottleneck", (5, 4), c_in=5, c_mid=2, grad=True)


def exercise(entry, case):
    return drive_module(getattr(entry, case.extra["name"]), case)
