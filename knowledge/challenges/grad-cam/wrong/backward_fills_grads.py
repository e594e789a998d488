# fails: value
# says: arameters with a gradient
import torch


def grad_cam(model, layer, x, classes):
    kept = []
    hook = layer.register_forward_hook(lambda m, a, out: kept.append(out))
    logits = model(x)
    hook.remove()
    kept[0].retain_grad()
    logits.gather(1, classes[:, None]).sum().backward()
    cam = torch.relu((kept[0].grad.mean((2, 3), keepdim=True) * kept[0]).sum(1)).detach()
    return cam / cam.amax((1, 2), keepdim=True).clamp(min=1e-30)
