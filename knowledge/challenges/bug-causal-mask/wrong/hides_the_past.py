# fails: value
import torch


def masked_scores(scores, lengths):
    t = scores.shape[-1]
    behind = torch.ones(t, t, dtype=torch.bool).tril(-1)
    padded = torch.arange(t)[None, :] >= lengths[:, None]
    hidden = behind | padded[:, None, :]
    hidden[:, -1, -1] = False
    return scores.masked_fill(hidden, -1e4).softmax(-1)
