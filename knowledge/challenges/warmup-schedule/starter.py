def learning_rate(
    step: int, base: float, batch_size: int, warmup: int, total: int, base_batch: int = 256
) -> float:
    """Return the learning rate of one step."""
    raise NotImplementedError
