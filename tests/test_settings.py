import pytest

from pipeline.settings import Settings, SettingsError, load_settings


def write(tmp_path, text):
    path = tmp_path / "onrecord.toml"
    path.write_text(text)
    return path


def test_a_flag_goes_before_the_environment_and_that_before_the_file(tmp_path):
    file = write(tmp_path, 'workers = 1\nkeyterms = 1\nmodel = "one"')
    found = load_settings({"workers": 3}, file, {"ONRECORD_WORKERS": "2", "ONRECORD_KEYTERMS": "2"})
    assert (found.workers, found.keyterms, found.model) == (3, 2, "one")


def test_a_flag_that_was_not_given_changes_nothing(tmp_path):
    assert load_settings({"workers": None}, environ={"ONRECORD_WORKERS": "2"}).workers == 2


def test_the_file_of_the_working_folder_is_read(tmp_path, monkeypatch):
    write(tmp_path, 'text_column = "body"')
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ={}).column_names()["text"] == "body"


def test_nothing_given_gives_the_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ={}) == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("worker = 2", "unknown setting 'worker'"),
        ('workers = "many"', "workers must be a whole number"),
        ("workers = -1", "workers must be at least 0"),
        ("window_chars = 0", "window_chars must be at least 1"),
        ("model = 3", "model must be text"),
        ('components = ["onrecord_jokes"]', "unknown component 'onrecord_jokes'"),
        ('day_first = "maybe"', "day_first must be true or false"),
        ('first_line_title = "maybe"', "first_line_title must be auto, yes or no"),
        ("components = 7", "components must be a list of names"),
        ("workers = ", "not valid TOML"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path, text, words):
    with pytest.raises(SettingsError, match=words):
        load_settings(file=write(tmp_path, text), environ={})


def test_a_settings_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load_settings(file=tmp_path / "nowhere.toml")


def test_components_can_be_listed_in_the_environment():
    found = load_settings(environ={"ONRECORD_COMPONENTS": "onrecord_dates, onrecord_figures"})
    assert found.components == ("onrecord_dates", "onrecord_figures")


def test_the_hash_changes_with_what_changes_the_tables_and_with_nothing_else():
    plain = Settings().config_sha256()
    assert Settings(workers=3, model="x", text_column="body", shard_documents=2).config_sha256() == plain
    assert Settings(keyterms=3).config_sha256() != plain
    assert Settings(window_chars=3).config_sha256() != plain


@pytest.mark.parametrize(("value", "read"), [("true", True), ("1", True), ("no", False), ("False", False)])
def test_a_switch_is_read_from_the_environment(value, read):
    assert load_settings(environ={"ONRECORD_DAY_FIRST": value}).day_first is read


def test_how_inputs_are_read_does_not_enter_the_hash_of_the_settings():
    assert Settings(day_first=True, first_line_title="no").config_sha256() == Settings().config_sha256()
