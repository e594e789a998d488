import torch
from torch import nn


def grad_cam(
    model: nn.Module, layer: nn.Module, x: torch.Tensor, classes: torch.Tensor
) -> torch.Tensor:
    kept: list[torch.Tensor] = []
    hook = layer.register_forward_hook(lambda _module, _args, out: kept.append(out))
    try:
        logits = model(x)
    finally:
        hook.remove()
    maps = kept[0]
    # Images do not influence one another, so one sum gives every image its own gradient.
    score = logits.gather(1, classes[:, None]).sum()
    (grads,) = torch.autograd.grad(score, maps)
    cam = torch.relu((grads.mean(dim=(2, 3), keepdim=True) * maps).sum(dim=1)).detach()
    highest = cam.amax(dim=(1, 2), keepdim=True)
    return cam / torch.where(highest > 0, highest, torch.ones_like(highest))
