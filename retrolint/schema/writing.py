"""Schema data as YAML, in which text needs no quotes unless YAML keeps a character for itself."""

from collections.abc import Mapping
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Every scalar is text to us: `false` and `2024` are written as they are meant."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - as its base has it

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """A text; one that would be taken for nothing is quoted."""
        return self.represent_scalar(
            "tag:yaml.org,2002:str", text, "'" if text in {"", "~", "null"} else None
        )

    def represent_nothing(self, _: None) -> yaml.ScalarNode:
        """A key without a value."""
        return self.represent_scalar("tag:yaml.org,2002:str", "null")


_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_representer(type(None), _Dumper.represent_nothing)


def written(data: Mapping[str, Any]) -> str:
    """The YAML of schema data, in its order."""
    return yaml.dump(
        dict(data),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=100,
    )


def resolved_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a schema says without the one that it extends, which was laid under it before."""
    return {key: value for key, value in data.items() if key not in {"extends", "change"}}
