# fails: value
import torch


def grad_cam(model, layer, x, classes):
    kept = []
    hook = layer.register_forward_hook(lambda m, a, out: kept.append(out))
    score = model(x).gather(1, classes[:, None]).sum()
    hook.remove()
    (grads,) = torch.autograd.grad(score, kept[0])
    cam = (grads.mean((2, 3), keepdim=True) * kept[0]).sum(1).detach()
    return cam / cam.abs().amax((1, 2), keepdim=True)
