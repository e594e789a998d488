# fails: value
# says: training mode
from torch import nn


def prepare(model, classes):
    model.backbone.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, classes)
    return model
