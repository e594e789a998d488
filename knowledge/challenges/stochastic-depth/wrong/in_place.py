# fails: mutation
def drop_path(branch, shortcut, p, keep, train):
    if train:
        branch.data.mul_(keep.to(branch.dtype).view(-1, *[1] * (branch.dim() - 1)) / (1 - p))
    return shortcut + branch
