# fails: value
import torch
from torch.nn import functional as F


def overfit(model, x, y, steps, lr):
    model.train()
    optimizer, losses = torch.optim.SGD(model.parameters(), lr), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y, reduction="sum")
        losses.append(loss.item() / len(y))
        loss.backward()
        optimizer.step()
    return losses
