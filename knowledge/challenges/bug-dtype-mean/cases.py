import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, *shape: int, dtype: torch.dtype = torch.uint8, visible: bool = False) -> Case:
        c = shape[1]
        if dtype is torch.uint8:
            images = torch.randint(0, 256, shape, generator=rng, dtype=torch.uint8)
        else:
            images = torch.rand(*shape, generator=rng, dtype=torch.float64).to(dtype)
        mean, std = ((0.3 + 0.4 * torch.rand(c, generator=rng)).tolist() for _ in range(2))
        return Case(name, (images, mean, std), visible=visible)

    yield case("bytes", 2, 3, 4, 5, visible=True)
    yield case("floats", 2, 3, 4, 5, dtype=torch.float32, visible=True)
    yield case("doubles", 1, 3, 2, 4, dtype=torch.float64)
    yield case("as wide as it has channels", 2, 3, 3, 3)
    yield case("one channel", 3, 1, 2, 2)
    yield case("four channels", 2, 4, 5, 3)
