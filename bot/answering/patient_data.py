"""How a real patient shows in a text: identifiers, age with sex or illness, places, chart lines.

The identifiers follow the list of the HIPAA Privacy Rule (45 CFR 164.514(b)(2)) as far as a chat
message carries them; a member's own licence, NPI, telephone and age are not a patient's.
"""

from __future__ import annotations

import re

from bot.answering.scope_rules import Needs, rule

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}|\d{4}-?\d{2}-?\d{2}|\d{8}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{2,4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)

_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_UNITS = "(?:one|two|three|four|five|six|seven|eight|nine)"
_NUMBER = rf"(?:\d{{1,3}}|{_TENS}(?:[ -]{_UNITS})?)"
_OLD = (
    rf"\b{_NUMBER}[ -]{{0,3}}(?:y\.?[ -]?o\.?\b|y ?/ ?o\b|yo[mf]\b|(?:years?|yrs?\.?|y|months?|"
    r"mos?\.?|mth|weeks?|wks?|days?)[ -]{0,3}(?:olds?|of age)\b)"
)
_OLD_HOOKS = "old of_age yo y/o y.o y_o y-o y._o y_/"
_MAN = (
    r"(?:man|woman|gentleman|lady|boy|girl|guy|male|female|kid|child|baby|infant|neonate|teen\w*)"
)
_PERSON = rf"(?:{_MAN}|patient|pt|newborn|toddler|m|f|diabetic|smoker|student|driver)"
_PATIENT = r"(?:patient|pt\.?)"
_NOT_ONE = (
    r"(?!(?:load|panel|satisfaction|safety|care|populations?|volume|experience|advoca\w+|educat\w+|"
    r"base|list|census|portal|ratios?|access|outcomes?|surveys?|scores?|mix|flow|numbers?|contact|"
    r"interaction\w*|communication|schedule|feedback|complaints?|hours|visits?|reviews?|records?|"
    r"data|centered|facing|handoffs?|cases?|rights|engagement)\b)"
)
_HAPPENS = (
    r"(?:is|was|has|had|who|whose|just|with|w/|on|went|said|says|told|asked|refus\w+|came|"
    r"presented|presents|needs|needed|keeps|stopped|fell|died|coded|developed|got|pulled|wants|"
    r"admitted|c/o|s/p|h/o|lost|tested)"
)
_TREATING = (
    r"(?:saw|see|seeing|admitted|treated|treating|discharged|caring for|taking care of|looking "
    r"after|took care of|care for|managing|following|met)"
)
_WE = r"\b(?:i|we)(?:'?ve|'?m|'?re| have| am| are)?(?: (?:just|recently|currently|also))?"
_COLLEAGUE = (
    r"(?:\b(?:rns?|nurses?|nps?|pa|pas|pa-c|md|do|physicians?|doctors?|dr|pharmacists?|pharmd|"
    r"surgeons?|colleagues?|coworkers?|attendings?|managers?|directors?|coordinators?|educators?|"
    r"cno|cmo|hr|professor|lectures?|courses?|programs?|hospitalists?|intensivists?|therapists?|"
    r"looking (?:for|to)|wanting to|careers?|cme|polic\w+|certificat\w+|licen[sc]e|lpns?|crnas?|"
    r"aprns?|specialists?|counselors?|dean)\b)"
)
_MYSELF = r"\b(?:i'?m|i am|i was|as|being|i'?ve been|i turn|i'll be)(?: now| also)?(?: an?)? "
_RESULT = (
    r"(?:biops\w+|labs?|mri|ct|pet scan|x-?rays?|echo\w*|ekg|ecg|scans?|patholog\w+|bloodwork|"
    r"blood (?:work|pressure|sugar|test)|a1c|inr|potassium|creatinine|troponin|cancer|chemo\w*|"
    r"tumou?r|dialysis|surgery|diagnosis|prognosis|stroke|seizures?|medications?|meds|hiv|psych "
    r"eval|miscarriage|overdose|pregnancy|discharge summary|medical record|symptoms)"
)
_FIRST_NAME = (
    r"(?:james|john|jane|robert|mary|michael|linda|david|william|richard|joseph|thomas|patricia|"
    r"jennifer|maria|elizabeth|barbara|susan|jessica|sarah|karen|nancy|lisa|margaret|betty|sandra|"
    r"ashley|kimberly|emily|donna|michelle|carol|amanda|melissa|deborah|stephanie|rebecca|laura|"
    r"helen|sharon|cynthia|kathleen|amy|angela|anna|ruth|brenda|pamela|nicole|katherine|samantha|"
    r"christine|emma|catherine|rachel|janet|heather|diane|julie|joyce|victoria|kelly|christina|"
    r"evelyn|martha|cheryl|daniel|matthew|anthony|donald|steven|paul|andrew|joshua|kenneth|kevin|"
    r"brian|george|timothy|ronald|edward|jason|jeffrey|ryan|jacob|gary|nicholas|eric|jonathan|"
    r"stephen|larry|justin|scott|brandon|benjamin|samuel|gregory|alexander|patrick|raymond|jack|"
    r"dennis|jerry|tyler|aaron|jose|adam|nathan|henry|peter|carlos|juan|luis|mohammed|ahmed|ali|"
    r"wei|bob|bill|jim|joe|tom|mike|dave|steve|dan|sue|kate|liz|dora|rosa)"
)

