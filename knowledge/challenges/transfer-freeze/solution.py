from torch import nn


def prepare(model: nn.Module, classes: int) -> nn.Module:
    backbone = model.backbone.requires_grad_(False).eval()

    def stay(mode: bool = True) -> nn.Module:
        # model.train() reaches every child by this method; the statistics must not move.
        return backbone

    backbone.train = stay
    old = model.head
    model.head = nn.Linear(old.in_features, classes, device=old.weight.device)
    return model
