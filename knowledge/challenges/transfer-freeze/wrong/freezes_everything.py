# fails: error
from torch import nn


def prepare(model, classes):
    model.head = nn.Linear(model.head.in_features, classes)
    model.requires_grad_(False)
    backbone = model.backbone.eval()
    backbone.train = lambda mode=True: backbone
    return model