PATIENT_DATA = (
    rule(
        "record number",
        "mrn m.r m._r record id number no. csn",
        r"\b(?:m\.? ?r\.? ?n\b\.?|medical record(?: number| no\.?)?|(?:patient|pt) (?:id|number|"
        r"identifier|no\.?)|medicai?d?(?:re)? (?:id|no\.?|number)|csn)"
        r"[\s:#.=-]{0,4}(?:(?:is|was|number|no\.?|id) ){0,2}[\s:#]{0,3}[a-z]{0,3}\d[\d-]{2,}",
    ),
    rule(
        "account number",
        "acct account encounter chart _fin visit",
        r"\b(?:acct|account|encounter|chart|fin|visit)(?: no\.?| number| num)?[\s:#.]{1,4}\d{4,}",
        Needs.WORD,
    ),
    rule("nine digits, grouped", "", r"\b\d{3}[ .-]\d{2}[ .-]\d{4}\b"),
    rule(
        "social security number",
        "ssn s.s.n social",
        r"\b(?:s\.?s\.?n\b\.?|social security)"
        r"(?: (?:no\.?|number|num))?[\s:#]{0,3}(?:(?:is|ends?|ending|in|with|of) ){0,3}"
        r"[\dx*][\dx* -]{2,}",
    ),
    rule(
        "date of birth",
        "dob d.o.b d._o birth born",
        rf"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|birthday|born)\W{{0,4}}"
        rf"(?:(?:is|was|on|of) )?{_DATE}",
    ),
    rule(
        "name and birth date",
        "/19 -19 .19 /20 -20 .20",
        r"\b[a-z]{2,20},? [a-z]{2,20},? \d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|20[01]\d)\b",
        Needs.WORD,
    ),
    rule(
        "age and person",
        _OLD_HOOKS,
        rf"{_OLD}(?:[ ,:/-]{{1,3}}(?!and\b|or\b)[\w/&-]{{1,20}}){{0,3}}?[ ,:/-]{{1,3}}{_PERSON}\b"
        rf"(?! (?:\w+ )?{_COLLEAGUE})|"
        rf"{_OLD},? (?:who|with|presents|presenting|comes|c/o|h/o|s/p)\b",
        unless=rf"{_MYSELF}|{_COLLEAGUE}(?:,| is| was|, who is)? (?:an? )?\d",
    ),
    rule("age and illness", _OLD_HOOKS, _OLD, Needs.WORD, rf"{_MYSELF}|{_COLLEAGUE}"),
    rule(
        "person and age",
        "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0) 1) 2) 3) 4) 5) 6) 7) 8) 9) y, r, s, s) d o",
        rf"\b(?:{_MAN}|patient|pt)(?: \w+)?,? ?\(?{_NUMBER}"
        r"(?: ?(?:years?|yrs?|y|months?|mos?|weeks?|wks?|days?))?\b[,)]",
        unless=_COLLEAGUE,
    ),
    rule("age and sex", "", r"\b\d{1,3} ?y?o? ?[mf]\b", Needs.WORD),
    rule("sex and age", "m/ f/ m_/ f_/", r"\b[mf] ?/ ?\d{2}\b"),
    rule("chart begins", "pt: hx: hpi: cc:", r"\b(?:pt|hx|hpi|cc): ?\d{1,3} ?[mf]\b"),
    rule(
        "someone in their fifties",
        "in_his in_her in_their",
        rf"\b(?:{_MAN}|patient|pt)(?: \w+){{0,3}} in (?:his|her|their) (?:(?:early|mid|late)[ -])?"
        r"(?:\d0'?s|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
        Needs.WORD,
        rf"{_MYSELF}|{_COLLEAGUE}",
    ),
    rule(
        "my patient",
        "patient _pt",
        rf"\b(?:my|our|this)(?: (?!patient)[\w'-]{{1,20}}){{0,3}} {_PATIENT}(?:,|\.?(?: {_NOT_ONE}"
        rf"[\w-]{{1,20}})?,? {_HAPPENS}\b)",
        unless=r"\b(?:as|like|become|becoming) (?:my|our)",
    ),
    rule(
        "my patient's result",
        "patient _pt",
        rf"\b{_PATIENT}'s? (?:\w+ ){{0,2}}{_RESULT}\b|\b(?:my|our|the|this|got a) pt\.? "
        r"(?:w/?|with|has|is)\b",
        Needs.WORD,
    ),
    rule(
        "one of my patients",
        "patients of_mine of_ours",
        r"\b(?:one|two|three|several|some|few) of (?:my|our) (?:\w+ )?patients (?:is|has|had|was|"
        rf"died|od|overdosed|told|with|who|coded|tested)\b|\b{_PATIENT} of (?:mine|ours)\b",
    ),
    rule("one of ours, ill", "one_of", r"\bone of (?:my|our) (?:\w+ )?patients\b", Needs.WORD),
    rule(
        "i have a patient",
        "patient _pt",
        rf"{_WE} (?:have|had|got|{_TREATING}) (?:an?|this|one|another)(?: [\w-]{{1,20}}){{0,3}}? "
        rf"{_PATIENT}\.?(?: (?:today|yesterday|tonight|here|now))?(?: in [\w-]{{1,20}})?,? "
        rf"(?:{_HAPPENS}|in (?:icu|bed|room)|that|\d)|"
        r"\bi'?ve (?:an?|this|another) (?:\w+ )?(?:patient|pt)\b",
    ),
    rule(
        "i treated someone",
        "saw see admitted treat discharged car look manag follow met",
        rf"{_WE} {_TREATING} (?:an?|this|one|another)(?: [\w-]{{1,20}}){{0,4}}? "
        rf"(?:{_MAN}|mother|mom|veteran)\b",
        Needs.WORD,
    ),
    rule(
        "someone i treated",
        "_i_ _we_",
        rf"\b(?:{_MAN}|patient|pt|\d+ ?yo?) (?:(?:that|who|whom) )?(?:i|we) (?:just )?(?:saw|treated|"
        r"admitted|discharged|mentioned|intubated|delivered|took care of|cared for)\b",
    ),
    rule(
        "person in a bed",
        "_in_ _from_ _on_",
        rf"\b(?:pt|patient|{_MAN})\.? (?:in|from|on) (?:the )?(?:(?:icu|er|ed|sicu|micu|nicu|picu|"
        r"hallway|bay|ward|unit|next) ?){0,2}(?:bed|room|rm|bay)?\.? ?#?\d{1,3}[a-z]?\b"
        r"(?! ?(?:%|percent|years|hours|patients|people|has|have|weeks|days))",
    ),
    rule(
        "bed and illness",
        "bed room rm bay hallway",
        r"\b(?:bed|room|rm|bay|hallway)\.? ?#?\d{1,4}[a-z]?\b",
        Needs.WORD,
        r"\b(?:conference|session|class|lecture|suite|office|meeting|course|webinar|workshop)\b",
    ),
    rule(
        "chart opens",
        "patient pt",
        rf"(?:^|[.!?:;,] ?){_PATIENT},? (?:is|was|has|had|w/|with|c/o|presented|presents|pulled|"
        r"refus\w+|admitted|came|fell|coded|s/p|on)\b",
        Needs.WORD,
        rf"\bpt (?:with|has) \d+ years?|{_COLLEAGUE}",
    ),
    rule(
        "patient named",
        "patient pt",
        r"\b(?:patient|pt)(?:'s)? ?name(?:d|:| is| was)|\bpt: [a-z]+|\bpt pulled out\b|"
        r"\bpatient in the next bed\b",
    ),
    rule(
        "title, name and illness",
        "mr ms mis",
        r"\b(?:mr|mrs|ms|miss|mister)\b\.? ?[a-z][a-z'-]{0,20}\.?",
        Needs.WORD,
        _COLLEAGUE,
    ),
    rule(
        "title, name and room or age",
        "mr ms mis",
        r"\b(?:mr|mrs|ms|miss)\b\.? ?[a-z][a-z'-]{0,20},? (?:in|from) (?:bed |room |rm )?\d{1,4}\b|"
        r"\b(?:mr|mrs|ms|miss)\b\.? ?[a-z][a-z'-]{0,20}\.?,? \(?\d{1,3}\b[,)]",
    ),
    rule(
        "name and result",
        "'s s'",
        rf"\b{_FIRST_NAME}(?: [a-z][a-z-]{{0,20}})?'s? {_RESULT}\b",
    ),
    rule(
        "name and illness",
        "has had is_ was_ present needs refuses",
        rf"\b{_FIRST_NAME},? (?:[a-z][a-z'-]{{0,20}}\.?,? )?(?:\(\d{{1,3}}\) )?(?:has|had|is on|was "
        r"admitted|was diagnosed|presented|needs|refuses|is (?:septic|dying))\b",
        Needs.WORD,
        _COLLEAGUE,
    ),
    rule(
        "someone elderly or admitted",
        "man lady male",
        r"\b(?:elderly|demented|homeless|intubated|septic|this) (?:man|woman|lady|gentleman|male|"
        r"female)\b|\bthe (?:man|woman|lady|guy|gentleman) (?:i|we|in)\b",
        Needs.WORD,
        _COLLEAGUE,
    ),
    rule(
        "a case to write up",
        "case discharge progress",
        r"\bhere'?s the case\b|\b(?:summari[sz]e|rewrite) (?:this|my|a) (?:discharge|progress|case)\b",
    ),
)

