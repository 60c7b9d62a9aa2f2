"""The titles of professions and specialties as people write them, in letters of any size."""

from __future__ import annotations

# The more special come first: what one has taken, the next do not see.
PROFESSIONS = {
    "nurse anesthetist": (
        r"crnas?|srnas?|(?:certified registered |student )?nurse "
        r"an[ae]+sthetists?"
    ),
    "advanced practice nurse": (
        r"(?:family |acute care |psych(?:iatric)? |adult |pediatric )?nurse[- ]pract(?:itioner)?s?|"
        r"(?:[fpna]|wh|ac|ag)?nps?(?:'s)?|n\.p\.?|[fpna]np-?(?:c|bc)|(?-i:[AF]?NP-?(?:C|BC)|"
        r"AGACNPs?|ACNPs?|AGNPs?|PMHNPs?|"
        r"WHNPs?)|pmhnps?|"
        r"aprns?|arnps?|apns?|"
        r"advanced[- ]practice (?:registered )?nurs(?:es?|ing)|clinical nurse specialists?|"
        r"(?-i:CNSs?)|"
        r"(?:certified )?(?:nurse[- ])?midwi(?:fe|ves|fery)(?! students?)|cnms?|(?-i:DNPs?)"
    ),
    "practical nurse": r"lpns?|lvns?|(?:licensed )?(?:practical|vocational) nurs(?:es?|ing)",
    "nurse": (
        r"(?:registered |staff |bedside |charge |floor |school |travel |new grad(?:uate)? |flight |"
        r"public health |student ){0,3}"
        r"(?:nurses?(?:'s?)?(?![- ](?:staffing|led|driven|patient|to patient|call|turned)))"
        r"(?: (?:managers?|leaders?|educators?|executives?|residents?|"
        r"informaticists?|mgrs?|preceptors?))?|"
        r"nursing(?! (?:homes?|informatics|practice|assistants?|school|staff(?:ing)?))|"
        r"(?:bsn[- ])?rns?(?:'s)?(?:[- ]bsn)?|r\.n\.?|(?-i:BSN|ADN)"
    ),
    "physician assistant": (
        r"physician(?:'?s'?)? (?:assistants?|associates?|asst)|(?-i:P\.A\.?s?)|(?-i:PAC?s?)|pa-cs?|"
        r"(?:(?<=\ba )|(?<=\bas )|(?<=\bnew ))pa(?! (?:system|line|pressure|catheter|turnpike))|"
        r"(?:(?<=\bfor )|(?<=\band )|(?<=\bor )|(?<=/))pas(?![ -](?:de|un)\b)|pa(?= (?:here|"
        r"student))"
    ),
    "pharmacy technician": (
        r"pharm(?:acy|\.)? tech(?:nician)?s?|pharmacy technicians?|cphts?|rx techs?"
    ),
    "pharmacist": (
        r"pharmacy (?:residents?|students?|interns?)|(?:clinical |hospital |staff |retail |"
        r"community "
        r")?(?:pharmacists?(?:'s?)?|pharms?(?= here| looking))|pharm\.?[ -]?ds?|"
        r"r\.?ph\.?s?|pharmacy|(?-i:BCPS)"
    ),
    "therapist": (
        r"(?:physical|occupational|respiratory|resp\.?|phys|occ|speech|massage|"
        r"rehab)(?:[- ]language)?(?:[- ]therapy)? "
        r"(?:therapists?|therapy|pathologists?|care practitioners?)(?: assistants?)?|"
        r"speech paths?|physios?(?:therapists?)?|dpts?|otrs?|(?:(?<=i'm a )|(?<=im a )|(?<=am a )|"
        r"(?<=as a )|(?<=\ban ))(?:pt|ot|rt|slp)(?! with)|(?:pt|ot|rt|slp)(?= here)|slps?|"
        r"speech[- ]language pathologists?|(?-i:RTs?|"
        r"RRTs?|PTs?|OTs?|SLPs?|PTAs?|COTAs?)|"
        r"(?:rts|rrts|pts(?= and ots)|ots(?! of)|cotas?|ptas?)|resp(?:iratory)? techs?|therapists?"
    ),
    "dentist": (
        r"dentists?|dental(?: (?:hygienists?|assistants?|professionals?))?|hygienists?|"
        r"(?-i:DDS|DMD|RDH)|(?:orth|end|peri|prosth)odontists?|oral surgeons?|rdhs?"
    ),
    "psychologist": r"(?:clinical |neuro)?psychologists?|psy\.?ds?",
    "social worker": (
        r"(?:clinical |medical )?social work(?:ers?)?|l[cmi]*sws?(?:-?[ac])?|licsws?|[mb]sws?"
    ),
    "dietitian": (
        r"(?:registered )?diet[ie]?[ct]ians?|nutritionists?|(?-i:RDNs?|RDs?|LDNs?)|rdns?|"
        r"(?:(?<=i'm an )|(?<=im an )|(?<=for an ))rd|rd(?= here)|dietetics"
    ),
    "paramedic": (
        r"(?:flight |critical care )?(?:para)?medics?|a?emts?(?:-?[abp])?|"
        r"ems(?: (?:providers?|crew|staff))?|first responders?"
    ),
    "administrator": (
        r"(?:hospital |healthcare |health care |practice |clinic |nursing home |health "
        r")*(?:administrators?|execs|admins?(?= here))|(?:hospital|clinic|practice|healthcare) "
        r"(?:admins?|execs?)|l?nhas?|"
        r"(?:healthcare|hospital|health care|health system|non-?clinical) (?:executives?|"
        r"leaders?|managers?)|"
        r"(?:practice|office|clinic) managers?|(?-i:FACHE)"
    ),
    "physician": (
        r"(?:osteopathic |attending |family |primary care |emergency |hospital |academic |"
        r"early[- ]career ){0,3}"
        r"physicians?(?:'s?)?(?![- ](?:led|patient|orders?))(?: (?:leaders?|executives?|"
        r"advis[eo]rs?))?|"
        r"(?:family |er |ed |primary care |hospital )?doctors?(?:'s?)?(?![- ](?:of|patient|notes?|"
        r"appointments?|visits?|orders?|office))|(?:family |er |"
        r"ed |primary care |hospital )?docs?(?!\.)|"
        r"m\.?d\.?s?|(?-i:D\.?O\.?s?)|attendings?|"
        r"(?:medical |surgical |chief |family medicine |psych |pgy-?\d )?residents?|pgy-?\d|"
        r"interns?(?! rate)|ms[34]s?|house ?(?:officers?|staff)|med(?:ical)? students?|"
        r"(?:\w+ )?fellows?|pcps?|(?-i:GPs?)|general practitioners?|medical students?"
    ),
}
"""What people call themselves, by the profession."""

