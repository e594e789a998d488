# fails: value
# case: gradients from before
def accumulated_step(model, optimizer, loss_of, batches):
    total = sum(len(x) for x, _ in batches)
    mean = 0.0
    for x, y in batches:
        loss = loss_of(model(x), y) * len(x) / total
        loss.backward()
        mean += loss.item()
    optimizer.step()
    optimizer.zero_grad()
    return mean
