"""A mock interviewer for neural networks, PyTorch and computer vision that lives in the terminal."""

__version__ = "0.1.0"
