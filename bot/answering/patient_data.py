"""How a real patient shows in a text: identifiers, age with sex or illness, places, chart lines.

The identifiers follow the list of the HIPAA Privacy Rule (45 CFR 164.514(b)(2)) as far as a chat
message carries them; a member's own licence, NPI, telephone and age are not a patient's.
"""

from __future__ import annotations

import re

from bot.answering.clinical import CAREER, NOT_A_PATIENT
from bot.answering.scope_rules import Needs, but_not, one_of, rule

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}|\d{4}-?\d{2}-?\d{2}|\d{8}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{2,4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_TENS = one_of("twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBER = rf"(?:\d{{1,3}}|{_TENS}(?:[ -]{one_of('one two three four five six seven eight nine')})?)"
_UNIT_OF_AGE = r"(?:years?|yrs?\.?|y|months?|mos?\.?|mth|weeks?|wks?|days?)"
_OLD = (
    rf"{_NUMBER}[ -]{{0,3}}(?:y\.?[ -]?o\.?\b|y ?/ ?o\b|yo[mf]\b|"
    rf"{_UNIT_OF_AGE}[ -]{{0,3}}(?:olds?|of age)\b)"
)
_OLD_HOOKS = "old of_age yo y/o y.o y_o y-o y._o y_/"
_MAN = (
    r"(?:man|woman|gentleman|lady|boy|girl|guy|male|female|kid|child|baby|infant|neonate|teen\w*|"
    r"gal|toddler|newborn)"
)
_PATIENT = r"(?:patient|pt\.?)"
_HAPPENS = one_of(
    "is was has had who whose just with w/ on went said says told asked refus\\w+ came presented "
    "presents needs needed keeps stopped fell died coded developed got pulled wants admitted c/o "
    "s/p h/o lost tested"
)
_TREATING = one_of(
    "saw see seeing admitted treated treating discharged caring_for taking_care_of looking_after "
    "took_care_of care_for managing following met"
)
_WE = r"(?:i|we)(?:'?ve|'?m|'?re| have| am| are)?(?: (?:just|recently|currently|also))?"
_ONE = r"(?:an?|this|one|another)(?: [\w-]{1,20})"
_COLLEAGUE = (
    r"\b"
    + one_of(
        "rns? nurses? nps? pa pas pa-c md do physicians? doctors? dr pharmacists? pharmd "
        "surgeons? colleagues? coworkers? attendings? managers? directors? coordinators? "
        "educators? cno cmo hr professor lectures? courses? programs? hospitalists? "
        "intensivists? therapists? looking_for looking_to wanting_to careers? cme polic\\w+ "
        "certificat\\w+ licen[sc]e lpns? crnas? aprns? specialists? counselors? dean"
    )
    + r"\b"
)
_MYSELF = r"\b(?:i'?m|i am|i was|as|being|i'?ve been|i turn|i'll be)(?: now| also)?(?: an?)? "
_OWN_FAMILY = (
    r"\b(?:at home|childcare|day ?care|maternity|paternity|parental|sons?|daughters?|twins|mother "
    r"of|mom of|mom to|father of|dad of|single (?:mom|dad|parent))\b"
)
_RESULT = (
    r"(?:"
    + one_of(
        "biops\\w+ labs? mri ct pet_scan x-?rays? echo\\w* ekg ecg scans? patholog\\w+ bloodwork "
        "blood_work blood_pressure blood_sugar blood_test a1c inr potassium creatinine troponin "
        "cancer chemo\\w* tumou?r dialysis surgery diagnosis prognosis stroke seizures? "
        "medications? meds hiv psych_eval miscarriage overdose pregnancy discharge_summary "
        "medical_record symptoms"
    )
    + r")\b"
)
_FIRST_NAME = one_of(
    "james john jane robert mary michael linda david william richard joseph thomas patricia "
    "jennifer maria elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra "
    "ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura "
    "helen sharon cynthia kathleen amy angela anna ruth brenda pamela nicole katherine samantha "
    "christine emma catherine rachel janet heather diane julie joyce victoria kelly christina "
    "evelyn martha cheryl daniel matthew anthony donald steven paul andrew joshua kenneth kevin "
    "brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan "
    "stephen larry justin scott brandon benjamin samuel gregory alexander patrick raymond jack "
    "dennis jerry tyler aaron jose adam nathan henry peter carlos juan luis mohammed ahmed ali wei "
    "bob bill jim joe tom mike dave steve dan sue kate liz dora rosa"
)
_BORN = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|20[01]\d|[3-9]\d)|(?:19\d\d|20[01]\d)-\d\d-\d\d|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19\d\d|20[01]\d)|"
    rf"\d{{1,2}} {_MONTH},? (?:19\d\d|20[01]\d))\b"
)
_NAME_PART = (
    rf"(?!{_COLLEAGUE}|"
    + one_of(
        "licen\\w+ expir\\w+ renew\\w+ issued graduat\\w+ certifi\\w+ hired started born passed "
        "signed effective enacted filed published updated retired since on by from until before "
        "after of in at as for and or to was is dated date year deadline conference meeting board "
        "boards exam medicine surgery care health nursing practice pediatrics acls bls pals card "
        "provider i my the a an"
    )
    + r"\b)[a-z][a-z'-]{1,20}"
)
_OUR_PLACE = (
    r"(?:our|my|the|this)(?: \w{1,20})? (?:ed|er|icu|emergency (?:room|department)|nicu|picu|"
    r"micu|sicu|unit|clinic|hospital|floor|ward|department|office|practice|pharmacy|or|facility)\b"
)
_COMES = r"(?:came (?:in\b|to\b)|presented (?:to|with)|showed up|arrived|walked in)"
_IS_TREATED = (
    r"(?:overdosed|coded|collapsed|(?:was|got|has been) (?:just )?(?:treated|admitted|seen|rushed|"
    r"brought|intubated|discharged|resuscitated|hospitali[sz]ed|flown))"
)
_ARRIVAL_HOOKS = (
    "came_in came_to presented showed_up arrived walked_in overdosed coded collapsed treated "
    "admitted seen rushed brought intubated discharged resuscitated hospitali flown"
)
_SOMEBODY = (
    rf"(?=[a-z'-]{{2,21}} (?:{_COMES}|{_IS_TREATED}))"
    rf"(?!(?:i|we|you|they|who|it|that|which|there)\b|{_COLLEAGUE})[a-z][a-z'-]{{1,20}}"
)
_OWN_CHILD = (
    r"\bmy 1?\d[ -]{1,3}(?:years?|yrs?|months?|mos?)[ -]{1,3}olds?\b"
    r"(?!.{0,40}\b(?:patient|pt|came in|presented|(?:bed|room|bay) \d))"
)
_TITLE = r"(?:mr|mrs|ms|miss|mister)\b\.? ?[a-z][a-z'-]{0,20}\.?"

