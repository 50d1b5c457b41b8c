"""A schema as its variants make it."""

from functools import lru_cache

from retrolint.schema.compiling import compile_schema
from retrolint.schema.merging import merge
from retrolint.schema.model import Schema


@lru_cache(maxsize=256)
def with_variants(schema: Schema, held: tuple[int, ...]) -> Schema:
    """The schema with the variants of these indexes laid over it, in order."""
    if not held:
        return schema
    data = {key: value for key, value in schema.data.items() if key != "variants"}
    for index in held:
        # What an earlier variant took away needs no change by a later one.
        data = merge(data, schema.variants[index].patch, is_lenient=True)
    return compile_schema(data, schema.files, schema.origins)
