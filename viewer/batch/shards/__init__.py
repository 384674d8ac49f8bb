"""An export cut into shards: planned once, run by whichever engine, resumed by the same command."""
