# fails: shape
from torch import nn


def prepare(model, classes):
    model.head = nn.Linear(model.head.in_features, classes)
    backbone = model.backbone.eval()
    backbone.train = lambda mode=True: backbone
    return model
