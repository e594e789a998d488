# fails: value
# case: a smaller last batch
def accumulated_step(model, optimizer, loss_of, batches):
    optimizer.zero_grad()
    mean = 0.0
    for x, y in batches:
        loss = loss_of(model(x), y) / len(batches)
        loss.backward()
        mean += loss.item()
    optimizer.step()
    optimizer.zero_grad()
    return mean
