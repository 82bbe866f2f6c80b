"""The monthly digest: the report that staff write, out of the sentences of the sources and of nothing else.

`report` makes it out of a run's records; `markdown`, `page` and `docx` write it.  The headings' words and their order are
rows of sections.toml.
"""
