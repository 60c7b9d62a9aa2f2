"""How despair and danger sound: the rules see the text without apostrophes ("dont", "im").

They lean towards help: a member who is asked in vain whether they are safe has lost little.
"""

from __future__ import annotations

import re

from bot.answering.scope_rules import but_not, one_of, rule

# With one of these near, despair may be the topic of a course and nobody's own ...
TOPIC = re.compile(
    r"\b(?:cme|ce|ceus?|credits?|courses?|class|train|trained|training|webinars?|modules?|"
    r"lectures?|workshops?|seminars?|conferences?|certificat\w+|curricul\w*|educat\w*|teach\w*|"
    r"podcast|prevention|screening|simulation|articles?|research|require\w*)\b"
)
# ... unless one of these stands close before: then it is said of a person.
SPEAKER = re.compile(r"\b(?:i|im|ive|id|ill|my|me|she|shes|he|hes)\b|my ?self")

_I = one_of("i im ive she shes he hes")
_SELF = r"(?:my ?self|him ?self|her ?self|themsel(?:f|ves)|your ?self)"
_SOMEONE = one_of(
    "husband wife partner boyfriend girlfriend spouse ex he hes she shes they theyre dad father "
    "mother son brother someone somebody man guy patient"
)
_NOT = one_of("dont do_not didnt doesnt does_not wont wouldnt no_longer not never")
_CANNOT = r"(?:cant|can ?not|couldnt|could not|unable to)"
_ANY_MORE = r"(?:any ?more|any longer|much longer|now)"
_WISHES = (
    r"(?:want|wants|wanted|wanting|wanna|wish|wishes|wished|rather|going|gonna|plan\w*|try|trying|"
    r"ready|deserves?|hop(?:e|es|ing)|about how|i (?:need|must|should|have))"
)
_TO_BE = r"(?: (?:i|id|im|she|he|they|was|were|could|would|to|just|really|only|be|all)){0,4}"
_THINKS_OF = (
    r"(?:th(?:ink\w*|oughts?) (?:of|about)|fantasi\w+ (?:of|about)|dream\w* (?:of|about)|"
    r"feel(?:s|ing)? like|imagin\w+)(?: just| actually)?"
)
_HARMS = (
    r"(?:k[i1!*]l+(?:s|ed|ing)?|hurt\w*|harm\w*|cut|cuts|cutting|shoot\w*|shot|hang\w*|stab\w*|"
    r"drown\w*|poison\w*|starv\w*|burn(?:s|ed|t|ing)?|scratch\w*|hit|hitting|top|offing)"
)
_MEANS = (
    r"(?:pills|tablets|capsules|bottle|overdose|meds|medications?|tylenol|paracetamol|bleach|"
    r"poison)" + but_not("courses? class modules? exam aide administration management safety")
)
_WORK = (
    r"\b(?:jobs?|shifts?|nights|commut\w+|bedside|careers?|specialty|roles?|workload|schedules?|"
    r"paperwork|charting|courses?|credits?|manager|boss|unit|department)\b"
)
_CANNOT_TAKE_IT = (
    rf"{_CANNOT} (?:(?:\w+ )?(?:do|take|bear|stand|handle) (?:this|it|life) {_ANY_MORE}|any ?more|"
    r"keep doing this)\b"
)
_AT_THE_END = (
    r"(?:(?:killing|destroying|crushing|breaking|drowning|suffocating) me|"
    r"im (?:\w+ )?(?:done|broken|drowning|finished|falling apart|losing it|at my limit)"
    r"(?! with| for| at| in| my)|hopeless|worthless|despair|no (?:hope|point)|"
    r"nothing (?:helps|left)|cry(?:ing)? (?:every|all|in))\b"
)
_INTENDS = (
    r"(?:going to|gonna|want(?:s|ed|ing)? to|wanna|will|ill|threat\w+ to|plan\w* (?:to|on)|"
    r"(?:think\w*|thoughts?|fantasi\w+) (?:of|about)|about to|might|ready to)"
    r"(?: (?:just|really|go|come|in|back|and)){0,4}"
)
_PLACE = (
    r"(?:the|this|that|my|our)(?: \w{1,20}){0,2}? (?:hospital|clinic|ed|er|icu|"
    r"unit|office|place|building|school|floor|ward|department|workplace|facility|pharmacy|nursing "
    r"home|conference)\b"
)
_OTHERS = (
    r"(?:him|her|them|every ?one|every ?body|someone|somebody|people|(?:my|the|our|his|her|their|a|"
    r"an|this|that|some|all)(?: \w{1,20}){0,2}? (?:boss|bosses|managers?|supervisors?|director|"
    r"coworkers?|colleagues?|nurses?|doctors?|physicians?|surgeons?|attending|preceptor|staff|"
    r"patients?|husband|wife|partner|ex|boyfriend|girlfriend|kids?|children|family|mother|father|"
    r"neighbou?r|people))"
)
_A_PLACE_OR_TIME = "in near at on far there here outside alone for when until late past during"

