# fails: value
# says: after model.train()
from torch import nn


def prepare(model, classes):
    model.backbone.requires_grad_(False).eval()
    model.head = nn.Linear(model.head.in_features, classes)
    return model
