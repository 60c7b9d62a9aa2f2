"""How a question about care sounds, and which words show that a sentence is about a career."""

from __future__ import annotations

import re

from bot.answering.scope_rules import Needs, but_not, one_of, rule

# A sentence with one of these is about education or a career, whatever disease it names; only
# ORDERS outweigh it.
CAREER = re.compile(
    r"\b(?:cmes?|ces?|ceus?|cpe|mocs?|credit(?:s|ed)?|"
    r"(?<!antibiotic )courses?(?! of (?:antibiotics?|abx|steroids?|treatment|action|therapy))|"
    r"class|classes|train(?:ing|ed)?|certif\w+|licen[sc]\w*|recert\w*|boards|"
    r"board (?:exam|review|cert|of|complaint)\w*|(?:the|my|state|medical|nursing) board|"
    r"(?<!physical )exams?|webinars?|modules?|lectur\w+|conferences?|symposi\w+|workshops?|"
    r"seminars?|podcasts?|programs?|programmes?|fellowships?|residency|degrees?|diplomas?|careers?|"
    r"jobs?|becom\w+|promot\w+|salar\w+|pay|paid|pays|earn\w*|leader\w*|requirements?|mandat\w+|"
    r"educat\w*|learn\w*|study(?:ing)?|teach\w*|curricul\w*|simulations?|speakers?|talks?|"
    r"portfolio|resume|cv|interview\w*|employ\w+|reimburs\w+|fund\w*|allowance|sponsor\w*|dea|"
    r"waiver|scope of practice|jurisprudence|compact|coordinators?|preventionists?|specialists?|"
    r"director|skills|privileg\w+|deadlines?|renew\w*|accredit\w*|(?:contact|credit|pharmacology|"
    r"required|how many) hours|hours (?:of|do|does|in)|schedule (?:ii|iii|iv|v|[2-5])|mentor\w*|"
    r"stewardship|committee|quality improvement|qi|journals?|tuition|scholarships?|grants?|"
    r"volunteer\w*|fmla|time off|pto|sick (?:days|leave)|(?:medical|family|parental) leave|"
    r"accommodations?|(?:to|at) work)\b"
)
_EDUCATION = (
    r"(?:cmes?|ces?|ceus?|cpe|mocs?|credits?|(?<!antibiotic )courses?(?! of (?:antibiotics?|abx|"
    r"steroids?|treatment|action|therapy))|class|classes|webinars?|modules?|lectures?|"
    r"conferences?|workshops?|seminars?|podcasts?|simulations?|fellowships?|curricul\w+|education|"
    r"certifications?|certificates?|(?:get|become|be|getting|becoming) certified|training|"
    r"learn\w* (?:how|to|about|more)|teach\w* (?:[\w-]{1,20} ){0,2}(?:how|to|about))\b"
)
# What a sentence with an order asks for when it asks to be taught and not to be told ...
EDUCATION = re.compile(rf"\b{_EDUCATION}")
# ... which it does not when the teaching is over or under way.
ALREADY_TAUGHT = re.compile(
    r"\b(?:(?:took|taken|finished|completed|passed|attended|did|ha(?:ve|d) (?:my|an?|the))"
    rf"(?: [\w'-]{{1,20}}){{0,3}} {_EDUCATION}|(?:i'?m|am|still|years? of|(?:in|during|after|from)"
    r"(?: (?:my|the))?(?: (?:nurs\w+|medical|pharmacy|residency|clinical|rn))?) training\b)"
)

# What follows "patient" when no patient is meant ("my patient load").
NOT_A_PATIENT = (
    one_of(
        "load panel satisfaction safety care populations? volume experience advoca\\w+ "
        "educat\\w+ base list census portal ratios? access outcomes? surveys? scores? mix flow "
        "numbers? contact interaction\\w* communication schedule feedback complaints? hours "
        "visits? reviews? records? data centered facing handoffs? cases? rights engagement"
    )
    + r"\b"
)
_HOW = r"how (?:do|does|should|would|can|to|did|might|long|fast|often)(?: (?:i|you|we|one|they|u))?"
_MAY = (
    r"(?:can|could|should|may|shall|do|does|would|must|when (?:can|do|should)|is it (?:ok|okay|"
    r"safe|"
    r"fine)(?: for \w+)? to|ok to|safe to)(?: [\w-]{1,20}){0,4}? "
)
_PEOPLE = (
    r"\b"
    + one_of(
        "manager boss colleagues? coworkers? peers? staff teams? students? learners? residents? "
        "preceptors? employers? hr directors? people everyone applicants candidates volunteers "
        "disengaged expenses? income stipend tax taxes no conflict"
    )
    + r"\b"
)
_WORKING_LIFE = (
    r"\b"
    + one_of(
        "nurs\\w+ physicians? doctors? pharmac\\w+ surgeons? nps? pas? rns? lpns? md clinicians? "
        "coordinator coach center centre unit ward department service team hospital clinic work "
        "working workplace workforce roles? shifts? schedule staff\\w* managers? boss professions? "
        "insurance leave retire\\w* specialty practices? switch\\w* move area field settings? "
        "experience new_grads? better good flexib\\w+ burn\\w+ i my we"
    )
    + r"\b"
)
_ASKS = (
    "what how when why which is are does do should can list describe outline explain summari[sz]e "
    "compute calculate define interpret"
)

