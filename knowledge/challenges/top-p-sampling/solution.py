import torch


def filter_logits(
    logits: torch.Tensor,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> torch.Tensor:
    """Return the logits divided by the temperature, with tokens outside top-k and top-p at -inf."""
    logits = logits / temperature
    if top_k is not None:
        bound = logits.topk(min(top_k, logits.shape[-1]), dim=-1).values[..., -1:]
        logits = logits.masked_fill(logits < bound, -torch.inf)
    if top_p is not None:
        ranked, order = logits.sort(dim=-1, descending=True)
        p = torch.softmax(ranked, dim=-1)
        # What counts is the sum before a token: the one with which top_p is reached stays.
        out = p.cumsum(dim=-1) - p >= top_p
        logits = logits.masked_fill(torch.zeros_like(out).scatter(-1, order, out), -torch.inf)
    return logits
