"""The configuration of each file of a run, and what that amounts to for it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from retrolint.config.files import Found, closest_config, folder_of
from retrolint.config.model import Config, Settings
from retrolint.config.selecting import Selection, default_config, threshold
from retrolint.schema.model import Schema


@dataclass(frozen=True, slots=True)
class Run:
    """What the command line says, and with it the configurations, each read once."""

    today: date
    selection: Selection = field(default_factory=Selection)
    schema: Schema | None = None
    fail_on: str = ""
    """What counts whatever configurations say; empty where they say."""
    config: str | None = None
    """The one configuration file of all documents, if the command line names one."""
    is_isolated: bool = False
    """No configuration counts."""
    has_baseline: bool = True
    _found: dict[str, Found | None] = field(default_factory=dict)
    _configs: dict[str, Config] = field(default_factory=dict)
    _settings: dict[tuple[str, frozenset[str]], Settings] = field(default_factory=dict)

    def config_of(self, path: str) -> Config:
        """The configuration of the file `path`.

        Raises:
            ConfigError: it is none.
            UnknownRuleError: the command line names a rule that there is not.
        """
        return self.config_in(os.path.dirname(os.path.abspath(path)))

    def config_in(self, folder: str) -> Config:
        """The configuration of the files in the absolute `folder`; raises as `config_of`."""
        file = self._file(folder)
        if file not in self._configs:
            self._configs[file] = self._loaded(file)
        return self._configs[file]

    def settings(self, path: str) -> Settings:
        """What is asked of the document `path`; raises as `config_of`."""
        config = self.config_of(path)
        ignored = config.ignored(path)
        key = (config.file, ignored)
        if key not in self._settings:
            self._settings[key] = self._made(config, ignored)
        return self._settings[key]

    def shadowed(self) -> Iterator[tuple[str, str]]:
        """Configurations beside one that counts, each with that one; absolute paths."""
        for file in filter(None, sorted(self._configs)):
            found = closest_config(folder_of(file), self._found)
            for other in found.shadowed if found and found.file == file else ():
                yield other, file

    def _file(self, folder: str) -> str:
        if self.is_isolated or self.config:
            return self.config or ""
        found = closest_config(folder, self._found)
        return found.file if found else ""

    def _loaded(self, file: str) -> Config:
        if not file:
            return default_config(self.selection)
        from retrolint.config.loading import load_config  # noqa: PLC0415 - pydantic

        return load_config(file, self.selection)

    def _made(self, config: Config, ignored: frozenset[str]) -> Settings:
        return Settings(
            rules=tuple(rule for rule in config.rules if rule.name not in ignored),
            today=self.today,
            schema=self.schema,
            kinds=config.kinds,
            severities=config.severities,
            fail_on=threshold(self.fail_on) if self.fail_on else config.fail_on,
            root=config.root,
            baseline=config.baseline if self.has_baseline else "",
            fixable=config.fixable,
        )
