import torch


def cross_entropy(
    logits: torch.Tensor, target: torch.Tensor, label_smoothing: float = 0.0
) -> torch.Tensor:
    # logsumexp takes the largest logit off first, so that nothing overflows.
    log_p = logits - logits.logsumexp(dim=1, keepdim=True)
    right = -log_p.gather(1, target[:, None]).squeeze(1)
    every = -log_p.mean(dim=1)
    return ((1 - label_smoothing) * right + label_smoothing * every).mean()
