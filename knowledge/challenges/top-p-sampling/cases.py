import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int, dtype: torch.dtype = torch.float32, scale: float = 2.0) -> torch.Tensor:
        return (scale * torch.randn(*shape, generator=rng, dtype=torch.float64)).to(dtype)

    def known(*probabilities: float) -> torch.Tensor:
        # One distribution in a random order in each row, so that it is known what top-p keeps.
        p = torch.tensor(probabilities)
        return torch.stack([p[torch.randperm(len(p), generator=rng)] for _ in range(3)]).log()

    vocabulary = int(torch.randint(20, 30, (), generator=rng))
    # 0.4 + 0.3 < 0.75 <= 0.4 + 0.3 + 0.2
    example = known(0.4, 0.3, 0.2, 0.07, 0.03)
    yield Case("top-p of known probabilities", (example,), {"top_p": 0.75}, visible=True)
    yield Case("top-k", (draw(3, vocabulary),), {"top_k": 5}, visible=True)
    yield Case("temperature", (draw(3, vocabulary),), {"temperature": 0.7}, visible=True)
    yield Case("nothing asked for", (draw(3, vocabulary),))
    yield Case("top-p below the largest probability", (example,), {"top_p": 0.1})
    yield Case("top-p of nearly all", (known(0.4, 0.3, 0.2, 0.07, 0.03),), {"top_p": 0.95})
    # At temperature 0.5: 0.68, 0.26, 0.04, 0.01; only there the first token is enough.
    sharp = known(0.5, 0.31, 0.12, 0.07)
    yield Case("temperature before top-p", (sharp,), {"temperature": 0.5, "top_p": 0.6})
    # Of the two that are left the first holds 0.57, in all it holds 0.4.
    yield Case("top-k before top-p", (example,), {"top_k": 2, "top_p": 0.5})
    yield Case(
        "all three", (draw(2, 3, vocabulary),), {"temperature": 1.3, "top_k": 9, "top_p": 0.8}
    )
    yield Case("top-k of one", (draw(3, vocabulary),), {"top_k": 1})
    yield Case("top-k beyond the vocabulary", (draw(3, 6),), {"top_k": 50, "top_p": 0.6})
    gone = draw(3, vocabulary)
    gone[:, ::3] = -torch.inf
    yield Case("some are minus infinity already", (gone,), {"top_p": 0.9})
    yield Case("one row", (draw(vocabulary),), {"top_k": 7, "top_p": 0.9})
    yield Case("one token", (draw(3, 1),), {"top_k": 2, "top_p": 0.5})
    yield Case(
        "float64", (draw(3, vocabulary, dtype=torch.float64),), {"temperature": 0.8, "top_p": 0.7}
    )
    yield Case(
        "large logits", (draw(3, vocabulary, scale=400.0),), {"temperature": 2.0, "top_p": 0.9}
    )
    turned = draw(vocabulary, 3).t()
    yield Case("not contiguous", (turned,), {"top_k": 6, "top_p": 0.8})
