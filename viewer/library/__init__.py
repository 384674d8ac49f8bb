"""What ``import camscope`` offers to programs and notebooks; everything here stands behind it."""
