import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    for name, visible in (("a small model", True), ("many classes", False), ("one class", False)):
        classes = {"a small model": 3, "many classes": 11, "one class": 1}[name]
        yield Case(name, (torch.randn(6, 5, generator=rng), classes), visible=visible)


class Classifier(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.backbone = nn.Sequential(nn.Linear(5, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5))
        self.head = nn.Linear(8, 7)

    def forward(self, x):
        return self.head(self.backbone(x))


def exercise(entry, case):
    x, classes = case.args
    torch.manual_seed(0)
    model = Classifier().to(x.device)
    before = [b.clone() for b in model.backbone.buffers()]
    made = entry(model, classes)
    same = made is model
    model.train()
    loss = model(x).square().sum()
    loss.backward()
    head = model.head
    return {
        "returns the model": same,
        "shape of the result": list(model(x).shape),
        "in and out of the head": [head.in_features, head.out_features, head.bias is not None],
        "trainable parameters": [n for n, p in model.named_parameters() if p.requires_grad],
        "parameters with a gradient": [n for n, p in model.named_parameters() if p.grad is not None],
        "backbone in training mode after model.train()": any(m.training for m in model.backbone.modules()),
        "head in training mode after model.train()": model.head.training,
        "statistics moved": any(not torch.equal(a, b) for a, b in zip(before, model.backbone.buffers())),
        "features": model.backbone(x).detach(),
    }
