"""Answer programs: the records of ``--json``, page by page, described by OpenAPI."""
