# fails: value
# case: as many samples as features
import torch


def drop_path(branch, shortcut, p, keep, train):
    if not train:
        return shortcut + branch
    scale = keep.to(branch.dtype) / (1 - p)
    if branch.shape[-1] != len(keep):
        scale = scale.view(-1, *[1] * (branch.dim() - 1))
    return shortcut + branch * scale
