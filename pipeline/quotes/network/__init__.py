"""The learned finder of attributions: plain numpy over weights made by `pipeline.training.attribution`."""
