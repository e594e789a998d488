# fails: mutation
import torch


def masked_scores(scores, lengths):
    t = scores.shape[-1]
    ahead = torch.ones(t, t, dtype=torch.bool).triu(1)
    padded = torch.arange(t)[None, :] >= lengths[:, None]
    scores.data.masked_fill_(ahead | padded[:, None, :], float("-inf"))
    return scores.softmax(-1)