_VALUED = (
    r"bp|hr|rr|pulse|spo2|sats?|temp|tmax|t|fever|wbc|hgb|hb|hct|plts?|platelets|na|k|cr|bun|"
    r"creatinine|potassium|sodium|bnp|inr|lactate|lipase|trop|troponin|a1c|psa|ef|e?gfr|nihss|gcs|"
    r"cd4|tsh|on lasix|pod"
)
_SHORTHAND = (
    r"[hcs] ?/ ?o|s ?/ ?p|[pa]/w|w/(?= ?[a-z])|pmhx?|hpi|nkda|a&?ox?[0-4]|g\dp\d|dn[ri]|snf|"
    r"(?:dx|hx|cc|rx|a|p|s|o) ?:(?= ?\w)|q\d{1,2}h|[bt]id|crackles|a?febrile|\d{2} ?[mf](?![\w'])|"
    r"[mf] ?, ?\d{2}(?!\d)|\d{1,3} ?y ?/? ?o(?!\w)|sex ?: ?[mf]|[a-z]\d\d\.\d|day \+\d|"
    r"(?:ua|cxr|ct|mri|ekg)(?= (?:pos|neg|shows?|pending|w/))|admitted \d+/\d+"
)
# Marks of a chart line. One may stand in any question; two different ones make it a patient's.
CHART = re.compile(rf"\b(?:({_VALUED}) ?(?:(?:of|is|was|:|=|~) ?)?\d{{1,4}}\b(?!-)|({_SHORTHAND}))")
