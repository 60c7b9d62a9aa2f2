"""What members say about themselves is noted, shown, changed and forgotten here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.deadlines.deadline import Kind
from bot.members import telling
from bot.members.belongings import FORGOTTEN, Belongings
from bot.members.choosing import agrees, chosen, declines
from bot.members.profile import Profile, Said
from bot.members.quieting import FORGET, away, hearing_less
from bot.members.reading import read_wish
from bot.members.reviewing import DAY_UNKNOWN, on_last_day
from bot.members.wishes import Asks, Dropped, Told, Unclear, Wish
from bot.members.zones import zones_of_state
from bot.messages import Choice, Done, Message, Note
from bot.ports import Members
from knowledge.saying import people

SEE_ALL = "Say “my profile” to see all I know; say “forget that …” to take anything back."
KEPT = Done("Nothing was changed: everything is as it was.")
_NOTHING_SUCH = Done(
    "I had nothing like that, so there was nothing to forget. Say “my profile” to see what I know."
)
_TO_CHANGE = (
    "To change it, just say so: “I am a nurse in Ohio”, “I work nights”, “message me at 18:00”, "
    "“quiet hours 22 to 7”, “I'm off on Fridays”."
)


class About:
    """Keeps profiles, and answers what is asked of them."""

    def __init__(self, members: Members, belongings: Belongings) -> None:
        self._members = members
        self._belongings = belongings

    def take(self, said: Said) -> Message | None:
        """Note, show or forget what the message says of its member; None when it says nothing.
        Raises StoreUnavailable."""
        wish = read_wish(said.text, said.member.profile)
        if wish is None and said.before:
            return self._answered(said)
        return self._carry_out(said, wish) if wish else None

    def _answered(self, said: Said) -> Message | None:
        """What was meant, where the message answers what was asked back; None where it does not."""
        asked = read_wish(said.before, said.member.profile)
        text = said.text.strip()
        if not isinstance(asked, Unclear | Asks):
            return None
        if declines(text):
            return KEPT
        if isinstance(asked, Asks):
            sure = asked.what == "forget" and agrees(text)
            return self._carry_out(said, Asks("surely")) if sure else None
        choice = chosen(text, asked.choices)
        meant = choice.says if choice else f"{asked.lead} {text}"
        wish = read_wish(meant, said.member.profile) if asked.lead or choice else None
        return self._carry_out(said, wish) if isinstance(wish, Told) else None

    def _carry_out(self, said: Said, wish: Wish) -> Message:
        match wish:
            case Told():
                return self._note(said, wish)
            case Dropped():
                return self._drop(said, wish.fields)
            case Unclear():
                return Note(wish.ask, choices=wish.choices, asks=True, question=said.text)
            case Asks(what):
                return self._answer(said, what)

    def _answer(self, said: Said, what: str) -> Message:
        answers: Mapping[str, Callable[[Said], Message]] = {
            "show": _shown,
            "hours": _hours,
            "stop": hearing_less,
            "away": away,
            "known": self._known,
            "forget": self._ask_first,
            "surely": self._forget,
            "keep": lambda _: KEPT,
        }
        return answers[what](said)

    def _note(self, said: Said, facts: Told) -> Message:
        if not facts.changes:
            return Done(" ".join((*facts.doubts, "I have noted nothing.")))
        profile = said.member.profile
        changes = {**facts.changes, **_zone_of_state(said, facts.changes)}
        changed = replace(profile, **changes)
        if changed != profile:
            self._members.describe(said.member.tenant, said.member.id, changed)
        names = [name for name in telling.LABELS if name in changes]
        remarks, steps = [*_consequences(names, changed)], _next_steps(names, changed)
        if "review_month" in names and changed.review_month and not self._has_review(said):
            remarks.append(DAY_UNKNOWN)
            steps.insert(0, on_last_day(changed.review_month, said.now.date()))
        return Note(
            "Noted" if changed != profile else "Already noted",
            rows=tuple(_row(name, changed, said) for name in names),
            remarks=(*facts.doubts, *remarks, SEE_ALL),
            choices=tuple(steps),
            left=facts.left,
        )

    def _has_review(self, said: Said) -> bool:
        """Whether the day of a review that is still to come is known."""
        held = self._belongings.deadlines(said.member.tenant, said.member.id)
        reviews = (each.deadline for each in held if each.deadline.kind is Kind.REVIEW)
        return any(each.day >= said.now.date() or each.repeats for each in reviews)

    def _drop(self, said: Said, fields: Mapping[str, Any]) -> Message:
        profile = said.member.profile
        if "states" in fields and not profile.zone_told:
            fields = {**fields, "zone": None}
        changed = replace(profile, **{name: _left(name, fields[name], profile) for name in fields})
        if changed == profile:
            return _NOTHING_SUCH
        self._members.describe(said.member.tenant, said.member.id, changed)
        gone = [name for name in telling.LABELS if getattr(profile, name) != getattr(changed, name)]
        labels = telling.joined(telling.LABELS[name].lower() for name in gone)
        return Note("Forgotten", remarks=(f"I no longer keep: {labels}.", SEE_ALL))

    def _known(self, said: Said) -> Note:
        held = self._belongings.of_member(said.member.tenant, said.member.id)
        return Note(
            "What I hold about you",
            rows=telling.held_rows(held),
            remarks=(
                "For a full copy, ask whoever runs me for `coach export`; it leaves nothing out.",
                "Say “forget me” to remove all of it, at once and for good.",
            ),
            choices=(
                Choice("My profile", "my profile"),
                Choice("My deadlines", "what's coming up"),
                Choice("My list", "my list"),
                Choice("Forget me", FORGET),
            ),
        )

    def _forget(self, said: Said) -> Message:
        self._belongings.forget(said.member.tenant, said.member.id)
        return FORGOTTEN

    def _ask_first(self, said: Said) -> Note:
        held = self._belongings.of_member(said.member.tenant, said.member.id)
        return Note(
            "Shall I forget everything about you?",
            rows=telling.held_rows(held),
            remarks=("This cannot be undone, and reminders on their way are dropped too.",),
            choices=(
                Choice("Yes, forget me", "yes, forget me"),
                Choice("No, keep it", "no, keep everything"),
            ),
            asks=True,
            question=FORGET,
        )


def _zone_of_state(said: Said, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The zone of the state that a member tells, where neither they nor their platform told one
    and the state has but one; one that is told later takes its place."""
    states = changes.get("states", ())
    zones = {zone for state in states for zone in zones_of_state(state)}
    return {} if said.placed or "zone" in changes or len(zones) != 1 else {"zone": zones.pop()}


