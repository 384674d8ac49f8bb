"""One picture in one network: input, recorded passes, gradients, layers."""
