# fails: value
# says: ooks left
import torch


def grad_cam(model, layer, x, classes):
    kept = []
    layer.register_forward_hook(lambda m, a, out: kept.append(out))
    score = model(x).gather(1, classes[:, None]).sum()
    (grads,) = torch.autograd.grad(score, kept[0])
    cam = torch.relu((grads.mean((2, 3), keepdim=True) * kept[0]).sum(1)).detach()
    return cam / cam.amax((1, 2), keepdim=True).clamp(min=1e-30)
