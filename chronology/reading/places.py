"""How places in a file are called: columns by letters, runs of rows in short."""

from collections.abc import Iterable

RUNS_NAMED = 12


def column_letters(place: int) -> str:
    """The letters of a column that is counted from 0: "A", "Z", "AA"."""
    letters, rest = "", place + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def column_place(letters: str) -> int:
    """The column of these letters, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def in_runs(numbers: Iterable[int]) -> str:
    """Numbers in short: "4, 7–9". Of many runs the first, and how many numbers there are in all."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs[:RUNS_NAMED])
    count = sum(last - first + 1 for first, last in runs)
    return named if len(runs) <= RUNS_NAMED else f"{named} and others, {count} in all"
