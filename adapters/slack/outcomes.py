"""What became of a nudge, by Slack's answer to the one request that was to post it."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.couriers import SOON, barred, busy
from adapters.slack.access import ENDED, INVALID, code_of
from adapters.slack.deliver import GONE, HALF_DONE, SERVER_FAILED, TOO_MANY
from bot.nudges.delivery import InDoubt, NotSent, Outcome, Refused

# Slack documents this as the token's end, and it is seen for a member's account too.
EITHER_ENDED = "account_inactive"
_TOKEN = (INVALID | ENDED) - {EITHER_ENDED}
# Slack's words of chat.postMessage, conversations.open and conversations.history, and the errors
# of every method.
_NOT_PERMITTED = frozenset(
    {
        "access_denied",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "missing_scope",
        "no_permission",
        "restricted_action",
    }
)
_BARRED = _TOKEN | _NOT_PERMITTED | {"org_login_required"}
_UNREACHABLE = (GONE - _TOKEN) | {"user_not_visible"}
_SHUT = (_UNREACHABLE - {EITHER_ENDED}) | _NOT_PERMITTED
_FOR_A_MOMENT = frozenset({"request_timeout", "service_unavailable", "team_added_to_org"})
_BUSY = frozenset({"message_limit_exceeded", "rate_limited", "ratelimited"})


def outcome_of(error: Exception, jitter: float) -> Outcome:
    """What an exception of the SDK says of the message that was being posted.

    `jitter` are seconds on top of those that Slack asks for, so that its senders do not all
    come back at once.
    """
    if isinstance(error, SlackApiError):
        return _answered(error, jitter)
    kind = type(error).__name__
    # Nobody was there, or no tunnel to them: not a byte of the message has left.
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError):
        return NotSent(kind, SOON)
    return InDoubt(kind)


def before_posting(outcome: Outcome) -> Outcome:
    """The same where Slack was asked for something else only: nothing is in doubt then."""
    return NotSent(outcome.reason, SOON) if isinstance(outcome, InDoubt) else outcome


def is_shut(code: str) -> bool:
    """Whether Slack will not show a conversation, however often it is asked. A token that it does
    not take says nothing of the conversation."""
    return code in _SHUT


def _answered(error: SlackApiError, jitter: float) -> Outcome:
    code, status = code_of(error), getattr(error.response, "status_code", None)
    if status == TOO_MANY or code in _BUSY:
        return busy(code, getattr(error.response, "headers", {}).get("Retry-After"), jitter)
    # For an answer to a member 503 counts as not posted; here a look-up costs less than a double.
    if status is None or status >= SERVER_FAILED or code in HALF_DONE:
        return InDoubt(code)
    if code in _BARRED:
        return barred(code)
    if code in _FOR_A_MOMENT:
        return NotSent(code, SOON)
    return Refused(code, unreachable=code in _UNREACHABLE)
