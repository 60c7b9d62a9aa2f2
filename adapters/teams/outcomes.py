"""What became of a nudge, by the answer to the one request that was to post it in Teams."""

from __future__ import annotations

import ssl

from msrest.exceptions import ClientRequestError
from requests import Response
from requests.exceptions import ConnectTimeout, ProxyError
from urllib3.exceptions import MaxRetryError, NewConnectionError

from adapters.couriers import SOON, barred, busy
from adapters.teams.deliver import GONE
from bot.nudges.delivery import InDoubt, NotSent, Outcome, Refused, Sent

_ELSEWHERE = 300
_REFUSED = 400
_UNAUTHORIZED = 401
_REQUEST_TIMEOUT = 408
_PRECONDITION_FAILED = 412
_TOO_MANY = 429
_SERVER_FAILED = 500
_CODE_LIMIT = 80
# Of the whole bot, not of one member (Teams, "Status codes from bot conversational APIs").
_BARRED = frozenset({"BotDisabledByAdmin", "BotNotRegistered"})


def outcome_of(answer: Response, jitter: float) -> Outcome:
    """What Teams' answer says of the message that was being posted.

    502 and 504 are in doubt, although Microsoft advises to send again after them: the message
    may be there. `jitter` are seconds on top of those that Teams asks for.
    """
    status, code = answer.status_code, _code(answer)
    reason = f"{status} {code}".strip()
    if status < _ELSEWHERE:
        return Sent("")
    if status == _UNAUTHORIZED or code in _BARRED:
        return barred(reason)
    if status == _TOO_MANY:
        return busy(reason, answer.headers.get("Retry-After"), jitter)
    if status == _PRECONDITION_FAILED or status < _REFUSED:
        return NotSent(reason, SOON)
    if status >= _SERVER_FAILED or status == _REQUEST_TIMEOUT:
        return InDoubt(reason)
    return Refused(reason, unreachable=status in GONE)


def unanswered(error: Exception) -> Outcome:
    """What an exception of the SDK says where no answer has come."""
    kind = type(error).__name__
    return NotSent(kind, SOON) if _met_nobody(error) else InDoubt(kind)


def _code(answer: Response) -> str:
    """Teams' word for what is wrong; "" when somebody else answered, such as a proxy."""
    try:
        return str(answer.json()["error"]["code"])[:_CODE_LIMIT]
    except (ValueError, LookupError, TypeError):
        return ""


def _met_nobody(error: Exception) -> bool:
    """Whether no connection was made, or not to whom it should be: not a byte has left."""
    if not isinstance(error, ClientRequestError):
        return False
    cause = error.inner_exception
    if isinstance(cause, ConnectTimeout | ProxyError):
        return True
    gave_up = next(iter(getattr(cause, "args", ())), None)
    reason = gave_up.reason if isinstance(gave_up, MaxRetryError) else None
    return isinstance(reason, NewConnectionError) or any(
        isinstance(part, ssl.SSLCertVerificationError) for part in getattr(reason, "args", ())
    )
