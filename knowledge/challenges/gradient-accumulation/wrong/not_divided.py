# fails: value
# case: equal sizes
def accumulated_step(model, optimizer, loss_of, batches):
    total = sum(len(x) for x, _ in batches)
    optimizer.zero_grad()
    mean = 0.0
    for x, y in batches:
        loss = loss_of(model(x), y)
        loss.backward()
        mean += loss.item() * len(x) / total
    optimizer.step()
    optimizer.zero_grad()
    return mean
