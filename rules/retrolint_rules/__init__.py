"""The built-in rules: one folder a family, one rule a file, all of them in `RULES`."""

from retrolint.rule import AnyRule
from retrolint_rules.dates.weekday_mismatch import WeekdayMismatch
from retrolint_rules.fields.empty_field import EmptyField
from retrolint_rules.fields.missing_field import MissingField
from retrolint_rules.front_matter.disallowed_value import DisallowedValue
from retrolint_rules.front_matter.duplicate_key import DuplicateKey
from retrolint_rules.front_matter.filename_mismatch import FilenameMismatch
from retrolint_rules.front_matter.invalid_front_matter import InvalidFrontMatter
from retrolint_rules.front_matter.missing_front_matter import MissingFrontMatter
from retrolint_rules.front_matter.missing_key import MissingKey
from retrolint_rules.front_matter.missing_timezone import MissingTimezone
from retrolint_rules.front_matter.pattern_mismatch import PatternMismatch
from retrolint_rules.front_matter.wrong_type import WrongType
from retrolint_rules.links.broken_image import BrokenImage
from retrolint_rules.links.broken_link import BrokenLink
from retrolint_rules.placeholders.placeholder import Placeholder
from retrolint_rules.sections.empty_section import EmptySection
from retrolint_rules.sections.misnamed_section import MisnamedSection
from retrolint_rules.sections.misplaced_section import MisplacedSection
from retrolint_rules.sections.missing_section import MissingSection
from retrolint_rules.sections.unknown_section import UnknownSection
from retrolint_rules.source.invalid_encoding import InvalidEncoding
from retrolint_rules.source.oversized_file import OversizedFile
from retrolint_rules.source.unreadable_file import UnreadableFile
from retrolint_rules.tasks.malformed_checkbox import MalformedCheckbox
from retrolint_rules.tasks.unchecked_task import UncheckedTask

RULES: tuple[type[AnyRule], ...] = (
    InvalidEncoding,
    OversizedFile,
    UnreadableFile,
    DisallowedValue,
    DuplicateKey,
    FilenameMismatch,
    InvalidFrontMatter,
    MissingFrontMatter,
    MissingKey,
    MissingTimezone,
    PatternMismatch,
    WrongType,
    EmptySection,
    MisnamedSection,
    MisplacedSection,
    MissingSection,
    UnknownSection,
    EmptyField,
    MissingField,
    Placeholder,
    MalformedCheckbox,
    UncheckedTask,
    BrokenImage,
    BrokenLink,
    WeekdayMismatch,
)
