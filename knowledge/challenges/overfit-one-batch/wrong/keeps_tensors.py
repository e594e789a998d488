# fails: type
import torch
from torch.nn import functional as F


def overfit(model, x, y, steps, lr):
    model.train()
    optimizer, losses = torch.optim.SGD(model.parameters(), lr), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        losses.append(loss.detach())
        loss.backward()
        optimizer.step()
    return losses
