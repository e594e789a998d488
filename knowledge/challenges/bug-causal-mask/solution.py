import torch


def masked_scores(scores: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    t = scores.shape[-1]
    ahead = torch.ones(t, t, dtype=torch.bool, device=scores.device).triu(1)
    padded = torch.arange(t, device=scores.device)[None, :] >= lengths[:, None]
    # The first key is always allowed, so that no row is all minus infinity.
    return scores.masked_fill(ahead | padded[:, None, :], float("-inf")).softmax(dim=-1)
