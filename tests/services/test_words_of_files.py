from phonebank.domain.mapping import HeaderWords
from phonebank.domain.meanings import Meanings
from phonebank.services.words_of_files import header_words, meanings


def test_the_files_are_read_once() -> None:
    assert isinstance(header_words(), HeaderWords)
    assert isinstance(meanings(), Meanings)
    assert header_words() is header_words()
    assert meanings() is meanings()


def test_both_files_say_something() -> None:
    assert "telno" in header_words().fields["phone"].whole
    assert meanings().yes_or_no("ticked")
