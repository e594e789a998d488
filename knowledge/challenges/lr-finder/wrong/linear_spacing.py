# fails: value
# says: Rates
import copy
import math

import torch


def find_lr(model, loss_of, low, high, steps, stop=4.0):
    first, found = copy.deepcopy(model.state_dict()), []
    for i in range(steps):
        lr = low + (high - low) * i / max(steps - 1, 1)
        loss = loss_of(model)
        found.append((lr, loss.item()))
        if not math.isfinite(loss.item()) or loss.item() > stop * min(s for _, s in found):
            break
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= lr * p.grad
    model.load_state_dict(first)
    model.zero_grad()
    return found
