"""Any TOML: each value says what was written, and stands where it was written."""

import json

from headers import header
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retrolint.document.header import Value
from retrolint.text import SourceText

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
SCALARS = st.one_of(
    TEXTS.map(lambda text: (json.dumps(text, ensure_ascii=False), text)),
    TEXTS.map(lambda text: text.replace("'", "")).map(lambda text: (f"'{text}'", text)),
    TEXTS.map(lambda text: text.replace("'", "")).map(lambda text: (f"'''\n{text}\n'''", f"{text}\n")),
    st.sampled_from(
        ["1", "-2.5e3", "true", "2024-09-06", "2024-09-06 13:40:00+09:00", "07:32:00", "nan"]
    ).map(lambda text: (text, text)),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


def as_toml(data: object) -> str:
    if isinstance(data, tuple):
        return str(data[0])
    if isinstance(data, list):
        return f"[{' , '.join(map(as_toml, data))}]"
    assert isinstance(data, dict)
    return f"{{{', '.join(f'{key} = {as_toml(value)}' for key, value in data.items())}}}"


def assert_is(value: Value, data: object, source: SourceText) -> None:
    """That `value` says what `data` does, and stands where it was written."""
    if isinstance(data, tuple):
        assert (source.slice(value.span), value.text) == data
    elif isinstance(data, list):
        assert len(value.items) == len(data)
        for item, expected in zip(value.items, data, strict=True):
            assert_is(item, expected, source)
    else:
        assert isinstance(data, dict)
        assert [entry.key for entry in value.entries] == list(data)
        for entry in value.entries:
            assert source.slice(entry.key_span) == entry.key
            assert_is(entry.value, data[entry.key], source)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["title", "x-1", "y_2"]), DATA, max_size=3),
    st.lists(st.dictionaries(st.sampled_from("abc"), DATA, max_size=2), max_size=3),
)
def test_each_value_of_any_toml_is_where_it_was_written(
    keys: dict[str, object], tables: list[dict[str, object]]
) -> None:
    lines = [f"{key} = {as_toml(value)} # x" for key, value in keys.items()]
    for number, table in enumerate(tables):
        lines += [f"[t.n{number}]", *(f"{key} = {as_toml(value)}" for key, value in table.items())]
    text = "\n".join(lines)
    # The header ends at the first such line, also inside a string.
    assume("+++" not in text)
    source, front_matter = header(f"+++\n{text}\n+++\n")
    data = {**keys, "t": {f"n{number}": table for number, table in enumerate(tables)}}
    if not tables:
        del data["t"]
    whole = Value("mapping", "", front_matter.span, entries=front_matter.entries)
    assert_is(whole, data, source)
