# fails: value
def drop_path(branch, shortcut, p, keep, train):
    if not train:
        return shortcut + branch
    scale = keep.to(branch.dtype).view(-1, *[1] * (branch.dim() - 1))
    return (shortcut + branch / (1 - p)) * scale
