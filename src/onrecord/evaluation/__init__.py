"""Score codings of articles against gold codings; the command line and the benchmarks use it."""
