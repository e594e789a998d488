import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, t: int, dim: int, longest: int = 20, visible: bool = False, dtype: torch.dtype = torch.float32) -> Case:
        return Case(name, (torch.randn(n, t, dim, generator=rng).to(dtype),), init={"dim": dim, "longest": longest}, visible=visible, atol=1e-3 if dtype is torch.float16 else 1e-4)

    yield case("a short sequence", 2, 5, 6, visible=True)
    yield case("as long as the table", 2, 9, 4, longest=9, visible=True)
    yield case("half precision", 2, 5, 6, dtype=torch.float16)
    yield case("double precision", 1, 7, 4, dtype=torch.float64)
    yield case("two features", 3, 4, 2)
    yield case("a long table", 1, 300, 8, longest=300)
    yield case("one too long", 1, 6, 4, longest=5)


def exercise(entry, case):
    x = case.args[0]
    module = entry(**case.init).to(x.device)
    if x.shape[1] > case.init["longest"]:
        try:
            module(x)
        except ValueError as error:
            text = str(error)
            return {"raises": "ValueError", "names both lengths": str(x.shape[1]) in text and str(case.init["longest"]) in text}
        return {"raises": "nothing", "names both lengths": False}
    moved = entry(**case.init).to("meta")
    return {
        "result": module(x),
        "names in the state dict": sorted(module.state_dict()),
        "names of parameters": sorted(name for name, _ in module.named_parameters()),
        "tensors left behind by .to()": sum(
            torch.is_tensor(value) and value.device.type != "meta" for value in vars(moved).values()
        ) + sum(buffer.device.type != "meta" for buffer in moved.buffers()),
        "buffers": len(list(moved.buffers())),
    }
