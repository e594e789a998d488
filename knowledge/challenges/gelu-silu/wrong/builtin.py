# fails: forbidden
from torch.nn.functional import gelu, silu  # noqa: F401
