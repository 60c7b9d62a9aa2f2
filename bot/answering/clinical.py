"""How a question about care sounds, and which words show that a sentence is about a career."""

from __future__ import annotations

import re

from bot.answering.scope_rules import Needs, rule

# A sentence with one of these is about education or a career, whatever disease it names.
CAREER = re.compile(
    r"\b(?:cmes?|ces?|ceus?|cpe|mocs?|credit(?:s|ed)?|"
    r"(?<!antibiotic )courses?(?! of (?:antibiotics?|abx|steroids?|treatment|action|therapy))|class|classes|train(?:ing|ed)?|"
    r"certif\w+|licen[sc]\w*|recert\w*|boards|board (?:exam|review|cert|of|complaint)\w*|"
    r"(?<!physical )exams?|webinars?|modules?|lectur\w+|conferences?|symposi\w+|workshops?|"
    r"seminars?|podcasts?|programs?|programmes?|fellowships?|residency|degrees?|diplomas?|careers?|"
    r"jobs?|becom\w+|promot\w+|salar\w+|pay|paid|pays|earn\w*|leader\w*|requirements?|mandat\w+|"
    r"educat\w*|learn\w*|study(?:ing)?|teach\w*|curricul\w*|simulations?|speakers?|talks?|"
    r"portfolio|resume|cv|interview\w*|employ\w+|reimburs\w+|fund\w*|allowance|sponsor\w*|dea|"
    r"waiver|scope of practice|jurisprudence|compact|coordinators?|specialists?|director|skills|"
    r"privileg\w+|deadlines?|renew\w*|accredit\w*|(?:contact|credit|pharmacology|required|how many) "
    r"hours|hours (?:of|do|does|in)|schedule (?:ii|iii|iv|v|[2-5])|mentor\w*|stewardship|committee|"
    r"quality improvement|qi|journals?|tuition|scholarships?|grants?|volunteer\w*)\b"
)

_PEOPLE = (
    r"\b(?:manager|boss|colleagues?|coworkers?|peers?|staff|teams?|students?|learners?|residents?|"
    r"preceptors?|employers?|hr|directors?|people|everyone|applicants|candidates|volunteers|"
    r"disengaged|expenses?|income|stipend|tax|taxes|no|conflict)\b"
)
_HOW = (
    r"\bhow (?:do|does|should|would|can|to|did|might|long|fast|often)(?: (?:i|you|we|one|they|u))?"
)
_MAY = (
    r"\b(?:can|could|should|may|shall|do|does|would|must|when (?:can|do|should)|is it (?:ok|okay|"
    r"safe|fine)(?: for \w+)? to|ok to|safe to)(?: [\w-]{1,20}){0,4}? "
)

