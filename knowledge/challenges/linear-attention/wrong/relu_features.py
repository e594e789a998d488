# fails: value
# case: every key
def linear_attention(q, k, v, causal=False):
    q, k = q.relu() + 1, k.relu() + 1
    if causal:
        total = (q.unsqueeze(-2) @ (k.unsqueeze(-1) * v.unsqueeze(-2)).cumsum(-3)).squeeze(-2)
        norm = k.cumsum(-2)
    else:
        total, norm = q @ (k.transpose(-2, -1) @ v), k.sum(-2, keepdim=True)
    return total / (q * norm).sum(-1, keepdim=True)
