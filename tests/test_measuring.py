"""How long a text is."""

import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrolint.document.measuring import measure


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("  a \n b ", 3), ("회고", 2), (normalize("NFD", "회고"), 2), ("a\u3000b", 3), ("👩‍💻", 3)],
)
def test_characters(text: str, length: int) -> None:
    assert measure(text, "chars") == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("one two  three", 3),
        ("it's re-read 1.2.3 a/b", 4),
        ("a - b — c", 3),
        ("부스트캠프 7기 5주차 회고", 4),
        ("東京都", 3),
        ("カタカナとひらがな", 9),
        ("がギｶﾞ", 3),
        ("か\u3099", 1),
        ("Python入門", 3),
        ("학교學校에서", 4),
        ("人々", 2),
        ("*** ___ ...", 0),
        ("🎉 done", 1),
    ],
)
def test_words(text: str, length: int) -> None:
    assert measure(text, "words") == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("One", 1),
        ("One. Two! Three? Four", 4),
        ("One.\n\nTwo", 2),
        ("One\ntwo.", 1),
        ("Tools, e.g. Python, i.e. that one, etc. and so on.", 1),
        ("Mr. Smith and Dr. No met. They left.", 2),
        ("Version 1.2.3 is out. Use v1.2.3.", 2),
        ("see example.com. Then go", 2),
        ('He said "Go." She went.', 2),
        ("Wait... what? No!!!", 2),
        ("Really?! Yes.", 2),
        ("배웠다. 그리고 썼다. 끝", 3),
        ("書いた。読んだ！「ほんと？」終わり", 4),
        ("2024. 9. 2. 에 시작했다.", 1),
        ("1. First thing. 2. Second thing.", 2),
        ("It was 2024. Then came 2025.", 2),
        ("... !!! ?", 0),
        ("the end (it is.) Next", 2),
    ],
)
def test_sentences(text: str, length: int) -> None:
    assert measure(text, "sentences") == length


def test_there_is_no_other_unit() -> None:
    with pytest.raises(ValueError, match='"lines" is no unit of length'):
        measure("a", "lines")


@given(st.text(max_size=40), st.text(max_size=40))
def test_paragraphs_add_up(first: str, second: str) -> None:
    for unit in ("words", "sentences"):
        together = measure(f"{first}\n\n{second}", unit)
        assert together == measure(first, unit) + measure(second, unit)
        assert measure(first, "sentences") <= measure(first, "words")


@pytest.mark.parametrize("piece", [".", "_", ". ", '."', "a.", "1. ", "。", "\n", "\n \n", "e.g. ", "字"])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * 50_000
    start = time.perf_counter()
    for unit in ("chars", "words", "sentences"):
        measure(text, unit)
    assert time.perf_counter() - start < 2