CLINICAL = (
    rule("names a drug", "", r"^", Needs.DRUG),
    rule("two words of the bedside", "", r"^", Needs.TWO_WORDS),
    rule(
        "asks for a dose",
        "dos mg mcg units ml drops puffs tablets milligrams",
        r"\b(?:what|which|how much|max|maximum|usual|loading|starting|pa?ediatric|renal|right|"
        r"correct|daily)(?: [\w-]{1,20}){0,3} dos(?:e|es|age|ages|ing)\b|\bdos(?:e|ing|age) (?:for|"
        r"of|in|adjust\w*)\b|\b(?:mg|mcg|units|ml)(?:/| per )(?:kg|hr|hour|min|day)\b|\bhow many "
        r"(?:mg|mcg|milligrams|ml|drops|puffs|tablets)\b|\bhow (?:do|to|should).{0,12} dose\b",
    ),
    rule(
        "how to treat",
        "how",
        rf"{_HOW}(?: best)? (?:treat|diagnose|work ?up|intubate|resuscitate|cardiovert|wean|"
        r"titrate|taper|suture|sedate|prescribe)\b",
        unless=_PEOPLE,
    ),
    rule(
        "how to manage a disease",
        "how",
        rf"{_HOW}(?: best)? (?:manage|handle|correct|reverse|replete|dress|place|insert|read|"
        r"interpret|evaluate|assess|stop|prevent|drain|remove|control|lower|raise|bridge|switch|"
        r"monitor\w*|approach)\b",
        Needs.WORD,
    ),
    rule(
        "treatment of a disease",
        "",
        r"\b(?:treat\w*|therap\w+|work-?up|manage\w*|antidote|regimen|prophylaxis|medications?|meds|"
        r"drug|imaging|dose|test|vaccines?|antibiotics?|abx|causes?|symptoms?|signs?|prognosis|"
        r"complications?|criteria|cutoffs?|indications?|rule out|diagnos\w+|target|goal|protocol|"
        r"contraindicat\w+|side effects?|normal range|guidelines?|position\w*|control|threshold)\b",
        Needs.WORD,
    ),
    rule(
        "words only medicine uses",
        "choice first differential half side adverse mechanism antidote contraindic diagnose indic",
        r"\b(?:drug of choice|treatment of choice|first[- ]line (?:\w+ )?(?:treatment|therapy|agent|"
        r"drug|antibiotic|med)|differential(?: diagnosis)? (?:of|for)(?! (?:\w+ )?(?:nights?|shifts?|"
        r"weekends?|nurs\w+|pay|charge))|half[- ]life|side effects? of|adverse effects? of|mechanism "
        r"of action|antidote for|contraindications? (?:to|for)|diagnose (?:this|me)|indications? "
        r"for (?:an?|surgery))\b",
    ),
    rule(
        "may i give",
        "",
        rf"{_MAY}(?:give|start|stop|hold|continue|use|prescribe|order|push|bolus|switch|increase|"
        r"decrease|administer|combine|mix|restart|add|take|crush|get|receive|have|place|do|draw|"
        r"withhold|admit|discharge|transfuse|worry|bridge|need|check\w*|be (?:given|stopped|held|"
        r"checked|treated|used))\b",
        Needs.WORD,
    ),
    rule(
        "what does a finding mean",
        "",
        r"\bwhat (?:does|do|is|are|causes?|rate|should|would|fluids?|gauge)\b|\bis (?:an? |the |this |"
        r"it )|\bwhy (?:is|are|does|do)\b|\bwhen (?:is|should|do|to)\b|\bwhich\b|\bhow (?:much|many|"
        r"fast|soon|long|often)\b|\bbest way to\b|\bfirst step\b|\bexplain\b|\binterpret\b",
        Needs.WORD,
        r"\b(?:nurse|coordinator|center|centre|unit|department|service line|team)\b",
    ),
    rule(
        "asks about an illness and not about work",
        "",
        r"^.*\?|^(?:what|how|when|why|which|is|are|does|do|should|can|list|describe|outline|explain|"
        r"summari[sz]e|compute|calculate|define|interpret)\b.*",
        Needs.WORD,
        r"\b(?:nurs\w+|physicians?|doctors?|pharmac\w+|surgeons?|nps?|pas?|rns?|lpns?|md|clinicians?|"
        r"coordinator|center|centre|unit|ward|department|service|team|hospital|clinic|employees?|"
        r"work(?:ing|place|force)?|roles?|shifts?|schedule|staff\w*|managers?|boss|professions?|"
        r"insurance|leave|retire\w*|specialty|practices?|switch\w*|move|start(?:ing)? out|i|my|we)\b",
    ),
    rule(
        "my own health",
        "my_ take_for i_ sleeping",
        r"\bmy (?:\w+ )?(?:back|knee|head|stomach|chest|ankle|foot|feet|leg|arm|shoulder|neck|hip|"
        r"throat|ear|eye|skin|tooth|heart|belly|hand|wrist)s? (?:\w+ )?(?:hurts?|pain|aches?|"
        r"swollen|swells?|is|are|keeps?|feels?|sore|itch\w*|burns?)\b|\bwhat (?:should|can|could) i "
        r"take for\b|\bi (?:have|had|'ve had|feel|am having)(?: had)? (?:an? |some |this |bad )?"
        r"(?:chest pain|headaches?|fever|cough|rash|cold|flu|dizz\w+|lump|mole|sore throat)\b|"
        r"\bsleeping (?:pill|aid)s?\b|\bi think i have\b",
    ),
)
