# fails: value
def mean_iou(pred, target, classes, ignore=255):
    k = target != ignore
    return float((pred[k] == target[k]).double().mean()) if bool(k.any()) else 0.0
