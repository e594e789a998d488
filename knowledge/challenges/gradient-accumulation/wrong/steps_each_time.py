# fails: value
# case: equal sizes
def accumulated_step(model, optimizer, loss_of, batches):
    total = sum(len(x) for x, _ in batches)
    mean = 0.0
    for x, y in batches:
        optimizer.zero_grad()
        loss = loss_of(model(x), y) * len(x) / total
        loss.backward()
        optimizer.step()
        mean += loss.item()
    optimizer.zero_grad()
    return mean
