# fails: value
# case: training
def drop_path(branch, shortcut, p, keep, train):
    if not train:
        return shortcut + branch
    return shortcut + branch * keep.to(branch.dtype).view(-1, *[1] * (branch.dim() - 1))
