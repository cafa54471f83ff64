"""What stops the start."""


class SettingError(Exception):
    """A setting is missing or wrong; the text is one line for whoever starts the program."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"Pengaturan {name}: {expected}")
        self.name = name
