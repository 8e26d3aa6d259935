"""End-to-end tests: a real WordPress on real servers, real errors, and what wpdiag makes of them."""
