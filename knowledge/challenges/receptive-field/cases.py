import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def pick(low: int, high: int) -> int:
        return int(torch.randint(low, high, (), generator=rng))

    def size(name: str, layers: list[tuple[int, ...]], visible: bool = False) -> Case:
        which = {"name": "receptive_field"}
        return Case(f"size: {name}", (layers,), visible=visible, extra=which)

    def window(name: str, layers: list[tuple[int, ...]], index: int, visible: bool = False) -> Case:
        return Case(f"window: {name}", (layers, index), visible=visible, extra={"name": "window"})

    def resnet50(stride_in_the_first: bool) -> list[tuple[int, ...]]:
        layers = [(7, 2, 3, 1), (3, 2, 1, 1)]
        for stage, blocks in enumerate((3, 4, 6, 3)):
            for block in range(blocks):
                stride = 2 if stage > 0 and block == 0 else 1
                first, second = (stride, 1) if stride_in_the_first else (1, stride)
                layers += [(1, first, 0, 1), (3, second, 1, 1), (1, 1, 0, 1)]
        return layers

    vgg = [layer for n in (2, 2, 3, 3, 3) for layer in [(3, 1, 1, 1)] * n + [(2, 2, 0, 1)]]
    example = [(3, 2, 1, 1), (3, 1, 0, 2)]
    unlike = [
        (pick(3, 8), pick(2, 4), pick(1, 3), pick(1, 4)),
        (pick(2, 5), pick(2, 4), pick(0, 2), pick(2, 4)),
        (pick(4, 6), pick(4, 6), pick(2, 4), pick(1, 3)),
    ]

    yield size("two layers", example, visible=True)
    yield window("two layers", example, 4, visible=True)
    yield size("the convolutions of VGG-16", vgg, visible=True)
    yield size("ResNet-50 with its strides in the 3x3", resnet50(False))
    yield size("ResNet-50 with its strides in the first 1x1", resnet50(True))
    yield size("dilations that double", [(3, 1, 2**i, 2**i) for i in range(6)])
    yield size("pooling alone", [(2, 2, 0, 1)] * pick(3, 6))
    yield size("strides larger than the kernels", [(1, 3, 0, 1), (2, 5, 0, 1), (3, 1, 0, 1)])
    yield size("three unlike layers", unlike)
    yield size("no layers", [])
    yield window("one layer, its first output", [(5, 2, 2, 1)], 0)
    yield window("three unlike layers", unlike, pick(3, 20))
    yield window("the middle of VGG-16's last map", vgg, 3)
    yield window("the first of ResNet-50's last map", resnet50(False), 0)
    yield window("no layers", [], pick(5, 90))


def exercise(entry, case):
    # The layers arrive as a list of tuples, whichever way they travelled.
    layers = [tuple(layer) for layer in case.args[0]]
    return {"result": getattr(entry, case.extra["name"])(layers, *case.args[1:])}
