# fails: forbidden
import torch


def accumulated_step(model, optimizer, loss_of, batches):
    x, y = (torch.cat(parts) for parts in zip(*batches))
    optimizer.zero_grad()
    loss = loss_of(model(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()