PATIENT_DATA = (
    rule(
        "record number",
        "mrn m.r m._r record id number no. csn",
        r"(?:m\.? ?r\.? ?n\b\.?|(?:medical )?record number|medical record(?: no\.?)?|(?:patient|"
        r"pt) (?:id|number|identifier|no\.?)|(?:medicaid|medicare) (?:id|no\.?|number)|csn)"
        r"[\s:#.=-]{0,4}(?:(?:is|was|number|no\.?|id) ){0,2}[\s:#]{0,3}[a-z]{0,3}\d[\d-]{2,}",
    ),
    rule(
        "account number",
        "acct account encounter chart _fin visit",
        r"(?:acct|account|encounter|chart|fin|visit)(?: no\.?| number| num)?[\s:#.]{1,4}\d{4,}",
        needs=Needs.WORD,
        unless=CAREER.pattern,
    ),
    rule("nine digits, grouped", "", r"\d{3}[ .-]\d{2}[ .-]\d{4}\b"),
    rule(
        "social security number",
        "ssn s.s.n social",
        r"(?:s\.?s\.?n\b\.?|social security)(?: (?:no\.?|number|num))?[\s:#]{0,3}"
        r"(?:(?:is|ends?|ending|in|with|of) ){0,3}[\dx*][\dx* -]{2,}",
    ),
    rule(
        "date of birth",
        "dob d.o.b d._o birth born",
        r"(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|birthday|born)\W{0,4}"
        rf"(?:(?:is|was|on|of) )?{_DATE}",
    ),
    rule(
        "name and birth date",
        "/19 -19 .19 /20 -20 .20",
        r"[a-z]{2,20},? [a-z]{2,20},? \d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|20[01]\d)\b",
        needs=Needs.WORD,
    ),
    rule(
        "name and full date",
        "19 20 /3 /4 /5 /6 /7 /8 /9 -3 -4 -5 -6 -7 -8 -9",
        rf"(?:{_FIRST_NAME}(?: [a-z]\.?)? {_NAME_PART}|{_NAME_PART}, {_FIRST_NAME}(?: [a-z]\.?)?)"
        rf"[ ,:(-]{{1,3}}{_BORN}",
        rf"(?:(?<!.)|(?<=[.:;!?] )|(?<=\bpatient )|(?<=\bpt )){_NAME_PART} {_NAME_PART}"
        rf"(?:, ?| ?\()(?:(?!.{{0,16}}\b20\d\d){_BORN}|{_BORN}\)?,? "
        r"(?:needs|has|is|was|for|presents|came|here|seen|follow|f/u|due|wants|called|no show))",
    ),
    rule(
        "age and person",
        _OLD_HOOKS,
        rf"{_OLD}(?:[ ,:/-]{{1,3}}(?!and\b|or\b)[\w/&-]{{1,20}}){{0,3}}?[ ,:/-]{{1,3}}"
        rf"(?:{_MAN}|patient|pt|m|f|diabetic|smoker|student|driver)\b(?! (?:\w+ )?{_COLLEAGUE})",
        rf"{_OLD},? (?:who|with|presents|presenting|comes|c/o|h/o|s/p)\b",
        unless=rf"{_MYSELF}|{_OWN_FAMILY}|{_OWN_CHILD}|"
        rf"{_COLLEAGUE}(?:,| is| was|, who is)? (?:an? )?\d",
    ),
    rule(
        "age and illness",
        _OLD_HOOKS,
        _OLD,
        needs=Needs.WORD,
        unless=rf"{_MYSELF}|{_OWN_CHILD}|{_COLLEAGUE}",
    ),
    rule(
        "person and age",
        ", )",
        rf"(?:{_MAN}|patient|pt)(?: \w+)?,? ?\(?{_NUMBER}(?: ?{_UNIT_OF_AGE})?[,)]",
        unless=_COLLEAGUE,
    ),
    rule(
        "age and sex",
        "",
        r"\d{1,3} ?y?o? ?[mf]\b",
        needs=Needs.WORD,
        unless=CAREER.pattern,
    ),
    rule(
        "age, sex and story",
        "",
        r"(?<!\$)\d{1,3} ?y?/?o? ?[mf],? (?:with|w/|on|s/p|h/o|c/o|who|presenting|admitted)(?!\w)",
        r"(?:patient|pt)\.? (?:is|was) (?:an? )?\d{1,3} ?y?/?o? ?[mf]\b",
        needs=Needs.WORD,
    ),
    rule("sex and age", "m/ f/ m_/ f_/", r"[mf] ?/ ?\d{2}\b"),
    rule("chart begins", "pt: hx: hpi: cc:", r"(?:pt|hx|hpi|cc): ?\d{1,3} ?[mf]\b"),
    rule(
        "someone in their fifties",
        "in_his in_her in_their",
        rf"(?:{_MAN}|patient|pt)(?: \w+){{0,3}} in (?:his|her|their) (?:(?:early|mid|late)[ -])?"
        r"(?:\d0'?s|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
        needs=Needs.WORD,
        unless=rf"{_MYSELF}|{_COLLEAGUE}",
    ),
    rule(
        "my patient",
        "patient _pt",
        rf"(?:my|our|this)(?: (?!patient)[\w'-]{{1,20}}){{0,3}} {_PATIENT}(?:,|"
        rf"\.?(?: (?!{NOT_A_PATIENT})"
        rf"[\w-]{{1,20}})?,? {_HAPPENS}\b)",
        unless=r"\b(?:as|like|become|becoming) (?:my|our)",
    ),
    rule(
        "my patient's result",
        "patient _pt",
        rf"{_PATIENT}'s? (?:\w+ ){{0,2}}{_RESULT}",
        r"(?:my|our|the|this|got a) pt\.? (?:w/?|with|has|is)\b",
        needs=Needs.WORD,
    ),
    rule(
        "one of my patients",
        "patients of_mine of_ours",
        r"(?:one|two|three|several|some|few) of (?:my|our) (?:\w+ )?patients (?:is|has|had|was|"
        r"died|"
        r"od|overdosed|told|with|who|coded|tested)\b",
        rf"{_PATIENT} of (?:mine|ours)\b",
    ),
    rule(
        "one of ours, ill",
        "one_of",
        r"one of (?:my|our) (?:\w+ )?patients\b",
        needs=Needs.WORD,
    ),
    rule(
        "i have a patient",
        "patient _pt",
        rf"{_WE} (?:have|had|got|{_TREATING}) {_ONE}{{0,3}}? {_PATIENT}\.?"
        r"(?: (?:today|yesterday|tonight|here|now))?(?: in [\w-]{1,20})?,? "
        rf"(?:{_HAPPENS}|in (?:icu|bed|room)|that|\d)",
        r"i'?ve (?:an?|this|another) (?:\w+ )?(?:patient|pt)\b",
    ),
    rule(
        "i treated someone",
        "saw see admitted treat discharged car look manag follow met",
        rf"{_WE} {_TREATING} {_ONE}{{0,4}}? (?:{_MAN}|mother|mom|veteran)\b",
        needs=Needs.WORD,
    ),
    rule(
        "someone i treated",
        "_i_ _we_",
        rf"(?:{_MAN}|patient|pt|\d+ ?yo?) (?:(?:that|who|whom) )?(?:i|we) (?:just )?"
        + one_of(
            "saw treated admitted discharged mentioned intubated delivered took_care_of cared_for"
        )
        + r"\b",
    ),
    rule(
        "someone who came in",
        _ARRIVAL_HOOKS,
        rf"(?:an?|this|another|one|the)(?: [\w-]{{1,20}}){{0,3}} (?:{_MAN}|mother|mom|veteran) "
        + rf"(?:{_COMES}|{_IS_TREATED})",
        needs=Needs.WORD,
    ),
    rule(
        "someone who came to us",
        _ARRIVAL_HOOKS,
        rf"{_SOMEBODY} {_COMES}(?: \w{{1,20}}){{0,2}}? {_OUR_PLACE} (?:with|for|after|because)\b",
        rf"{_SOMEBODY} {_IS_TREATED}(?: \w{{1,20}}){{0,2}}? {_OUR_PLACE}",
        needs=Needs.WORD,
        unless=r"\bmy (?:own )?"
        + one_of("wife husband spouse partner mother mom father dad son daughter child kid sister")
        + r"\b|\bmy (?:brother|baby|parent)",
    ),
    rule(
        "person in a bed",
        "_in_ _from_ _on_",
        rf"(?:pt|patient|{_MAN})\.? (?:in|from|on) (?:the )?(?:(?:icu|er|ed|sicu|micu|nicu|picu|"
        r"hallway|bay|ward|unit|next) ?){0,2}(?:bed|room|rm|bay)?\.? ?#?\d{1,3}[a-z]?"
        + but_not("percent years hours patients people has have weeks days")
        + r"(?! ?%)",
        r"patient in the next bed\b",
    ),
    rule(
        "bed and illness",
        "bed room rm bay hallway",
        r"(?:bed|room|rm|bay|hallway)\.? ?#?\d{1,4}[a-z]?\b",
        needs=Needs.WORD,
        unless=rf"\b(?:session|suite|office|meeting)\b|{CAREER.pattern}",
    ),
    rule(
        "chart opens",
        "patient pt",
        rf"(?:(?<!.)|(?<=[.!?:;,] )|(?<=\bthe )){_PATIENT},? "
        + one_of(
            "is was has had w/ with c/o presented presents presenting pulled refus\\w+ admitted "
            "came fell coded s/p on complain\\w+ report\\w+ denies takes"
        )
        + r"\b",
        needs=Needs.WORD,
        unless=rf"\bpt (?:with|has) \d+ years?|{_COLLEAGUE}",
    ),
    rule(
        "patient named",
        "patient pt",
        r"(?:patient|pt)(?:'s)? ?name(?:d|:| is| was)",
        r"(?:patient|pt): [a-z]+",
        rf"patient {_FIRST_NAME}\b",
        r"pt pulled out\b",
    ),
    rule(
        "how to reach a patient",
        "patient _pt",
        r"(?:patient|pt)\b.{0,40}(?:\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|\b[\w.+-]{1,40}@)",
    ),
    rule(
        "title, name and illness",
        "mr ms mis",
        _TITLE,
        needs=Needs.WORD,
        unless=rf"{_COLLEAGUE}|{CAREER.pattern}",
    ),
    rule(
        "title, name and room or age",
        "mr ms mis",
        _TITLE + r",? (?:in|from) (?:bed |room |rm )?\d{1,4}\b",
        _TITLE + r",? \(?\d{1,3}\b[,)]",
    ),
    rule("name and result", "'s s'", rf"{_FIRST_NAME}(?: [a-z][a-z-]{{0,20}})?'s? {_RESULT}"),
    rule(
        "name and illness",
        "has had is_ was_ present needs refuses",
        rf"{_FIRST_NAME},? (?:[a-z][a-z'-]{{0,20}}\.?,? )?(?:\(\d{{1,3}}\) )?(?:has|had|is on|was "
        r"admitted|was diagnosed|presented|needs|refuses|is (?:septic|dying))\b",
        needs=Needs.WORD,
        unless=rf"{_COLLEAGUE}|{CAREER.pattern}",
    ),
    rule(
        "someone elderly or admitted",
        "man lady male guy",
        r"(?:elderly|demented|homeless|intubated|septic|this) (?:man|woman|lady|gentleman|male|"
        r"female)",
        r"the (?:man|woman|lady|guy|gentleman) (?:i|we|in)\b",
        needs=Needs.WORD,
        unless=_COLLEAGUE,
    ),
    rule(
        "a case to write up",
        "case discharge progress",
        r"here'?s the case\b",
        r"(?:summari[sz]e|rewrite) (?:this|my|a) (?:discharge|progress|case)\b",
    ),
)

