"""One value of a record: from what a file may hold to what the record keeps, or `BadValue`.

Every parser takes a value that is stated (see `stated`) and says in `BadValue` what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.catalog.codes import CURRENCIES
from knowledge.catalog.problems import BadValue
from knowledge.programs import Money
from knowledge.readers.lines import LONGEST_ADDRESS, fold, web_address
from knowledge.readers.reading import stated_date

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)
Parser = Callable[[object], T]

UNKNOWN = frozenset({"", "~", "-", "–", "—", "null", "not stated", "unknown", "n/a", "tbd", "tba"})
"""What is written for what is not known, in lower case."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST = Decimal(10**9)
LONGEST_LIST = 100
NO_CURRENCY = "XXX"
"""The code that ISO 4217 keeps for "no currency": that of a price of nothing."""

_A_DAY = "a day as 2027-03-15"
_RANGE = f"a day between {FIRST_YEAR}-01-01 and {LAST_YEAR}-12-31"
_NUMBER = re.compile(
    r"(?:(?:\d{1,40}|\d{1,3}(?:,\d{3}){1,12})(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?",
    re.ASCII,
)
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP"}
_PRICE = re.compile(
    r"(?P<before>[A-Za-z]{3}|(?:US)?\$|€|£)?\s*(?P<amount>[\d.,-]+)\s*(?P<after>[A-Za-z]{3}|€|£|\$)?"
)
_YES, _NO = frozenset({"yes", "true", "y", "1"}), frozenset({"no", "false", "n", "0"})
# Longer than anything that is folded or matched in earnest: a cell of megabytes is refused first.
_LONGEST = 50_000
_MOST_DIGITS = 60


def stated(value: object) -> bool:
    """Whether a value says anything; "not stated", "unknown" and the like do not."""
    if isinstance(value, str):
        return len(value) > _LONGEST or fold(value).casefold() not in UNKNOWN
    return value is not None


