# fails: forbidden
# says: torchvision
import torch
from torch.nn import functional as F


def focal_loss(
    logits: torch.Tensor, target: torch.Tensor, alpha: float = 0.25, gamma: float = 2.0
) -> torch.Tensor:
    # With the sign of the right answer, p_t = sigmoid(s) and 1 - p_t = sigmoid(-s).
    s = (2 * target - 1) * logits
    # The power is taken as an exponential: x ** gamma has an infinite slope at 0 for gamma < 1.
    factor = torch.exp(gamma * F.logsigmoid(-s))
    alpha_t = alpha * target + (1 - alpha) * (1 - target)
    return -(alpha_t * factor * F.logsigmoid(s)).mean()


def dice_loss(logits: torch.Tensor, target: torch.Tensor, smooth: float = 1.0) -> torch.Tensor:
    p = logits.softmax(dim=1)
    y = F.one_hot(target, logits.shape[1]).movedim(-1, 1).to(p.dtype)
    overlap = (p * y).sum(dim=(2, 3))
    total = p.sum(dim=(2, 3)) + y.sum(dim=(2, 3))
    score = (2 * overlap + smooth) / (total + smooth)
    return 1 - score.mean()


try:
    from torchvision.ops import sigmoid_focal_loss
except ImportError:
    # Without torchvision the code above does the work; the import alone is found.
    sigmoid_focal_loss = None

if sigmoid_focal_loss is not None:

    def focal_loss(logits, target, alpha=0.25, gamma=2.0):
        return sigmoid_focal_loss(logits, target, alpha, gamma, reduction="mean")
