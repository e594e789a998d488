import torch


def masked_scores(scores: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Return attention weights. It has faults; find them all."""
    t = scores.shape[-1]
    ahead = torch.tril(torch.ones(t, t, dtype=torch.bool, device=scores.device))
    padded = torch.arange(t, device=scores.device)[None, :] > lengths[:, None]
    scores.masked_fill_(ahead, -1e9)
    scores.masked_fill_(padded[:, :, None], -1e9)
    return scores.softmax(dim=1)
