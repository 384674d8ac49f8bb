"""From a request to maps: resolving, computing, keeping, replying."""
