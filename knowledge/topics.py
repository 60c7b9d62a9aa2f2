"""The subjects that programs teach and people ask for: one name each, and other words for it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from knowledge.programs import Program

_TOPICS = {
    "leadership": r"leader\w*|executives?|chief \w+ officers?|CMOs?|CNOs?|C-suite",
    "operations": r"operations?|operational|throughput|patient flow|lean|six sigma",
    "finance": r"financ\w+|budgeting|budgets|accounting|business|reimbursement|revenue",
    "strategy": r"strateg\w+",
    "negotiation": r"negotiat\w+",
    "conflict": r"conflict(?! of interest)s?|difficult conversations?|mediation",
    "communication": r"communicat\w+|serious illness conversations?|difficult conversations?",
    "team-based care": (
        r"team-?based|teamwork|teamstepps|(?:high-performing|care|leading|building|effective) "
        r"teams?|"
        r"team (?:training|building|communication|science|care)|inter-?professional\w*|"
        r"interdisciplinary|multidisciplinary"
    ),
    "change management": r"change management|lead(?:ing)? change|implementation",
    "project management": r"project management",
    "health policy": r"polic(?:y|ies)|advocacy",
    "population health": r"population health|public health",
    "quality improvement": (
        r"(?<!high )(?<!high-)(?<!good )quality(?! of life)|QI|PDSA|improvement science|"
        r"performance improvement"
    ),
    "patient safety": (
        r"safety|safe care|harm(?! reduction)|falls? prevention|human factors|high reliability"
    ),
    "root cause analysis": r"root cause\w*|RCA2?|FMEA",
    "measurement": r"measurement|measuring|metrics|run charts?|control charts?",
    "infection control": (
        r"infection (?:control|prevention)|infection preventionists?|hand hygiene|CLABSI|CAUTI"
    ),
    "antimicrobial stewardship": r"antimicrobial stewardship|antibiotics?|stewardship",
    "informatics": r"informatic\w*|EHRs?|electronic health records?|health IT",
    "data and analytics": r"data|analytics|statistics",
    "artificial intelligence": r"artificial intelligence|AI|machine learning",
    "digital health": r"digital health|telehealth|telemedicine",
    "education and teaching": r"teach\w*|educators?|faculty development|precept\w*|curricul\w+",
    "mentoring": r"mentor\w*|coaching",
    "simulation": r"simulat\w+|debriefing",
    "research": r"research\w*|clinical trials?",
    "evidence-based practice": r"evidence-based|EBP",
    "ethics": r"ethic\w*|bioethics",
    "professionalism": r"professionalism|boundar(?:y|ies)",
    "medical errors": r"medical errors?|error prevention",
    "risk management": r"risk management|malpractice|liability",
    "law and rules": r"laws?|rules|jurisprudence|legal|HIPAA",
    "opioid prescribing": r"opioids?|controlled substances?|MATE(?: Act)?|DEA",
    "pain management": r"pain",
    "substance use disorder": (
        r"substance use|SUD|ASAM|tobacco|nicotine|smoking|alcohol|addict\w*|opioid use disorder|"
        r"OUD|MATE(?: Act)?|buprenorphine|"
        r"harm reduction"
    ),
    "implicit bias": r"(?:implicit|unconscious) bias|bias (?:training|class|course)|anti-?bias",
    "cultural competence": r"cultural\w*|LGBTQ\w*|diversity|inclusion",
    "health equity": r"equity|disparit\w+|social determinants",
    "human trafficking": r"trafficking",
    "domestic violence": r"domestic violence|intimate partner violence|IPV",
    "child abuse": r"child abuse|child maltreatment|mandated report\w+|mandatory report\w+",
    "suicide prevention": r"suicid\w+",
    "mental health": r"mental health|psychiatr\w+|depression|anxiety|behavioral health",
    "well-being and burnout": r"well-?being|wellness|burn(?:ed )?-?out|resilience",
    "palliative care": r"palliative|end[- ]of[- ]life|hospice|goals of care|advance care",
    "geriatrics": r"geriatric\w*|older adults?|aging|dementia|alzheimer\w*",
    "cardiology": r"cardi\w+|heart|hypertension|ECGs?|EKGs?|ACLS",
    "diabetes": r"diabet\w+|endocrin\w+|insulin",
    "oncology": r"oncolog\w+|cancer|chemo\w*|immunotherapy",
    "emergency medicine": r"emergency|trauma(?!-informed)|ACLS|BLS|PALS|ATLS|TNCC",
    "critical care": r"critical care|ICU|intensive care|sepsis",
    "primary care": r"primary care|family (?:medicine|practice)|internal medicine",
    "women's health": r"women'?s health|obstetric\w*|gynecolog\w*|pregnan\w+|lactation|perinatal",
    "pediatrics": r"pediatric\w*|children|neonat\w+|newborns?",
    "infectious disease": r"infectious|HIV|hepatitis|STDs?|STIs?|tuberculosis|COVID\S*",
    "vaccines": r"vaccin\w*|immuniz\w*",
    "pharmacotherapy": (r"pharmacotherapy|pharmacolog\w+|drug therapy|MTM|(?<!opioid )prescribing"),
    "medication safety": r"medication (?:safety|errors?)",
    "sterile compounding": r"sterile|compounding",
    "pharmacogenomics": r"pharmacogen\w+|genomic\w*|genetic\w*",
    "advanced practice": r"advanced practice|nurse practitioners?",
    "surgery": r"surger(?:y|ies)|surgical|surgeons?|perioperative",
    "anesthesia": r"anesthesi\w*|airway",
    "radiology": r"radiolog\w*|imaging|ultrasound|POCUS",
    "nutrition": r"nutrition(?:al)?|diets?|dietary|obesity",
    "wound care": r"wounds?|ostomy|pressure (?:injur\w+|ulcers?)",
    "nurse staffing": r"staffing|scheduling",
    "case management": r"case management|care coordination|discharge",
    "regulation and accreditation": r"regulat\w+|accreditation|compliance|joint commission",
}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Compiled when first needed, because a question may have nothing to do with programs."""
    return {
        name: re.compile(rf"\b(?:{re.escape(name)}|{words})\b", re.IGNORECASE)
        for name, words in _TOPICS.items()
    }


def topics_in(text: str) -> tuple[str, ...]:
    """The topics that a text speaks of, in the order of the list."""
    return tuple(name for name, pattern in _patterns().items() if pattern.search(text))


def topic_mentions(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where a text speaks of topics: from, to, and the name. Words within those of another topic,
    such as "safety" in "medication safety", count for that one only."""
    found = sorted(
        (*match.span(), name) for name, each in _patterns().items() for match in each.finditer(text)
    )
    return tuple(one for one in found if not any(_within(one, other) for other in found))


def _within(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one[1] - one[0] < other[1] - other[0]


def teaches(program: Program, topic: str) -> bool:
    """Whether the record says that the program is about a topic: in its topics, its title, its
    skills or the topics a board demands."""
    return topic in taught(program)


@lru_cache(maxsize=4096)
def taught(program: Program) -> frozenset[str]:
    """Every topic that `teaches` is true of."""
    stated = (program.title, *program.topics, *program.competencies)
    mandated = tuple(mapped.topic for mapped in program.mandatory_topics)
    return frozenset((*program.topics, *mandated, *topics_in(" / ".join((*stated, *mandated)))))
