"""What comes of a message that holds several things, in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Choice, Note

NOTHING_YET = "Nothing was changed yet."
_THINGS = " things"


def together(notes: Sequence[Note], left: Sequence[str] = ()) -> Note:
    """The notes as one, which asks what the first of them asks; the questions of the others are
    left too, as are the words in `left`. There is at least one note."""
    asking = [note for note in notes if note.asks]
    told = [note for note in notes if not note.asks]
    first = asking[0] if asking else told[0]
    left = (*left, *(note.question for note in asking[1:]))
    whole = first if len(notes) == 1 else _joined(first, told, asks=bool(asking))
    return replace(whole, left=left)


def told_of(note: Note) -> Note:
    """The note with what is left of the message said in words."""
    if not note.left:
        return note
    rest = " and ".join(f"“{words}”" for words in note.left)
    remark = f"I did nothing with the rest. Tell me by itself: {rest}."
    return replace(note, remarks=(*note.remarks, remark), left=())


def _joined(first: Note, told: Sequence[Note], *, asks: bool) -> Note:
    rows = tuple(row for note in told for row in _rows(note))
    if asks:
        open_yet = tuple(remark for remark in first.remarks if remark != NOTHING_YET)
        return replace(first, rows=(*rows, *first.rows), remarks=open_yet)
    remarks = dict.fromkeys(remark for note in told if note.rows for remark in note.remarks)
    choices = (_of(note, choice) for note in told for choice in note.choices)
    return Note(f"{len(rows)}{_THINGS}", rows, tuple(remarks), tuple(choices))


def _rows(note: Note) -> tuple[tuple[str, str], ...]:
    """What a note says, in a line; of several things each in its own."""
    if note.title.removesuffix(_THINGS).isdecimal():
        return note.rows
    said = ". ".join(f"{label}: {said}" for label, said in note.rows)
    return ((note.title, said or " ".join(note.remarks)),)


def _of(note: Note, choice: Choice) -> Choice:
    """A choice that says of which deadline it is."""
    _, named, title = note.title.rpartition(": ")
    return Choice(f"{choice.label}: {title}", choice.says) if named else choice
