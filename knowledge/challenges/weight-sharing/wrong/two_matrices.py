# fails: error
# says: state dict
import torch
from torch import nn


class TiedAutoencoder(nn.Module):
    def __init__(self, d_in, d_hidden):
        super().__init__()
        self.encoder, self.decoder = nn.Linear(d_in, d_hidden), nn.Linear(d_hidden, d_in)

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))