def _shown(said: Said) -> Note:
    profile = said.member.profile
    known = telling.told(profile)
    missing = [words for name, words in telling.OWN_WORDS.items() if name not in known]
    remarks = (f"Not told: {telling.joined(missing)}. You need not.",) if missing else ()
    shifts = (Choice("I work days", "I work days"), Choice("I work nights", "I work nights"))
    return Note(
        "Your profile",
        rows=tuple(telling.profile_rows(said.member, said.now)),
        remarks=(*remarks, _TO_CHANGE),
        choices=(
            *(() if profile.shift else shifts),
            Choice("What else do you hold?", "what do you know about me"),
            *((Choice("Forget my profile", "delete my profile"),) if known else ()),
        ),
    )


def _hours(said: Said) -> Note:
    return Note(
        "When I write to you",
        rows=telling.hours_rows(said.member, said.now),
        remarks=(_TO_CHANGE, "If the time zone is wrong, say “my time zone is Chicago”."),
        choices=(Choice("I work days", "I work days"), Choice("I work nights", "I work nights")),
    )


def _row(name: str, profile: Profile, said: Said) -> tuple[str, str]:
    if name == "zone":
        told = profile.zone_told
        return telling.LABELS[name], telling.zone_words(profile.zone, said.now, told=told)
    return telling.row(name, profile)


def _consequences(names: list[str], profile: Profile) -> Iterator[str]:
    """What changes with what was noted, and how to have it otherwise."""
    if "profession" in names:
        yield (
            f"From now on I show you programs for {people((profile.profession,))}; say “for "
            "anyone” in a request to see all."
        )


def _next_steps(names: list[str], profile: Profile) -> list[Choice]:
    """What helps after something was noted: the way there, programs, or taking it back."""
    steps = []
    if "destination" in names:
        steps.append(Choice("Show me the way", f"role map for {profile.destination}"))
    if {"profession", "specialty", "destination"}.intersection(names):
        steps.append(Choice("Programs for me", "find programs"))
    if len(names) == 1 and names[0] in telling.OWN_WORDS:
        steps.append(Choice("Forget it", f"forget my {telling.OWN_WORDS[names[0]]}"))
    return steps


def _left(name: str, gone: Any, profile: Profile) -> Any:  # noqa: ANN401 - a field's own type
    """What stays of a field: of several values those that do not go, and anything else than what
    was named."""
    empty, value = getattr(Profile(), name), getattr(profile, name)
    if gone is None:
        return empty
    if isinstance(value, tuple):
        return tuple(each for each in value if each not in gone)
    return empty if value == gone else value
