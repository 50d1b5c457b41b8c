"""The built-in rules: one folder a family, one rule a file, all of them in `RULES`."""

from retrolint.rule import AnyRule
from retrolint_rules.dates.weekday_mismatch import WeekdayMismatch
from retrolint_rules.fields.duplicate_field import DuplicateField
from retrolint_rules.fields.empty_field import EmptyField
from retrolint_rules.fields.field_style import FieldStyle
from retrolint_rules.fields.misnamed_field import MisnamedField
from retrolint_rules.fields.misplaced_field import MisplacedField
from retrolint_rules.fields.missing_field import MissingField
from retrolint_rules.fields.unknown_field import UnknownField
from retrolint_rules.front_matter.disallowed_value import DisallowedValue
from retrolint_rules.front_matter.duplicate_key import DuplicateKey
from retrolint_rules.front_matter.filename_mismatch import FilenameMismatch
from retrolint_rules.front_matter.future_date import FutureDate
from retrolint_rules.front_matter.invalid_front_matter import InvalidFrontMatter
from retrolint_rules.front_matter.key_order import KeyOrder
from retrolint_rules.front_matter.missing_front_matter import MissingFrontMatter
from retrolint_rules.front_matter.missing_key import MissingKey
from retrolint_rules.front_matter.missing_timezone import MissingTimezone
from retrolint_rules.front_matter.pattern_mismatch import PatternMismatch
from retrolint_rules.front_matter.unknown_key import UnknownKey
from retrolint_rules.front_matter.variable_mismatch import VariableMismatch
from retrolint_rules.front_matter.wrong_type import WrongType
from retrolint_rules.links.broken_image import BrokenImage
from retrolint_rules.links.broken_link import BrokenLink
from retrolint_rules.placeholders.placeholder import Placeholder
from retrolint_rules.placeholders.template_residue import TemplateResidue
from retrolint_rules.sections.conflicting_sections import ConflictingSections
from retrolint_rules.sections.duplicate_section import DuplicateSection
from retrolint_rules.sections.empty_section import EmptySection
from retrolint_rules.sections.misnamed_section import MisnamedSection
from retrolint_rules.sections.misplaced_section import MisplacedSection
from retrolint_rules.sections.missing_content import MissingContent
from retrolint_rules.sections.missing_section import MissingSection
from retrolint_rules.sections.too_few_sections import TooFewSections
from retrolint_rules.sections.too_long import TooLong
from retrolint_rules.sections.too_many_sections import TooManySections
from retrolint_rules.sections.too_short import TooShort
from retrolint_rules.sections.unknown_section import UnknownSection
from retrolint_rules.sections.wrong_heading_level import WrongHeadingLevel
from retrolint_rules.source.byte_order_mark import ByteOrderMark
from retrolint_rules.source.invalid_encoding import InvalidEncoding
from retrolint_rules.source.oversized_file import OversizedFile
from retrolint_rules.source.unreadable_file import UnreadableFile
from retrolint_rules.suppressions.unclosed_suppression import UnclosedSuppression
from retrolint_rules.suppressions.unknown_suppression import UnknownSuppression
from retrolint_rules.suppressions.unused_suppression import UnusedSuppression
from retrolint_rules.tasks.empty_task import EmptyTask
from retrolint_rules.tasks.malformed_checkbox import MalformedCheckbox
from retrolint_rules.tasks.unchecked_task import UncheckedTask

RULES: tuple[type[AnyRule], ...] = (
    UnreadableFile,
    InvalidEncoding,
    ByteOrderMark,
    OversizedFile,
    MissingFrontMatter,
    InvalidFrontMatter,
    MissingKey,
    UnknownKey,
    DuplicateKey,
    WrongType,
    DisallowedValue,
    PatternMismatch,
    MissingTimezone,
    KeyOrder,
    FilenameMismatch,
    VariableMismatch,
    FutureDate,
    MissingSection,
    UnknownSection,
    MisplacedSection,
    MisnamedSection,
    WrongHeadingLevel,
    TooManySections,
    TooFewSections,
    DuplicateSection,
    EmptySection,
    MissingContent,
    TooShort,
    TooLong,
    ConflictingSections,
    MissingField,
    UnknownField,
    MisplacedField,
    MisnamedField,
    DuplicateField,
    EmptyField,
    FieldStyle,
    Placeholder,
    TemplateResidue,
    UncheckedTask,
    MalformedCheckbox,
    EmptyTask,
    BrokenImage,
    BrokenLink,
    WeekdayMismatch,
    UnusedSuppression,
    UnknownSuppression,
    UnclosedSuppression,
)
