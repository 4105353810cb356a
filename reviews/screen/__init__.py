"""The full-screen review: the article at the left, the claim and its history at the right."""