CRISIS = (
    rule(
        "wants to die",
        "die dead dying disappear vanish overdose",
        _WISHES
        + _TO_BE
        + r" (?:die|dead|dying|disappear|vanish|overdose)"
        + but_not(
            "on_this_hill on_that_hill of_laughing of_boredom hard certain set sure serious "
            "tired from into in if_i"
        ),
    ),
    rule(
        "would rather not wake up",
        "wake woke exist",
        _NOT
        + r"(?: want| wanna| have)?(?: to)?(?: ever)? (?:wake|woken) up"
        + but_not("at early before for in on rested refreshed feeling"),
        _I + r"\b.{0,60}\b(?:stop existing|ceas\w+ to exist)\b",
        _I + r"\b.{0,60}\b(?<!does )(?<!do )(?<!did )not exist(?:ing)?" + but_not("in"),
    ),
    rule(
        "hurts oneself",
        "self sel elves",
        _HARMS
        + " "
        + _SELF
        + but_not(
            "off some short out over up a_slice a_piece a_break a_deal a_check on_an? on_the "
            "on_shift on_my with_a_needle with_a_scalpel with_work with_overtime at_work lifting "
            "moving while in_the_foot to_get to_finish to_earn to_pass to_make to_meet to_study "
            "for_this"
        ),
        r"off my ?self",
    ),
    rule(
        "harms one's body",
        "self overdos _od_ _oded wrist vein throat arm urge",
        _I + r"(?: \w+){0,6} self[- ]?harm\w*",
        r"^self[- ]?harm\w*$",
        r"(?:i|ive|she|he|wife|husband|friend|roommate|son|daughter|colleague|coworker)"
        r"(?: just| have| has| may have)? (?:overdosed|oded|od)\b",
        r"overdosed on purpose",
        r"(?:cut|cutting|slit|slitting|scratching|scratched) (?:my|her|his) "
        r"(?:wrists?|veins?|throat|arms?)\b",
        r"urges? to (?:cut|hurt|harm|die|kill|jump|self)" + but_not("costs corners back hours"),
    ),
    rule(
        "ends a life",
        "end tak took",
        r"(?:end|ends|ending|ended|take|takes|taking|took|taken) (?:it all|this life|the pain for "
        r"good|(?:my|her|his|their)(?: own)? (?:li(?:fe|ves)|pain|suffering))"
        + but_not("in to back into seriously forward scores? course training sciences?"),
        r"ending (?:it|things)" + but_not("with early on at there"),
        r"end it (?:tonight|now|today)\b",
    ),
    rule(
        "suicidal",
        "suicidal",
        r"^suicidal\W*$",
        r"(?:im|am|i feel|feeling|felt|feels|been|was|is|are|be|shes|hes|being|become|getting|went)"
        r"(?: \w+){0,2} suicidal" + but_not("patients? clients? ideation risk behaviou?r"),
        r"(?:i|im|ive|my|her|his|having)(?: \w+){0,3} suicidal (?:thoughts|ideation|feelings)\b",
    ),
    rule(
        "thinks of suicide",
        "suicide goodbye",
        r"(?:contemplat\w+|th(?:ink\w*|oughts?) (?:of|about)|attempted|commit\w*|threaten\w*|"
        r"consider\w*|tried|plan\w*|talk\w* (?:of|about))(?: \w+)?"
        r"(?<!career)(?<!professional) suicide"
        + but_not(
            "prevention screen\\w* aware\\w* risk training course education assess\\w* cme ce "
            "safer? research rates? in at among"
        ),
        r"(?:suicide|goodbye) (?:notes?|letters)" + but_not("to_my_patients to_patients to_staff"),
    ),
    rule(
        "thinks of dying",
        "dying death exist waking not_being dead ending jumping stepping driving crashing painless "
        "die do_it overdos self disappear cutting",
        _THINKS_OF
        + r" (?:dying|being dead|not (?:existing|waking up|being (?:here|around|alive))|ending my "
        r"(?:own )?life|ending everything|stepping in front|crashing|disappearing|overdosing|"
        r"self[- ]?harm\w*|(?:driving|jumping)(?: my car| the car)? (?:off|into the|in front))\b",
        _THINKS_OF + r" (?:jumping|cutting)(?=\W*$|[.,!?])",
        _THINKS_OF + r" death" + but_not("and doula certific\\w+ investigat\\w+ with in"),
        r"painless(?:ly)?\b.{0,20}\b(?:die|way|ways|go)\b",
        r"it would be painless",
        r"ways to (?:die|end the pain)\b",
        r"how (?:id|i would|i will|to) (?:die|kill my\w*)\b",
        r"plan\w* (?:out )?how (?:id|i would|ill) do it\b",
    ),
    rule(
        "does not want to live",
        "live living alive exist be_here",
        _NOT
        + r"(?: \w+){0,2} (?:want|wanna|wish|deserve)(?: to)? (?:live|be here)"
        + but_not(_A_PLACE_OR_TIME + " to all with_my with_a with_room\\w+"),
        _NOT + r"(?: \w+){0,2} (?:want|wanna|wish)(?: to)? (?:be alive|exist|keep living)\b",
    ),
    rule(
        "no reason to live",
        "live living alive exist going go_on carry_on trying born up_on point",
        r"(?:reason|point|worth|tired|sick|done|will|hate|nothing)(?: \w+){0,2} "
        r"(?:of |to |in |with |for me to )?(?:keep )?(?:living|live|being alive|existing)"
        + but_not(_A_PLACE_OR_TIME + " with paycheck out"),
        _CANNOT
        + r" (?:\w+ )?(?:keep|go|continue)(?: on)? (?:living|existing)"
        + but_not(_A_PLACE_OR_TIME + " paycheck with two so this_far off apart out"),
        _CANNOT + r" (?:\w+ )?live (?:like this|this way)\b",
        r"(?:worth|point in) going on" + but_not("the a to this call leave with"),
        r"(?:reason|point)(?: \w+){0,2} (?:keep going|keep trying|carry on|go on)"
        + but_not("to the a this with"),
        r"why i should (?:keep going|keep trying|go on|bother)" + but_not("to the with"),
        r"the point (?:is )?" + _ANY_MORE + but_not("in of to"),
        r"(?:see the|no) point any ?more" + but_not("in of to"),
        r"the point (?:of|in) (?:it all|anything|everything|any of (?:it|this)|being here|"
        r"(?:waking|getting) up)" + but_not("for at besides beyond except other_than apart_from"),
        r"nothing (?:left )?to live for\b",
        r"(?:never been|hadnt been) born\b",
        r"deserve to (?:live|die|be alive)\b",
        r"giv\w+ up on (?:life|living|everything|my ?self)" + but_not("sciences?"),
    ),
    rule(
        "wants to give up",
        "giv",
        r"(?:(?:feel(?:s|ing)?|felt) like giving|(?:wants?|ready|about) to (?:just )?give)"
        r" up(?=\W*$|\W*[.,!?;]| (?:completely|entirely|altogether|any ?more|today|tonight|now|"
        r"every day|all the time|and (?:i|im|die|never|not))\b)",
    ),
    rule(
        "better off without me",
        "without_me dead if_i burden nobody no_one noone absence existence being_here",
        r"better off dead\b",
        r"(?:better|ok|okay|fine|happier|easier|simpler)(?: off)? without me"
        + but_not("as in on at leading there"),
        r"if i (?:just |simply )?(?:wasnt|werent|was not|were not)(?: \w+){0,2}? (?:here|around|"
        r"alive|"
        r"in the picture)\b",
        r"if i (?:just |simply )?(?:(?:was|were) (?:dead|never born)|died|disappeared|vanished|"
        r"faded)\b",
        r"if i (?:was|were) gone" + but_not("for on to at over that"),
        r"(?:im|i am|i feel like|feel like im|want to be) a burden" + but_not("of"),
        r"burden (?:to|on) (?:every|the people|others|them|my (?:family|kids|wife|husband))",
        r"my (?:absence|existence) would (?:just )?make\b",
        r"my (?:being here|existence)(?: \w+){0,3} harm\b",
        r"(?:nobody|no one|noone) (?:would|will) (?:really |even )?(?:miss me|(?:care|notice) if i "
        r"(?:was|were|am|died))\b",
        r"(?:nobody|no one) cares if im (?:alive|dead)\b",
    ),
    rule(
        "cannot go on",
        "go_on going carry_on live_with trust stay_safe the_night",
        _CANNOT
        + r" (?:\w+ )?go on(?=\W*$|\W*[.,!?;]| (?:any|like this|living|with (?:life|this|it all)|"
        r"much|and|but|i|im|pretending)\b)",
        _CANNOT + r" (?:\w+ )?keep going" + but_not("to back on through over around"),
        _CANNOT + r" (?:\w+ )?carry on" + but_not("as with_the with_my with_a"),
        _CANNOT + r" (?:\w+ )?live with (?:my ?self|her ?self|him ?self|what i)\b",
        r"(?:dont|do not|not sure i) think i can (?:go on|keep going)" + but_not("to the a with"),
        r"i " + _CANNOT + r" stay safe\b",
        _NOT + r" make it through the night\b",
        _NOT + r" trust my ?self\b.{0,12}\b(?:alone|tonight|right now|home)\b",
    ),
    rule(
        "cannot take this any more",
        "cant cannot can_not think_i_can",
        _CANNOT + r" (?:\w+ )?(?:do|take|bear) (?:this|it|life) " + _ANY_MORE + r"\b",
        r"(?:cant|think i can) keep doing this\b",
        unless=_WORK,
    ),
    rule(
        "cannot take this and is at the end",
        "cant cannot can_not",
        _CANNOT_TAKE_IT + r".{0,80}\b" + _AT_THE_END,
        _AT_THE_END + r".{0,80}\b" + _CANNOT_TAKE_IT,
    ),
    rule(
        "despair",
        "hope no_way future see_ for_me in_me matters hate_my being_alive want_ despair goodbye "
        "fight edge vanish disappear my_things my_stuff my_belongings for_good everything to_me "
        "unalive kms",
        r"(?:am|im|feel|feels|feeling|felt|so|completely|is|all|everything)(?: \w+){0,2} hopeless"
        + but_not("at about with in case when_it romantic"),
        r"no hope left\b",
        r"(?:lost|losing) (?:all |my |every )*hope" + but_not("of in for that"),
        r"no way out" + but_not("of"),
        r"(?:dont|cant|do not|can ?not) see (?:a|any|another) (?:way out|future)"
        + but_not("of in here at with for_this for_my_career for_my_job"),
        r"(?:see|have) no future" + but_not("in here at with"),
        r"nothing (?:left )?(?:for|in) me" + but_not("to here at"),
        r"(?:none of it|nothing) (?:even |really )?matters" + but_not("more as here"),
        r"hate (?:my life|being alive)\b",
        r"want (?:it|the pain|everything)(?: just)?(?: all)? to (?:stop|end|be over)\b",
        r"in despair\b",
        r"goodbye (?:everyone|everybody|forever|world|all)\b",
        r"texted me goodbye\b",
        r"(?:vanish|disappear) (?:for good|forever)\b",
        r"no fight left\b",
        r"at the edge" + but_not("of"),
        r"giv\w+ away (?:\w+ ){0,2}my (?:things|stuff|belongings)\b",
        r"giv\w+ my (?:things|stuff|belongings) away\b",
        r"check out for good\b",
        r"done with everything\b",
        r"stopped caring (?:about )?what happens to me\b",
        r"unalive\b",
        r"(?<!\d )kms\b",
    ),
    rule(
        "has taken something",
        "took taken take swallow drank drunk overdose plan how_many lethal",
        r"(?:took|taken|swallow|swallowed|drank|drunk) (?:an?|all|too m\w+|the whole|some|several|"
        r"\d+)(?: (?!course|class|cme|train|module|webinar|exam|job|position|workshop)\w+){0,5}? "
        + _MEANS,
        r"(?:swallowed|drank|drunk|taken) " + _MEANS,
        r"take (?:all|too many|the whole|a (?:bottle|handful)) (?:\w+ ){0,3}" + _MEANS,
        r"how many " + _MEANS + r" (?:to take|would it take|it would take|does it take|will)\b",
        r"(?:easy|many|much).{0,30}\bto overdose\b",
        r"(?:i|ive|im|my)\b.{0,40}\blethal (?:dose|amount)\b",
        r"plan and (?:the|a|my)\b.{0,20}\b(?:do it|pills|gun|rope|fentanyl)\b",
    ),
    rule(
        "about to act",
        "jump stupid drastic what_i front off_ edge_of on_the on_a",
        r"(?:going|want) to jump" + but_not("to into in at ship on through over right straight"),
        r"do something (?:stupid|drastic)\b",
        r"(?:afraid|scared|frightened|terrified) of what i (?:might|may|could|will) do\b",
        r"in front of (?:a|the) (?:train|bus|truck|car)\b",
        r"(?:off|edge of|standing on) (?:a|the) (?:bridge|roof|building|cliff|ledge)\b",
    ),
    rule(
        "is in danger",
        "safe danger _me gun knife home",
        r"not safe (?:with my ?self|at home|tonight|alone|right now|with (?:him|her|my))\b",
        _NOT + r" feel safe (?:going home|at home|alone|with (?:him|her|my|my ?self))\b",
        r"unsafe at home\b",
        r"(?:im|i am|we are|shes|she is|hes|he is|my (?:kids|family) are) in danger"
        + but_not("of"),
        r"(?:scared|afraid|terrified) (?:to go|of going) (?:back )?home\b",
        _SOMEONE
        + r"(?: \w+){0,2} (?:hits|beats|beat|chok\w+|hitting|beating|hurting|stalk\w+|rap\w+) me"
        + but_not("up"),
        r"(?:someone|somebody|man|guy|there) (?:\w+ ){0,4}with a (?:gun|knife)\b",
        r"(?:has|have|got) (?:got )?a (?:gun|knife)"
        + but_not(
            "sharpen\\w+ skills? safety class courses? training licen[sc]e permit collection set "
            "show range policy shot"
        ),
    ),
    rule(
        "is threatened",
        "kill shoot stab hurt strangle",
        _SOMEONE
        + r"(?: \w+){0,6} (?:kill|shoot|stab|hurt|strangle) (?:me|us|someone|people|my (?:kids?|"
        r"children|family))" + but_not("if_i_miss if_i_dont if_i_sign if_i_spend if_i_work"),
        r"(?:i|im|i am) (?:\w+ )?(?:going to|gonna) (?:kill|shoot|stab|hurt) (?:him|her|them|"
        r"some\w+|people|every\w+)\b",
    ),
    rule(
        "threatens others",
        "kill shoot stab murder strangl poison attack hurt harm",
        _I
        + r"(?: (?!dont|not|never|would|wouldnt|cant)\w+){0,3}? "
        + _INTENDS
        + r" (?:kill|shoot|stabb?|murder|strangl|poison|attack)(?:e|ing)? "
        + _OTHERS
        + but_not(
            "with_kindness if_i an? feelings chances careers? schedules? shortages? ratios? "
            "turnover roles? track jobs? skills"
        ),
        r"(?:i|im)(?: (?:just|really|keep|am|feel|have)){0,2} "
        r"(?:want to|wanna|(?:think\w*|thoughts) (?:of|about)|"
        r"plan\w* (?:to|on)) (?:hurt|harm)(?:ing)? "
        + _OTHERS
        + but_not("feelings chances careers? schedules? by"),
    ),
    rule(
        "threatens a place",
        "shoot blow bomb burn torch bring",
        _INTENDS
        + r" (?:(?:shoot(?:ing)?|blow(?:ing)?) up|bomb(?:ing)?|burn(?:ing)? down|torch(?:ing)?) "
        + _PLACE
        + but_not("budgets? schedules? morale staffing"),
        _INTENDS + r" (?:blow|burn|shoot)(?:ing)? " + _PLACE + r" (?:up|down)\b",
        _INTENDS + r" bring(?:ing)? (?:a|my) (?:gun|knife|weapon|rifle|pistol|bomb) (?:to|into|in) "
        r"(?:work|the|my|our|this)\b",
        r"plan\w* an? (?:mass )?(?:shooting|bombing)"
        + but_not("drill simulation exercise training"),
    ),
)
