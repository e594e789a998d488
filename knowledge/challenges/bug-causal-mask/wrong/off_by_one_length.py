# fails: value
# case: padded
import torch


def masked_scores(scores, lengths):
    t = scores.shape[-1]
    ahead = torch.ones(t, t, dtype=torch.bool).triu(1)
    padded = torch.arange(t)[None, :] > lengths[:, None]
    return scores.masked_fill(ahead | padded[:, None, :], float("-inf")).softmax(-1)