SPECIALISTS = {
    "hospital medicine": r"hospitalists?|nocturnists?",
    "internal medicine": r"internists?",
    "surgery": (
        r"(?:general |trauma |vascular |cardiac |\w*thoracic |plastic |neuro-?)?(?<!oral )surgeons?"
    ),
    "pediatrics": r"pa?ediatricians?|neonatologists?",
    "obstetrics and gynecology": (
        r"ob[-/ ]?gyns?|obstetricians?|perinatologists?|(?:uro)?gyn[ae]*cologists?"
    ),
    "psychiatry": r"psychiatrists?",
    "anesthesiology": r"an[ae]*sthesiologists?",
    "radiology": r"radiologists?",
    "oncology": r"(?:\w+ )?oncologists?|hematologists?",
    "cardiology": r"(?:\w+ )?cardiologists?",
    "neurology": r"neurologists?",
    "dermatology": r"dermatologists?",
    "pathology": r"(?<!language )(?<!speech )pathologists?",
    "urology": r"urologists?",
    "nephrology": r"nephrologists?",
    "gastroenterology": r"gastroenterologists?",
    "endocrinology": r"endocrinologists?",
    "pulmonology": r"pulmonologists?",
    "rheumatology": r"rheumatologists?",
    "ophthalmology": r"ophthalmologists?",
    "orthopedics": r"ortho(?:pa?edic (?:surgeon|doctor)s?|pa?edists?|pods?)",
    "critical care": r"intensivists?",
    "geriatrics": r"geriatricians?",
    "infectious disease": r"(?:id|infectious disease) (?:doctor|doc|physician|specialist)s?",
    "allergy and immunology": r"allergists?|immunologists?",
    "physical medicine": r"physiatrists?",
    "otolaryngology": r"otolaryngologists?|ent (?:doctor|doc|physician|surgeon)s?",
}
"""Physicians that are called by their specialty."""

FIELDS = {
    "critical care": r"icu|intensive care|critical care|nicu|picu|micu|sicu|ccu",
    "emergency medicine": r"emergency(?: department| room| medicine)?|(?-i:ED)|er|ed|a&e",
    "surgery": r"surgical|surgery|(?-i:OR)|operating room|perioperative|periop|pacu|trauma",
    "oncology": r"oncology|onc|cancer|infusion",
    "pediatrics": r"pa?ediatrics?|peds",
    "obstetrics and gynecology": (
        r"ob|ob[-/ ]?gyn|labor and delivery|l&d|women's health|maternity|perinatal"
    ),
    "psychiatry": r"psych(?:iatric|iatry)?|mental health|behavioral health",
    "medical-surgical": r"med[- /]?surg|medical[- ]surgical",
    "cardiology": r"cardiology|cardiac|cath lab|tele(?:metry)?",
    "neurology": r"neuro(?:logy|science)?|stroke",
    "orthopedics": r"ortho(?:pa?edics?)?",
    "nephrology": r"nephrology|dialysis|renal",
    "hospice and palliative medicine": r"hospice|palliative(?: care)?",
    "geriatrics": r"geriatrics?|long-term care|nursing home",
    "primary care": r"primary care|outpatient|ambulatory(?: care)?",
    "family medicine": r"family medicine|family practice|(?-i:FM)",
    "internal medicine": r"internal medicine|(?-i:IM)",
    "anesthesiology": r"anesthesia|anesthesiology",
    "radiology": r"radiology|imaging",
    "dermatology": r"dermatology|derm",
    "infectious disease": r"infectious diseases?|hiv",
    "home health": r"home health|home care",
    "hospital medicine": r"hospital medicine",
}
"""Where people work, by the specialty."""

WHO = (
    r"nurses?(?! practit)|rns?|nurse practitioners?|nps?|aprns?|pas?|PA-C|physician "
    r"(?:assistant|associate)s?|pharmacists?|"
    r"pharmds?|physicians?|doctors?|docs?|mds?|residents?|fellows?|social workers?|therapists?|"
    r"dietitians?|"
    r"attendings?|psychologists?|team|unit|staff|crew|department|techs?|provider"
)
"""Whom a field of work may stand before."""