_SHOULD = (
    r"(?:(?:(?<!.)|(?<=[:,] ))|(?:can|could|should|may|shall|do|does|would|must|or|whether|if|"
    r"please|(?:how|when|safe|ok|okay|fine|need|have|going|about|supposed|told) to)"
    r"(?: [\w',-]{1,20}){0,6}? )"
)
_ORDER = one_of(
    "give push start hold dose bolus titrate administer hang run stop restart withhold wean taper "
    "increase decrease"
)
_FLUID = (
    one_of(
        "potassium kcl calcium bicarb saline fluids? antibiotics? abx pressors? vasopressors? "
        "steroids? opioids? blood_thinners? anticoagulants? benzos"
    )
    + r"\b"
)
_ROUTE = (
    r"(?:(?:iv|io|im|sub-?q|sq) ?(?:push|bolus|drip|piggyback|infusion)|(?:it|this|that|them|dose) "
    r"(?:iv|im|po|sub-?q|sq|sublingually|intrathecally))\b"
)
_RULES_OF_WORK = (
    r"\b(?:clinics?|business|practices?|scope|waivers?|privileg\w+|licen[sc]e (?:to|for|do)|"
    r"requirements? (?:to|for)|talks?|presentations?|posters?|projects?|careers?|"
    r"jobs? (?:at|in|with))\b"
)

# Orders for a patient. Who gives them, and where, makes them no question about a career.
ORDERS = (
    rule(
        "an amount of a drug",
        "mg mcg meq mmol gram equiv",
        r"(?<![\w.])\d[\d.,]{0,8} ?(?:mg|mcg|meq|mmol|milligrams?|micrograms?|milliequivalents?)\b",
    ),
    rule(
        "how much of a drug",
        "how_m what_ which_ units dose ml_ g_ gram drops puffs tab",
        r"(?:how much|how many (?:mg|mcg|meq|units|ml|drops|puffs|tablets|grams)(?: of)?)"
        r"(?: [\w-]{1,20}){1,2}",
        r"(?:what|which|max|maximum|usual|loading|starting|right|correct)(?: [\w-]{1,20}){0,2} "
        r"(?:dose|dosage|(?<!pay )rate)(?: [\w-]{1,20}){0,4}",
        r"\d+ ?(?:units?|ml|g|grams?|drops|puffs|tabs?|tablets?)(?: [\w-]{1,20}){1,3}",
        r"[\w-]{1,20}(?: [\w-]{1,20}){0,3} (?:at )?(?:what|which) (?:dose|dosage|rate)\b",
        needs=Needs.DRUG,
        reach=0,
    ),
    rule(
        "how much of a fluid",
        "how_m what_ which_",
        rf"(?:how much|(?:what|which) (?:dose|rate)(?: of)?) (?:iv )?{_FLUID}",
    ),
    rule(
        "orders a drug",
        "give push start hold dose bolus titrate admin hang run stop wean taper crease",
        rf"{_SHOULD}{_ORDER}(?: [\w.,/'-]{{1,20}}){{1,4}}",
        needs=Needs.DRUG,
        unless=_RULES_OF_WORK,
        reach=0,
    ),
    rule(
        "orders a fluid or a route",
        "give push start hold dose bolus titrate admin hang run stop wean taper crease",
        rf"{_SHOULD}{_ORDER}(?: [\w.,/'-]{{1,20}}){{0,3}}? (?:{_FLUID}|{_ROUTE})",
        unless=rf"{_RULES_OF_WORK}|\b(?:can|may|are|is|do|does) (?:an? )?(?:lpns?|lvns?|rns?|"
        r"nurses?|cnas?|mas?|paramedics?|nps?|pas?|pharmacists?)\b",
    ),
)

