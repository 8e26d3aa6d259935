"""Gates: which issues are known, which are ignored, which fail the run."""
