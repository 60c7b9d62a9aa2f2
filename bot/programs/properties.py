"""What a program must be like: for teams, with a project, measured, free of industry money."""

from __future__ import annotations

from collections.abc import Iterable

from bot.programs.asked import Asked, Part
from bot.programs.patterns import words
from knowledge.facets import Facets

_INDUSTRY = (
    r"(?:big )?(?:pharma(?:ceutical)?(?: industry| company)?|industry|commercial|"
    r"drug[- ]?(?:compan(?:y|ies)|maker|rep|industry)s?|"
    r"corporate|company|companies|device (?:company|maker)|vendor|sponsor\w*|drug companies)"
)
_MONEY = (
    r"(?:money|support\w*|sponsor\w*|funding|funded|funds|grants?|bias|influence|ties?|backing|"
    r"cash|interests?)"
)
_PEOPLE = (
    r"(?:nurses?|rns?|doctors?|docs?|physicians?|pharmacists?|therapists?|social workers?|pas|"
    r"PAs|nps|"
    r"colleagues|coworkers|co-workers|other (?:professions|disciplines|professionals))"
)
_GROUP = (
    r"(?:team|unit|department|dept|ward|staff|floor|crew|care team|clinic team|clinic staff|"
    r"group)"
)
_PROPERTIES = {
    "unsupported": (
        r"(?:(?:no|without(?: any)?|free (?:of|from)|zero|not accepting|takes? no) "
        rf"(?:{_INDUSTRY}(?:'s)? {_MONEY}|{_INDUSTRY}|{_MONEY} from {_INDUSTRY})|"
        rf"(?:not|nothing|no|isn't|aren't|never|un) ?-?(?:(?:paid for|funded|sponsored|"
        rf"supported|bankrolled)(?: by {_INDUSTRY})?|"
        rf"{_INDUSTRY}[- ]{_MONEY})|"
        rf"unsponsored|unsupported by {_INDUSTRY}|(?:pharma|industry|sponsor|bias)[- ]free|"
        r"(?:commercially |truly |financially )?independent(?:ly (?:funded|developed))?(?! "
        r"(?:study|practice|learning|provider)))"
    ),
    "team_based": (
        rf"(?:for|with|as|send|train|take|bring) (?:(?:my|our|the|a|an|whole|entire|full|care|"
        rf"icu|clinical|nursing|"
        rf"small|rapid response|or|ed|hospital|clinic) ){{1,4}}{_GROUP}(?: together)?|(?:my|"
        rf"our) (?:whole |entire )?(?:care )?team|"
        r"(?:whole|entire) (?:care |clinical )?(?:team|unit)|as a (?:team|group|unit)|"
        r"inter-?(?:professional(?! c(?:ontinuing )?e(?:ducation)?\b)|disciplinary)|"
        r"multi-?(?:disciplinary|professional)|team-?based|"
        rf"{_PEOPLE}(?:,? (?:and|with) {_PEOPLE}){{1,3}} (?:learn\w* )?together|"
        rf"(?:together )?(?:with|alongside) (?:the |my |our |other )?{_PEOPLE}(?: (?:and|or) "
        rf"(?:the )?{_PEOPLE})? ?together|"
        r"(?:learn(?:ing)?|train(?:ing)?|trained|taken?|attend)(?: it)? together|together "
        r"(?:as|with) (?:a|my|our) (?:team|colleagues)|"
        r"for teams|(?:whole |entire )?teams (?:can )?(?:do|take|attend|go through)(?: it)? "
        r"together|(?:work|working|function|act) (?:better |well )?together as a team|"
        r"team (?:training|program|course|enrol\w+)s?|teams (?:can )?enroll?|"
        r"cross-disciplinary"
    ),
    "practice_project": (
        r"(?:with |including |that (?:has|includes|have) |involving )?(?:an? )?(?:(?:practice|"
        r"capstone|applied|hands-on|"
        r"workplace|practical|real|real-world|own) project|(?:own )?project (?:in|at|on|from) "
        r"(?:my|your|our|one's) (?:own )?"
        r"(?:practice|unit|hospital|clinic|workplace|ward|work|place)|capstone)(?: (?:in|at) my "
        r"(?:own )?(?:practice|unit|work|hospital))?|"
        r"(?:with|including|that (?:has|includes?|comes? with)) (?:an? )?project(?! "
        r"management)(?: work| component)?"
    ),
    "measured": (
        r"(?:outcomes?|results) (?:that |which )?(?:(?:is|are|was|were|get|gets|got|have been) )?"
        r"(?:really |actually |truly )?(?:measured|tracked|proven)|"
        r"(?:that |which )?(?:have |has |had )?(?:really |actually |truly )?(?:measured|tracked|"
        r"measures?|tracks?|proved|proven|shown) (?:that|whether|if) (?:\w+ ){0,5}(?:outcomes?|"
        r"results|practice|care|performance|patients?)(?: (?:or|and) (?:\w+ )?outcomes)? "
        r"(?:really |actually )?(?:got|get|gets|became|become|chang\w+|improv\w+|better)"
        r"(?: better)?|"
        r"(?:with |that (?:has|have|shows?|reports?|publish\w*) |and )?(?:(?:measured|proven|"
        r"published|documented|demonstrated|reported)"
        r" (?:outcomes?|results|effects?|impact|change|benefit)|outcomes? (?:data|are measured|"
        r"is measured|were measured|measured|evidence|evaluation)|"
        r"(?:evidence|proof|data) (?:that )?(?:it|they) works?|proven to (?:work|change \w+)|"
        r"results measured)|"
        r"(?:that |which )?(?:actually )?(?:measures?|measured|measuring|tracks?) (?:its |the |"
        r"their |any )?(?:outcomes?|results|change\w*|impact|effect)"
        r"(?: (?:in|on) (?:practice|performance|patients?|patient outcomes))?|outcomes?-measured"
    ),
    "leadership_content": (
        r"(?:with |that (?:has|includes?|have|teach\w*) |including |containing |plus )(?:an? |"
        r"some )?leadership"
        r"(?: (?:content|component|part|module|training|skills|piece|element|track)s?)|"
        r"leadership (?:content|component|element|piece)"
    ),
}
_SAID = {
    "unsupported": ("without commercial support", "with commercial support"),
    "team_based": ("learned as a team", "not for teams"),
    "practice_project": ("with a project in your own practice", "without a project"),
    "measured": ("with measured results", "without measured results"),
    "leadership_content": ("with leadership content", "without leadership content"),
}
_FACETS = {
    "unsupported": (Facets(unsupported=True), Facets(unsupported=False)),
    "team_based": (Facets(team_based=True), Facets(team_based=False)),
    "practice_project": (Facets(practice_project=True), Facets(practice_project=False)),
    "measured": (Facets(measured=True), Facets(measured=False)),
    "leadership_content": (Facets(leadership_content=True), Facets(leadership_content=False)),
}
_PATTERNS = {name: words(pattern) for name, pattern in _PROPERTIES.items()}

_TEAMWORK = words(
    r"(?:work|working|function|act)(?: (?:better|well|together|more)){0,3} as (?:a|one) team"
)


def read(asked: Asked) -> Iterable[Part]:
    """The properties asked for, as far as a record states them."""
    for name, pattern in _PATTERNS.items():
        facets, contrary = _FACETS[name]
        said, opposite = _SAID[name]
        for match in pattern.finditer(asked.rest):
            yield Part(*match.span(), facets, said, contrary=(contrary, opposite))
    for match in _TEAMWORK.finditer(asked.rest):
        facets = Facets(topics=("team-based care",))
        yield Part(*match.span(), facets, "about team-based care", kept=match.span())