CLINICAL = (
    rule("names a drug", "", r".*", needs=Needs.DRUG),
    rule(
        "two words of the bedside",
        "",
        r".*",
        needs=Needs.TWO_WORDS,
        unless=(
            r"\b(?:nurs\w+|work(?:ing)?|roles?|area|field|specialty|service line|new grads?|"
            r"better|teams?)\b"
        ),
    ),
    rule(
        "asks for a dose",
        "dos mg mcg units ml drops puffs tablets milligrams",
        r"(?:what|which|how much|max|maximum|usual|loading|starting|pa?ediatric|renal|right|"
        r"correct|"
        r"daily)(?: [\w-]{1,20}){0,3} dos(?:e|es|age|ages|ing)\b",
        r"dos(?:e|ing|age) (?:for|of|in|adjust\w*)\b",
        r"(?:mg|mcg|units|ml)(?:/| per )(?:kg|hr|hour|min|day)\b",
        r"how many (?:mg|mcg|milligrams|ml|drops|puffs|tablets)\b",
        r"how (?:do|to|should).{0,12} dose\b",
    ),
    rule(
        "the care of one patient",
        "patient",
        r"(?:this|my|our) patient(?:'s)?\b" + f"(?! {NOT_A_PATIENT})",
        r"patient (?:refuses|cannot afford|complains|presents)\b",
        r"(?:diagnosis|treatment|medications?|results?|prognosis)\b.{0,30}\bthe patient\b",
    ),
    rule(
        "how to treat",
        "how",
        _HOW
        + r"(?: best)? "
        + one_of(
            "treat diagnose work_?up intubate resuscitate cardiovert wean titrate taper suture "
            "sedate"
        )
        + r"\b",
        unless=_PEOPLE,
    ),
    rule(
        "how to manage a disease",
        "how",
        _HOW
        + r"(?: best)? "
        + one_of(
            "manage handle correct reverse replete dress place insert read interpret evaluate "
            "assess stop prevent drain remove control lower raise bridge switch monitor\\w* "
            "approach prescribe"
        )
        + r"\b",
        needs=Needs.WORD,
    ),
    rule(
        "treatment of a disease",
        "",
        one_of(
            "treat\\w* therap\\w+ work-?up manag(?:e|es|ed|ing|ement) antidote regimen "
            "prophylaxis medications? meds drug imaging dose test vaccines? antibiotics? abx "
            "causes? symptoms? signs? prognosis complications? criteria cutoffs? indications? "
            "rule_out diagnos\\w+ target goal protocol contraindicat\\w+ side_effects? "
            "normal_range guidelines? position\\w* control threshold"
        )
        + r"\b",
        needs=Needs.WORD,
        unless=(
            r"\b(?:(?:pharmacists?|nurses?|nps?|pas?|technicians?) (?:need|give|get|do|have)|"
            r"our (?:\w+ )?team|treated (?:unfairly|badly|poorly|differently|like))\b"
        ),
    ),
    rule(
        "words only medicine uses",
        "choice first differential half side adverse mechanism antidote contraindic diagnose indic",
        r"(?:drug|treatment) of choice\b",
        r"first[- ]line (?:\w+ )?(?:treatment|therapy|agent|drug|antibiotic|med)\w*\b",
        r"differential(?: diagnosis)? (?:of|for)(?! (?:\w+ )?(?:nights?|shifts?|weekends?|"
        r"nurs\w+|pay|"
        r"charge)\b)",
        r"half[- ]life\b",
        r"(?:side|adverse) effects? of\b",
        r"mechanism of action\b",
        r"antidote for\b",
        r"contraindications? (?:to|for)\b",
        r"diagnose (?:this|me)\b",
        r"indications? for (?:an?|surgery)\b",
    ),
    rule(
        "may i give",
        "",
        _MAY
        + one_of(
            "give start(?!_as_) stop hold continue use prescribe order push bolus switch "
            "increase decrease administer combine mix restart add take crush get receive have "
            "place do draw withhold admit discharge transfuse worry bridge need check\\w* "
            "be_given be_stopped be_held be_checked be_treated be_used"
        )
        + r"\b",
        needs=Needs.WORD,
    ),
    rule(
        "what a finding means",
        "",
        r"what (?:does|do|is|are|causes?|rate|should|would|fluids?|gauge)\b",
        r"is (?:an?|the|this|it)\b",
        r"(?:why|when) (?:is|are|does|do|should|to)\b",
        r"which\b",
        r"how (?:much|many|fast|soon|long|often)\b",
        r"(?:best way to|first step|explain|interpret)\b",
        needs=Needs.WORD,
        unless=r"\b(?:nurses?|pharmacists?|coach|coordinator|cent(?:er|re)|unit|department|team)\b",
    ),
    rule(
        "asks about an illness and not about working life",
        "",
        r"(?<!.).*\?",
        r"(?<!.)" + one_of(_ASKS) + r"\b.*",
        needs=Needs.WORD,
        unless=_WORKING_LIFE,
    ),
    rule(
        "my own health",
        "my_ take_for i_ sleeping",
        r"my (?:\w+ )?"
        + one_of(
            "back knee head stomach chest ankle foot feet leg arm shoulder neck hip throat ear eye "
            "skin tooth heart belly hand wrist"
        )
        + r"s? (?:\w+ )?"
        + one_of("hurts? pain aches? swollen swells? is are keeps? feels? sore itch\\w* burns?")
        + r"\b",
        r"what (?:should|can|could) i take for\b",
        r"i (?:have|had|'ve had|feel|am having)(?: had)? (?:an? |some |this |bad )?"
        + one_of("chest_pain headaches? fever cough rash cold flu dizz\\w+ lump mole sore_throat")
        + r"\b",
        r"sleeping (?:pill|aid)s?\b",
        r"i think i have" + but_not("a_chance what to an_interview the"),
    ),
)
