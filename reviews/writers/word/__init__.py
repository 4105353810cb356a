"""A Word file taken apart and put together again, with comments and tracked changes of our own XML.

``package`` is the file, ``places`` says where the article's characters stand in it, ``marks`` sets
comments and tracked changes there, ``blank`` makes a file where the article was no Word file.
"""
