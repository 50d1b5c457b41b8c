"""Which form of its schema a document gets: the variants that hold for it, laid over."""

from retrolint.document.dates import parse_date
from retrolint.document.model import Document
from retrolint.document.named_headers import named_header
from retrolint.document.values import parse_moment
from retrolint.matching.variables import known_values, path_captures, single
from retrolint.schema.conditions import Values
from retrolint.schema.editions import Bound, Variant
from retrolint.schema.model import Schema
from retrolint.schema.varied import with_variants


def of_document(document: Document, schema: Schema) -> tuple[Document, Schema, tuple[str, ...]]:
    """The document with its header read as the schema says, its schema, and the variants that hold."""
    if schema.header.dialect and not document.front_matter:
        document = named_header(document, schema.header.dialect)
    if not schema.variants:
        return document, schema, ()
    values = known_values(document, path_captures(document.path, schema) or {}, schema)
    held = tuple(
        index
        for index, variant in enumerate(schema.variants)
        if _holds(variant, document, schema, values)
    )
    return document, with_variants(schema, held), tuple(schema.variants[index].shown for index in held)


def _holds(variant: Variant, document: Document, schema: Schema, values: Values) -> bool:
    return variant.when.holds(values) and all(
        _is_within(bound, document, schema, values) for bound in variant.bounds
    )


def _is_within(bound: Bound, document: Document, schema: Schema, values: Values) -> bool:
    """Whether the document is of that time or number; one without either is not."""
    series = schema.series
    day = parse_date(bound.text)
    if day and not bound.text.isdecimal():
        moment = parse_moment(single(values.get(series.date, ())))
        own = moment.day if moment else document.day
        return own is not None and (own < day) == bound.is_before
    number = single(values.get(series.number, ()))
    return number.isdecimal() and (int(number) < int(bound.text)) == bound.is_before
