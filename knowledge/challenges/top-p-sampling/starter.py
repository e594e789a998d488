import torch


def filter_logits(
    logits: torch.Tensor,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> torch.Tensor:
    """Return the logits divided by the temperature, with tokens outside top-k and top-p at -inf."""
    raise NotImplementedError
