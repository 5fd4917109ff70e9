"""What a reader corrects by hand, applied to the frames after the models."""
