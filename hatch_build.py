"""Build hook: the wheel carries the trained spaCy pipeline."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODEL = Path("models", "en_onrecord")


class ModelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Put `models/en_onrecord` into the wheel as `pipeline/model`.

    A fixed `force-include` would fail where no model is trained yet, and an editable install would copy the model
    into `site-packages`, where it grows stale beside the one in the checkout.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the model's files to the wheel; say so where there are none."""
        if version == "editable":
            return
        model = Path(self.root, MODEL)
        if model.is_dir():
            build_data["force_include"][str(model)] = "pipeline/model"
        else:
            self.app.display_warning(f"{MODEL} is missing: the wheel will carry no model (`make model` trains it)")