_VALUED = (
    r"bp|hr|rr|pulse|spo2|sats?|temp|tmax|fever|wbc|hgb|hb|hct|plts?|platelets|bun|creatinine|"
    r"potassium|sodium|bnp|inr|lactate|lipase|trop|troponin|a1c|psa|ef|e?gfr|nihss|gcs|cd4|tsh|pod"
)
_SHORTHAND = (
    r"[hcs] ?/ ?o|s ?/ ?p|[pa]/w|pmhx?|hpi|nkda|a&?ox?[0-4]|g\dp\d|dn[ri]|snf|(?:dx|hx|cc|rx) ?:|"
    r"t ?(?:3[4-9]|4[0-2])\.\d|k ?\d\.\d|na ?1\d\d|cr ?\d\.\d|q\d{1,2}h|[bt]id|crackles|a?febrile|"
    r"\d{2} ?[mf](?![\w'])|[mf] ?, ?\d{2}(?!\d)|\d{1,3} ?y ?/? ?o(?!\w)|sex ?: ?[mf]|[a-z]\d\d\.\d|"
    r"day \+\d|(?:ua|cxr|ct|mri|ekg)(?= (?:pos|neg|shows?|pending|w/))|admitted \d+/\d+"
)
# Marks of a chart line. One may stand in any question; two different ones make it a patient's.
CHART = re.compile(rf"\b(?:({_VALUED}) ?(?:(?:of|is|was|:|=|~) ?)?\d{{1,4}}\b(?!-)|({_SHORTHAND}))")
