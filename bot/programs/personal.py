"""What a member's profile adds to a request that does not say it; the request always wins."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.vocabulary import STATES
from bot.members.profile import Profile
from bot.messages import Note
from bot.programs.patterns import lazy, words
from bot.programs.places import place_in
from bot.programs.reading import read_wanted
from bot.programs.requests import Renewal, renewal_asked
from bot.programs.wanted import DESTINATION, Understood, Wanted, is_on
from bot.programs.wishes import SOME_DAY
from knowledge.saying import people

TELL_PROFESSION = "Tell me what you are (“I am a nurse”) and I will only show what you can take."
NOBODY = Profile()
"""Who has told nothing."""

_ANYONE = words(
    r"(?:open )?(?:for|to) (?:anyone|anybody|everyone|everybody|all (?:professions|clinicians)|any "
    r"profession|every profession)|(?:of )?any profession"
)
_NEAR_ME = words(
    r"(?:near|close to|around) (?:me|home|my home)|in my (?:area|state)|nearby|"
    r"where i (?:live|work)"
)
_OWN = lazy(r"\b(?:must|do|should|have) (?:i|we)\b.*\brenew|\brenew(?:ing)? (?:my|our)\b")
_CERTIFICATE = lazy(r"certif|\bmoc\b|\bdea\b|\b[ab]ls\b|\bacls\b|credential|membership|\bboards?\b")
_SUBJECT = ("topics", "credit_types", "moc_boards", "mandatory", "specialties")
_ADDED = ("profession", "specialty", "destination")
_FROM = "(your profile)"
_MOST_WORDS = 5


def placed(text: str, profile: Profile) -> str:
    """A request in which "near me" is the state that the member told."""
    return _NEAR_ME.sub(f"in {STATES[profile.states[0]]}", text) if profile.states else text


def added(wanted: Wanted, text: str, profile: Profile) -> Wanted:
    """The request with what it does not say taken from the profile, and said to be so; "for
    anyone" leaves the profession open."""
    if profile == NOBODY:
        return wanted
    if _ANYONE.search(text):
        return replace(wanted, text=_ANYONE.sub(" ", wanted.text).strip())
    facets, who = wanted.facets, (profile.profession,)
    understood: list[Understood] = []
    if profile.profession and not facets.professions:
        facets = replace(facets, professions=who)
        understood.append(_understood("professions", f"for {people(who)}"))
    open_subject = not _has_subject(wanted)
    if profile.specialty and open_subject and facets.professions in {(), who}:
        facets = replace(facets, specialties=(profile.specialty,))
        understood.append(_understood("specialties", f"in {profile.specialty}"))
    goal = _direction(profile) if open_subject else ""
    if goal:
        understood.append(_understood(DESTINATION, f"toward {goal}"))
    return replace(
        wanted,
        facets=facets,
        destination=wanted.destination or goal,
        understood=(*wanted.understood, *understood),
    )


def changes_lists(before: Profile, now: Profile) -> bool:
    """Whether what was told since changes which programs are offered."""
    return any(getattr(before, name) != getattr(now, name) for name in _ADDED)


def lacks_profession(wanted: Wanted, text: str) -> bool:
    """Whether knowing the member's profession would change the answer."""
    return not wanted.facets.professions and not _ANYONE.search(text)


def _direction(profile: Profile) -> str:
    """The career direction of the goal that the member told, "" for none that is known."""
    goal = profile.destination
    return read_wanted(f"become a {goal}", SOME_DAY).destination if goal else ""


def _understood(facet: str, said: str) -> Understood:
    return Understood(facet, f"{said} {_FROM}", "")


def _has_subject(wanted: Wanted) -> bool:
    """Whether the request says itself what the programs are to be about."""
    named = any(is_on(wanted.facets, name) for name in _SUBJECT)
    return named or bool(wanted.destination or wanted.text.strip())


def own_renewal(text: str) -> Renewal | None:
    """A question about renewing one's own license, whatever it leaves open; a certificate is
    renewed by other rules."""
    own = _OWN.search(text) and not _CERTIFICATE.search(text)
    return renewal_asked(text) if own else None


def whose_renewal(asked: Renewal, profile: Profile) -> Renewal:
    """A question about renewal with the profession and the first state of the profile, where it
    names none."""
    state = STATES[profile.states[0]] if profile.states else ""
    who = (profile.profession,) if profile.profession else ()
    return Renewal(asked.professions or who, asked.place or state)


def in_full(text: str, profile: Profile | None) -> str:
    """A question about renewing one's own license with the profession and the state of the
    profile, so that the articles can answer it; "" where there is nothing to add."""
    asked = own_renewal(text)
    if asked is None or profile is None:
        return ""
    known = whose_renewal(asked, profile)
    who = f" as a {known.professions[0]}" if known.professions and not asked.professions else ""
    place = f" in {known.place}" if known.place and not asked.place else ""
    return f"{text.rstrip(' ?.!')}{who}{place}?" if who or place else ""


def renewal_lacks(asked: Renewal, question: str) -> Note:
    """What has to be known before the rules can be told: one thing at a time."""
    if not asked.place:
        title, example = "Which state is your license in?", "Say the state, for example “Texas”."
    else:
        title, example = "What are you?", "Say your profession, for example “nurse”."
    note = "Tell me “I am a nurse in Texas” once, and I need not ask again."
    return Note(title, remarks=(example, note), asks=True, question=question)


def completed(asked: str, reply: str) -> str:
    """A question about renewal with the state or the profession that was replied; "" when the
    question is another or the reply names neither."""
    if not own_renewal(asked):
        return ""
    plain = reply.strip(" .!")
    if len(plain.split()) > _MOST_WORDS:
        return ""
    stem = asked.rstrip(" ?.!")
    if place := place_in(f"in {plain}"):
        return f"{stem} in {place}?"
    who = _profession(plain)
    return f"{stem} as a {who}?" if who else ""


def _profession(words_said: str) -> str:
    found = read_wanted(f"for a {words_said}", SOME_DAY).facets.professions
    return found[0] if found else ""
