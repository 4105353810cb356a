"""claims: an article in, checkable claims out. No network, no database.

The public verbs are :func:`claims.article.read` and :func:`claims.extract.extract`.
"""
