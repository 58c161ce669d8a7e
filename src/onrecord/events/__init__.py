"""Events: what happened or is planned between parties."""
