# fails: value
import torch
from torch.nn import functional as F


def overfit(model, x, y, steps, lr):
    model.train()
    optimizer, losses = torch.optim.SGD(model.parameters(), lr), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x).softmax(dim=1), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return losses
