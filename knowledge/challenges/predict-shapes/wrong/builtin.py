# fails: forbidden
import torch


def shapes(n, c, h, w, k):
    x = torch.empty(n, c, h, w)
    made = [x.mean((2, 3)), x.flatten(1), x.permute(0, 2, 3, 1), x.unsqueeze(1), x[:, 0], x[:, :1], torch.cat([x, x], 1),
            torch.stack([x, x], 1), x.flatten(2).transpose(1, 2) @ torch.empty(c, k), x * torch.empty(c, 1, 1)]
    return [list(one.shape) for one in made]