def words(value: object, kind: str = "text") -> str:
    """What was written, on one line and without invisible characters."""
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise BadValue(f"{kind}, not {len(value):,} characters")
        return fold(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _digits(value, kind)
    raise BadValue(f"{kind}, not {_kind(value)}")


def text(longest: int) -> Parser[str]:
    """Parses a text of so many characters at most."""

    def parse(value: object) -> str:
        said = words(value, f"at most {longest:,} characters")
        if len(said) > longest:
            raise BadValue(f"at most {longest:,} characters, not {len(said):,}")
        return said

    return parse


def decimal(value: object, places: int = 4) -> Decimal:
    """An exact number from 0 to a thousand million with so many decimals at most."""
    right = f"a number from 0 to {MOST:,} with at most {places} decimals"
    said = words(value, right)
    if isinstance(value, str) and not _NUMBER.fullmatch(said):
        raise BadValue(right)
    number = _finite(said.replace(",", ""), right)
    if not 0 <= number <= MOST or number != round(number, places):
        raise BadValue(right)
    return abs(number)  # there is a minus zero


def price(value: object) -> Decimal:
    """An amount of money without its currency."""
    return decimal(value, 2)


def paid(value: object) -> Money:
    """A price in one piece, or only its amount, where the currency is stated elsewhere."""
    try:
        return money(value)
    except BadValue:
        return Money(price(value), NO_CURRENCY)


def currency(value: object) -> str:
    """An ISO 4217 code, in any case."""
    code = words(value, "a currency's ISO 4217 code").upper()
    if code not in CURRENCIES:
        raise BadValue("the ISO 4217 code of a currency in use, such as USD or EUR")
    return code


def money(value: object) -> Money:
    """A price written in one piece: "free", "$1,250", "300.50 EUR". A bare "$" is USD."""
    right = "a price with its currency, such as $1,250 or 300.50 EUR"
    said = words(value, right)
    if said.casefold() in {"free", "free of charge", "no charge", "no fee"}:
        return Money(Decimal(0), NO_CURRENCY)
    found = _PRICE.fullmatch(said)
    if found is None or (found["before"] and found["after"]):
        raise BadValue(right)
    amount = price(found["amount"])
    code = (found["before"] or found["after"] or "").upper()
    if not code and amount == 0:
        return Money(amount, NO_CURRENCY)
    if not code:
        raise BadValue(right)
    return Money(amount, currency(_SIGNS.get(code, code)))


def yes_no(value: object) -> bool:
    """Yes or no in words, as a number or as itself."""
    if isinstance(value, bool):
        return value
    said = words(value, "yes or no").casefold()
    if said not in _YES | _NO:
        raise BadValue("yes or no")
    return said in _YES


def day(value: object, formats: Iterable[str] = ()) -> date:
    """A day in ISO 8601, or in one of the `strptime` formats; of a moment, the day as written."""
    if isinstance(value, datetime):
        found: date | None = value.date()
    elif isinstance(value, date):
        found = value
    else:
        said = words(value, _A_DAY) if isinstance(value, str) else ""
        found = stated_date(said) or _formatted(said, tuple(formats))
    if found is None:
        also = "".join(f' or as "{form}"' for form in formats)
        raise BadValue(f"{_A_DAY}{also}")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadValue(_RANGE)
    return found


def address(value: object) -> str:
    """An absolute http or https address."""
    url = web_address(words(value, "a web address"))
    if not url:
        raise BadValue(
            f"a web address that begins with https:// and has at most {LONGEST_ADDRESS:,} "
            "characters"
        )
    return url


def zone(value: object) -> str:
    """The name of an IANA time zone."""
    said = words(value, "a time zone")
    try:
        return ZoneInfo(said).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValue("an IANA time zone such as America/New_York") from error


def choice(kinds: type[Choice], aliases: Mapping[str, Choice]) -> Parser[Choice]:
    """Parses one of the kinds, by its value or by an alias in lower case."""
    known = {kind.value: kind for kind in kinds} | dict(aliases)
    right = f"one of: {', '.join(kinds)}"

    def parse(value: object) -> Choice:
        said = words(value, right).casefold()
        if said not in known:
            raise BadValue(right)
        return known[said]

    return parse


def several(parse: Parser[T]) -> Parser[tuple[T, ...]]:
    """Parses a list, or a text with semicolons, of what `parse` takes; each is kept once."""

    def each(value: object) -> tuple[T, ...]:
        parts = entries(value)
        if len(parts) > LONGEST_LIST:
            raise BadValue(f"at most {LONGEST_LIST} entries, not {len(parts):,}")
        return tuple(dict.fromkeys(map(parse, parts)))

    return each


def items(value: object) -> Sequence[object]:
    """The entries of a list; anything else is the only entry of its own."""
    return value if isinstance(value, list | tuple) else (value,)


def entries(value: object) -> list[object]:
    """What the entries of a list state; a text with semicolons is several of them."""
    return [part for item in items(value) for part in _split(item) if stated(part)]


def _split(item: object) -> Sequence[object]:
    if isinstance(item, str) and len(item) <= _LONGEST:
        return item.split(";")
    return (item,)


def _digits(value: float | Decimal, kind: str) -> str:
    try:
        return str(value)
    except ValueError as error:  # an int of more digits than Python turns into text
        raise BadValue(f"{kind}, not a number of thousands of digits") from error


def _finite(said: str, right: str) -> Decimal:
    try:
        number = Decimal(said)
    except InvalidOperation as error:
        raise BadValue(right) from error
    # Rounding a number of thousands of digits would take its time.
    long = len(number.as_tuple().digits) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS
    if not number.is_finite() or long:
        raise BadValue(right)
    return number


def _formatted(said: str, formats: tuple[str, ...]) -> date | None:
    for form in formats:
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _kind(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    return "yes or no" if isinstance(value, bool) else "this"
