import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, count: int, dim: int, padding_idx: int | None = None) -> None:
        super().__init__()
        self.padding_idx = None if padding_idx is None else padding_idx % count
        self.weight = nn.Parameter(torch.randn(count, dim))
        if self.padding_idx is not None:
            with torch.no_grad():
                self.weight[self.padding_idx] = 0

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        rows = self.weight[ids]
        if self.padding_idx is None:
            return rows
        # The row is read as it is; only the way back to it is cut.
        is_padding = (ids == self.padding_idx).unsqueeze(-1)
        return torch.where(is_padding, rows.detach(), rows)
