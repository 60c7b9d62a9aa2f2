"""Words of the bedside: enough of them to tell a clinical question from a career question.

Endings carry most of the weight (the stems of the WHO and USAN drug names, and the Greek of
diagnoses), so that a drug approved next year is known too. The lists hold what has no such ending.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DRUG_ENDINGS = tuple(
    "cillin mycin micin floxacin cycline oxacin azole prazole bactam penem vir vudine "
    "olol pril sartan dipine statin fibrate gliptin gliflozin glutide glitazone thiazide semide "
    "parin xaban gatran plase grel zumab ximab limumab cizumab tinib ciclib platin taxel rubicin "
    "zepam zolam barbital oxetine triptyline triptan setron peridol apine idone codone morphone "
    "profen oxicam caine curonium asone isone olone terol tropium lukast phylline dronate "
    "nidazole formin tidine lamide drine pressin adol phine toin gabalin mustine azosin".split()
)
_DRUGS = frozenset(
    "aspirin tylenol acetaminophen paracetamol motrin advil aleve naproxen toradol ketorolac "
    "insulin lantus metformin ozempic warfarin coumadin heparin lovenox eliquis xarelto plavix "
    "lasix bumex digoxin amiodarone adenosine epinephrine epi norepi norepinephrine levophed "
    "phenylephrine dopamine dobutamine milrinone nitroglycerin hydralazine clonidine verapamil "
    "diltiazem fentanyl hydromorphone dilaudid oxycodone morphine tramadol methadone suboxone "
    "buprenorphine naloxone narcan ketamine propofol etomidate rocuronium dexmedetomidine precedex "
    "ativan xanax valium haldol lithium zoloft prozac sertraline citalopram escitalopram lexapro "
    "bupropion trazodone gabapentin keppra levetiracetam valproate depakote lamotrigine dilantin "
    "vanc vancomycin zosyn rocephin cefepime ceftriaxone cefazolin keflex cephalexin augmentin "
    "bactrim trimethoprim nitrofurantoin macrobid linezolid daptomycin flagyl rifampin isoniazid "
    "synthroid levothyroxine methimazole methotrexate colchicine allopurinol albuterol nebs "
    "benadryl diphenhydramine zofran reglan omeprazole protonix pantoprazole miralax lactulose "
    "tpa alteplase tnk tamoxifen cisplatin imodium loperamide melatonin ambien mannitol "
    "spironolactone lisinopril atropine flumazenil cetirizine sildenafil viagra paxlovid "
    "pred prednisone solumedrol magnesium nystatin ivermectin".split()
)
_NOT_DRUGS = frozenset("april cholesterol".split())

_CONDITION_ENDINGS = tuple(
    "itis emia aemia uria penia algia opathy osis oma ectomy plasty oscopy ostomy pnea cardia "
    "lysis rrhagia plegia paresis thorax megaly trophy phasia phagia kalemia lithiasis "
    "clampsia".split()
)
_CONDITIONS = frozenset(
    "sepsis septic pneumonia copd asthma dka hhs chf hfref hfpef afib fibrillation svt stemi "
    "nstemi mi stroke cva tia pe dvt uti aki ckd esrd cirrhosis ascites gerd ibs crohn colitis "
    "diabetes diabetic t2dm dm2 hypertension htn hypotension hypoxia ards rsv covid influenza "
    "flu strep mrsa cdiff hiv aids tb herpes shingles gonorrhea syphilis chlamydia cancer ca "
    "leukemia tumor tumour metastatic mass seizure seizures epilepticus epilepsy dementia "
    "delirium delirious parkinson parkinsons alzheimers als lupus gout arthritis fracture rash "
    "fever febrile neutropenic wheezing psychosis psychotic schizophrenia bipolar suicidality "
    "overdose etoh pregnancy pregnant breastfeeding postpartum hemorrhage bleed bleeding "
    "eclampsia labor anaphylaxis anaphylactic shock edema swelling infection cellulitis ulcer "
    "abscess wound laceration apnea hernia migraine headache concussion syncope "
    "palpitations nausea vomiting diarrhea constipation cough sob dyspnea obesity hospice chemo "
    "chemotherapy dialysis transfusion intubate intubated intubation extubate ventilator "
    "restraints coded tavr cabg sundowns leprosy autism embolism thrombosis ischemia infarction "
    "murmur arrhythmia tachycardia bradycardia trauma toddler sarcoidosis amyloidosis scoliosis "
    "anemia jaundice conjunctivitis syndrome nec glioblastoma disease diseases dehydration "
    "malaria measles tetanus anthrax typhoid convulsions hypovolaemic hypovolemic stridor "
    "thrombolysis immunizations ppis hpv pap incontinence giardia pseudomonas sprain urinary "
    "siadh pyelonephritis hypercapnia frax frailty osteopenia qsofa bronchodilator "
    "bronchodilators diuretic diuretics".split()
)
_NOT_CONDITIONS = frozenset(
    "academia diploma osteopathy homeopathy naturopathy nostalgia paraphernalia roma aroma "
    "oklahoma tacoma sonoma symbiosis osmosis trophy chroma kurtosis prognosis diagnosis "
    "analysis paralysis catalysis".split()
)
_FINDINGS = frozenset(
    "inr bnp troponin troponins lactate potassium sodium creatinine hemoglobin hgb platelet "
    "platelets a1c hba1c egfr gfr d-dimer dimer tsh lipase wbc abg ekg ecg mri xray x-ray echo "
    "biopsy labs qtc lbbb hco3 pco2 bilirubin bicarb calcium ferritin glucose spo2 sats ef bmi psa "
    "nodule tracing saline pressors pressor vasopressors fluids anticoagulant anticoagulants "
    "antibiotic antibiotics abx opioid opioids nsaid nsaids steroids antihypertensive "
    "antidepressant statins vaccine vaccines insulins benzos benzodiazepine needle catheter "
    "defibrillation cardioversion resuscitation contrast cholesterol".split()
)
_PHRASES = re.compile(
    r"\b(?:(?:heart|renal|kidney|liver|respiratory|hepatic)[ -](?:failure|injury|disease|stones?|"
    r"impairment|transplant)|(?:chest|abd|abdominal|back|flank) pain|blood (?:pressure|sugar|"
    r"thinner|culture)|beta[ -]?blocker|chest tube|ct (?:head|scan|chest|abd\w*|angio\w*|neg\w*|"
    r"for)|"
    r"head ct|sick(?:le)? cell|acid reflux|ear infection|strawberry tongue|neck stiffness|"
    r"sleeping pills?|c\.? ?diff|hip replacement|(?:gi|gastric|bypass) (?:bleed|bypass|sleeve)|"
    r"pulmonary (?:nodule|embol\w+)|lung (?:ca|nodule|mass)|(?:stage [0-9iv]+)|night sweats|"
    r"acidosis|alkalosis|stress test|lumbar puncture|central line|pulmonary hypertension|"
    r"pelvic inflammatory|kawasaki|myocardial|thyroid (?:storm|nodule)|otitis media|"
    r"ear ?ache|high anion gap|end[- ]stage|shortness of breath|withdrawing from|ng tube|"
    r"head trauma)\b"
)
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
_LONGEST_WORD, _SHORTEST_STEM = 30, 6


@dataclass(frozen=True, slots=True)
class Bedside:
    """How many different words of the bedside a text has; `drugs` are counted in `all` too."""

    drugs: int
    all: int


def bedside(text: str) -> Bedside:
    """Count them. The text is lower case."""
    words = {word for word in _WORD.findall(text) if len(word) <= _LONGEST_WORD}
    drugs = {word for word in words if _is_drug(word)}
    others = {word for word in words - drugs if _is_condition(word)}
    phrases = set(_PHRASES.findall(text))
    return Bedside(len(drugs), len(drugs) + len(others) + len(phrases))


def _is_drug(word: str) -> bool:
    return word in _DRUGS or (
        len(word) >= _SHORTEST_STEM
        and (word.endswith(_DRUG_ENDINGS) or word.startswith("cef"))
        and word not in _NOT_DRUGS
    )


def _is_condition(word: str) -> bool:
    return (
        word in _CONDITIONS
        or word.removesuffix("s") in _CONDITIONS
        or word in _FINDINGS
        or (
            len(word) >= _SHORTEST_STEM
            and word.endswith(_CONDITION_ENDINGS)
            and word not in _NOT_CONDITIONS
        )
    )
