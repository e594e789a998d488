import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    for name, decay, updates, visible in (
        ("one update", 0.9, 1, True),
        ("three updates", 0.9, 3, True),
        ("a slow average", 0.999, 2, False),
        ("no memory", 0.0, 2, False),
    ):
        yield Case(name, (torch.randn(6, 4, generator=rng), updates), init={"decay": decay}, visible=visible)


def exercise(entry, case):
    x, updates = case.args
    torch.manual_seed(6)
    model = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Linear(5, 2)).to(x.device).train()
    ema = entry(model, **case.init)
    results = {"is a copy": ema.model is not model and ema.model[0].weight.data_ptr() != model[0].weight.data_ptr()}
    for number in range(1, updates + 1):
        model(x * number).square().sum().backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= 0.05 * p.grad.clamp(-1, 1)
        before = model[0].weight.detach().clone()
        ema.update(model)
        results[f"weight after update {number}"] = ema.model[0].weight.detach().clone()
        results[f"model unchanged by update {number}"] = bool(torch.equal(before, model[0].weight))
    results["running mean"] = ema.model[1].running_mean.clone()
    results["batches counted"] = int(ema.model[1].num_batches_tracked)
    results["in training mode"] = ema.model.training
    results["requires gradients"] = any(p.requires_grad for p in ema.model.parameters())
    results["original in training mode"] = model.training
    return results
