# fails: value
def prepare(model, classes):
    backbone = model.backbone.requires_grad_(False).eval()
    backbone.train = lambda mode=True: backbone
    model.head.out_features = classes
    return model
