"""The base of all models of files: nothing but what is listed, told with a suggestion."""

from typing import Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError


def alias(name: str) -> str:
    """How a schema writes the attribute `name`."""
    return name.rstrip("_").replace("_", "-")


class StrictModel(BaseModel):
    """Nothing but what is listed."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=alias)

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_unknown(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Refuse unknown keys, beside all else: here the known ones are at hand for a suggestion."""
        if not isinstance(data, dict):
            message = 'no list of "key: value" lines'
            raise PydanticCustomError("not_a_mapping", message)
        known = [field.alias or name for name, field in cls.model_fields.items()]
        unknown = [key for key in data if key not in known]
        if not unknown:
            return handler(data)
        context = {"unknown": unknown, "known": known}
        fault = PydanticCustomError("unknown_keys", "unknown keys", context)
        faults = [InitErrorDetails(type=fault, loc=(), input=data)]
        try:
            handler({key: value for key, value in data.items() if key in known})
        except ValidationError as error:
            lines = error.errors(include_url=False)
            # What is missing here was probably meant by what is not known.
            faults += [
                _again(line) for line in lines if line["type"] != "missing" or len(line["loc"]) > 1
            ]
        raise ValidationError.from_exception_data(cls.__name__, faults)


def _again(line: Any) -> InitErrorDetails:
    """A fault that was found, to be raised once more."""
    fault = PydanticCustomError(line["type"], line["msg"], line.get("ctx"))
    return InitErrorDetails(type=fault, loc=line["loc"], input=line["input"])
