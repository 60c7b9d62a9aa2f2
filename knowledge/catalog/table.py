"""Records of a table whose columns are ours, by our names or by those of a mapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from knowledge.catalog.columns import nested
from knowledge.catalog.mapping import Naming
from knowledge.catalog.problems import did_you_mean, shown
from knowledge.catalog.record import FIELDS
from knowledge.catalog.rows import BadRow, Row, Table, UnreadableCatalog
from knowledge.catalog.values import stated

REQUIRED = ("title", "provider")
_LEAST_KNOWN = 2
_NAMED = 12


def is_header(labels: Sequence[str], naming: Naming) -> bool:
    """Whether these are columns of ours, even if some are missing."""
    return sum(bool(naming.column(label)) for label in labels) >= _LEAST_KNOWN


def table_rows(table: Table, naming: Naming, file: str) -> Iterator[Row | BadRow]:
    """The record in each row. Raises UnreadableCatalog when the header cannot be used."""
    columns = tuple(map(naming.column, table.header))
    _check(table, columns, naming)
    of_file = (*table.remarks, *_ignored(table.header, columns))
    labels = {column: label for column, label in zip(columns, table.header, strict=True) if column}
    for line, cells in table.rows:
        beyond = [cell for cell in cells[len(columns) :] if stated(cell)]
        if beyond:
            right = f"no more cells than columns ({len(columns)}): a cell that holds the separator"
            right += " must be in quotation marks"
            yield BadRow(file, line, "", shown(beyond[0]), right)
            continue
        flat = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        yield made(flat, naming, line, labels, of_file)
        of_file = ()


def made(
    flat: Mapping[str, object],
    naming: Naming,
    line: int,
    labels: Mapping[str, str],
    of_file: tuple[str, ...] = (),
) -> Row:
    """The row that columns of ours make; `labels` are the file's own names of them."""
    fields, paths = nested(naming.completed(flat))
    named = {path: labels.get(column, column) for path, column in paths.items()}
    return Row(fields, line, (), of_file, naming.dates, {**labels, **named})


def _check(table: Table, columns: Sequence[str], naming: Naming) -> None:
    """Raises UnreadableCatalog for a column that is missing or comes twice."""
    missing = [
        _called(name, naming)
        for name in REQUIRED
        if name not in columns and not stated(naming.defaults.get(name))
    ]
    if missing:
        has = ", ".join(f'"{shown(label)}"' for label in table.header[:_NAMED])
        more = ", …" if len(table.header) > _NAMED else ""
        reason = f"there is no column for {' and '.join(missing)}; the header has {has}{more}"
        raise UnreadableCatalog(reason, table.line)
    for column, times in Counter(filter(None, columns)).items():
        if times > 1:
            raise UnreadableCatalog(f"the column {_called(column, naming)} comes twice", table.line)


def _called(column: str, naming: Naming) -> str:
    theirs = naming.columns.get(column)
    return f'{column} ("{shown(theirs)}" in mapping.yaml)' if theirs else column


def _ignored(header: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """One remark on all the columns that are not ours."""
    unknown = [label for label, column in zip(header, columns, strict=True) if label and not column]
    if not unknown:
        return ()
    named = ", ".join(f'"{shown(label)}"' for label in unknown[:_NAMED])
    more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
    hint = next(filter(None, (did_you_mean(label, FIELDS) for label in unknown[:_NAMED])), "")
    return (f"columns that are not known are ignored: {named}{more}{hint}",)
