# fails: value
import torch


def masked_scores(scores, lengths):
    t = scores.shape[-1]
    ahead = torch.ones(t, t, dtype=torch.bool).triu(1)
    padded = torch.arange(t)[None, :] >= lengths[:, None]
    return scores.softmax(-1).masked_fill(ahead | padded[:, None, :], 0.0)
