import torch

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    def pick(low: int, high: int) -> int:
        return int(torch.randint(low, high, (), generator=rng))

    def count(name: str, *args: object, visible: bool = False, **named: object) -> Case:
        return Case(name, args, named, visible=visible, extra={"name": "parameter_count"})

    def size(name: str, *args: int, visible: bool = False, **named: int) -> Case:
        return Case(name, args, named, visible=visible, extra={"name": "output_size"})

    c = pick(3, 30)
    yield count("parameters of the first layer of a ResNet", 3, 64, (7, 7), visible=True)
    yield count("parameters without bias", c, c + 5, (3, 3), bias=False)
    yield count("parameters of an oblong kernel", c, c + 7, (1, 5))
    yield count("parameters of a depthwise layer", 4 * c, 4 * c, (3, 3), groups=4 * c)
    yield count("parameters with groups", 6 * c, 9 * c, (3, 3), groups=3)
    yield size("size of the first layer of a ResNet", 224, 7, stride=2, padding=3, visible=True)
    yield size("same size", pick(20, 40), 5, padding=2)
    yield size("no padding", pick(20, 40), 4)
    yield size("a stride that leaves a rest", 2 * pick(20, 40), 3, stride=2, padding=1)
    yield size("a stride of three", 3 * pick(20, 40) + 1, 5, stride=3, visible=True)
    yield size("dilated", pick(30, 40), 3, dilation=4)
    yield size("dilated, padded and strided", pick(30, 40), 3, stride=2, padding=2, dilation=3)
    yield size("one position", 5, 5)


def exercise(entry, case):
    return call(getattr(entry, case.extra["name"]), case)
