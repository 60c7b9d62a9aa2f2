"""How despair and danger sound: the rules see the text without apostrophes ("dont", "im").

They lean towards help: a member who is asked in vain whether they are safe has lost little.
"""

from __future__ import annotations

import re

from bot.answering.scope_rules import rule

# With one of these near, despair may be the topic of a course and nobody's own ...
TOPIC = re.compile(
    r"\b(?:cme|ce|ceus?|credits?|courses?|class|train|training|trained|webinars?|modules?|lectures?|"
    r"workshops?|seminars?|conferences?|certificat\w+|curricul\w*|educat\w*|teach\w*|podcast|"
    r"prevention|screening|simulation|articles?|research|require\w*)\b"
)
# ... unless one of these stands close before: then it is said of a person.
SPEAKER = re.compile(r"\b(?:i|im|ive|id|ill|my|me|she|shes|he|hes)\b|my ?self")

_SELF = r"(?:my ?self|him ?self|her ?self|themsel(?:f|ves)|your ?self)"
_SOMEONE = (
    r"(?:husband|wife|partner|boyfriend|girlfriend|spouse|ex|he|hes|she|shes|they|theyre|dad|"
    r"father|mother|son|brother|someone|somebody|man|guy|patient)"
)
_CANNOT = r"\b(?:cant|can ?not|couldnt|could not|unable to)"
_DO_NOT = r"\b(?:dont|do not|didnt|doesnt|does not|no longer|not|never)"
_THINKS = (
    r"\bth(?:ink\w*|oughts?|ought) (?:of|about)|fantasi\w+ (?:of|about)|dream\w* (?:of|about)|"
    r"\bfeel(?:s|ing)? like|\bplan\w* (?:on|for)"
)
_MEANS = r"(?:pills|tablets|capsules|bottle|overdose|meds|medications?|tylenol|paracetamol|bleach|poison)"
_NOT_A_COURSE = r"(?!(?:courses?|class|cme|training|module|webinar|exam|job|position|workshop)\b)"
_WORK = (
    r"\b(?:jobs?|shifts?|nights|commut\w+|bedside|careers?|specialty|roles?|workload|schedules?|"
    r"paperwork|charting|courses?|credits?|manager|boss|unit|department)\b"
)

CRISIS = (
    rule(
        "wants to die",
        "die dead dying disappear vanish overdose",
        r"\b(?:want|wants|wanted|wanting|wanna|wish|wishes|wished|rather|going|gonna|plan\w*|try|"
        r"trying|ready|deserves?|hop(?:e|es|ing)|about how|i (?:need|must|should|have)) "
        r"(?:(?:i|id|im|she|he|they|was|were|could|would|to|just|really|only|be|all) ){0,4}"
        r"(?:die|dead|dying|overdose|(?:disappear|vanish)(?! from))\b"
        r"(?! (?:on (?:this|that) hill|of (?:laughing|boredom)|hard|certain|set|sure|serious|tired|in|if i "
        r"have to)\b)",
    ),
    rule(
        "would rather not wake up",
        "wake woke exist",
        r"\b(?:not|never|dont|didnt|doesnt|wont|wouldnt)(?: have)?(?: to)?(?: ever)? (?:wake|woken) "
        r"up\b(?! (?:at|early|before|for|in|on|rested|refreshed|feeling)\b)|"
        r"\b(?:i|im|ive|she|shes|he|hes)\b.{0,60}\b(?:stop existing|ceas\w+ to exist|"
        r"(?<!does )(?<!do )(?<!did )not exist(?:ing)?)\b(?! in\b)",
    ),
    rule(
        "hurts oneself",
        "self sel elves",
        r"\b(?:k[i1!*]l+(?:s|ed|ing)?|top|hit|hits|hitting|scratch\w*|hurt\w*|harm\w*|cut|cuts|cutting|shoot\w*|shot|hang\w*|stab\w*|drown\w*|"
        rf"poison\w*|starv\w*|burn(?:ed|t|ing)?) {_SELF}\b(?! (?:off|some|short|out|a (?:slice|piece|"
        r"break|deal|check)|on an?|on the|with a (?:needle|scalpel)|at work|lifting|on the job|moving|to (?:get|finish|earn|"
        r"pass|make|meet|study)|with (?:work|overtime)|for this)\b)",
    ),
    rule(
        "self-harm",
        "self overdos _od_ _oded wrist vein throat arm urge",
        r"\b(?:i|im|ive|she|shes|he|hes)(?: \w+){0,6} self[- ]?harm\w*|^self[- ]?harm\w*$|"
        r"\b(?:i|ive|she|he|wife|husband|friend|roommate|son|daughter|colleague|coworker)"
        r"(?: just| have| has| may have)? (?:overdosed|oded|od)\b|\boverdosed on purpose\b|"
        r"\b(?:cut|cutting|slit|slitting|scratching|scratched) (?:my|her|his) (?:wrists?|veins?|throat|arms?)\b|"
        r"\burges? to (?:cut|hurt|harm|die|kill|jump|self)\b(?! (?:costs|corners|back|hours)\b)",
    ),
    rule(
        "ends a life",
        "end tak took",
        r"\b(?:end|ends|ending|ended|take|takes|taking|took|taken) (?:it all|(?:my|her|his|their)"
        r"(?: own)? (?:li(?:fe|ves)|pain|suffering)|this life|the pain for good)\b(?! (?:in|to|back|"
        r"into|seriously|forward|scores?|course|training)\b)|"
        r"\bending (?:it|things)\b(?! (?:with|early|on|at|there)\b)|"
        r"\bend it (?:tonight|now|today)\b",
    ),
    rule(
        "suicidal",
        "suicidal",
        r"^\W*(?:i feel |feeling )?suicidal\W*$|\b(?:im|am|i feel|feeling|felt|feels|been|was|is|"
        r"are|be|shes|hes|being|become|getting|went) (?:\w+ ){0,2}suicidal\b"
        r"(?! (?:patients?|clients?|ideation (?:a|an|part|covered|in)|risk|behaviou?r)\b)|"
        r"\b(?:i|im|ive|my|her|his|having)(?: \w+){0,3} suicidal (?:thoughts|ideation|feelings)\b",
    ),
    rule(
        "thinks of suicide",
        "suicide",
        r"\b(?:contemplat\w+|th(?:ink\w*|ought\w*) (?:of|about)|attempted|commit\w*|threaten\w*|"
        r"consider\w*|tried|plan\w*|talk\w* (?:of|about))(?: \w+)?"
        r"(?<!career)(?<!professional) suicide\b(?! (?:prevention|screen\w*|aware\w*|risk|"
        r"training|course|education|assess\w*|cme|ce|safer?|research|rates?|in|at|among)\b)|"
        r"\b(?:suicide|goodbye) (?:notes?|letters)\b",
    ),
    rule(
        "thinks of dying",
        "dying death exist waking not_being dead ending jumping stepping driving crashing painless "
        "die do_it overdos self disappear hanging cutting",
        rf"(?:{_THINKS}) (?:just |actually )?(?:dying|death|not (?:existing|waking up|being (?:here|"
        r"around|alive))|being dead|ending (?:it|my (?:own )?life|everything)|jumping|stepping in front|crashing|"
        r"disappearing|overdosing|self[- ]?harm\w*|hanging|cutting(?! (?:costs|back|hours|down|my "
        r"hours))|driving (?:my|the) car (?:off|into))\b|"
        r"\bpainless(?:ly)?\b.{0,20}\b(?:die|way|ways|go)\b|\bways to die\b|\bhow (?:id|i would|i "
        r"will|to) (?:die|kill my\w*)\b|\bplan\w* (?:out )?how (?:id|i would|ill) do it\b|"
        r"\bit would be painless\b",
    ),
    rule(
        "does not want to live",
        "live living alive exist wake be_here",
        rf"{_DO_NOT}(?: \w+){{0,2}} (?:want|wanna|wish|deserve)(?: to)? (?:live(?! (?:in|near|at|"
        r"on|far|there|outside|alone|with (?:my|a|room\w+))\b)|living|be alive|exist|wake up(?! (?:"
        r"at|early|before|for)\b)|be here(?! (?:in|at|on|for|when|until|late|past|during|to|all)\b)|"
        r"keep living)\b",
    ),
    rule(
        "no reason to live",
        "live living alive exist going go_on carry_on trying born up_on point",
        r"\b(?:reason|point|worth|tired|sick|done|will|hate|nothing)(?: \w+){0,2} (?:of |to |in |"
        r"with |for me to )?(?:keep )?(?:living|live|being alive|existing)\b"
        r"(?! (?:in|at|with|on|paycheck|out|near|there)\b)|\b(?:worth|point in) going on\b|"
        r"\b(?:reason|point)(?: \w+){0,2} (?:keep going|keep trying|carry on|go on)\b|\bwhy i should "
        r"(?:keep going|keep trying|go on|bother)\b|\bthe point (?:is )?(?:any ?more|of (?:it all|"
        r"anything|everything|any of (?:it|this)|being here))\b|\bthe point in anything\b|\b(?:see the|no) point any ?more\b|"
        r"\bthe point of (?:waking|getting) up\b|"
        r"\bworth living\b|\bnothing (?:left )?to live for\b|\b(?:never been|hadnt been) born\b|"
        r"\bdeserve to (?:live|die|be alive)\b|\bgiv\w+ up on (?:life|living|everything|my ?self)\b",
    ),
    rule(
        "better off without me",
        "without_me dead gone if_i burden relieved nobody no_one noone absence existence being_here",
        r"\bbetter off (?:dead|without me(?! (?:as|in|on|at|leading)\b))|\b(?:better|ok|okay|fine|"
        r"happier|easier|simpler) (?:off )?(?:without me\b(?! (?:as|in|on|at)\b)|(?:\w+ ){0,5}?if i "
        r"(?:just )?(?:was|were|am|wasnt|werent|died|faded|disappeared|vanished)\b)|"
        r"\bif i (?:was|were) (?:dead|gone)\b|\b(?:im|i am|feel like|such|want to be|being) a burden\b(?! of\b)|"
        r"\b(?:nobody|no one) cares if im\b|\bburden (?:to|on) (?:every|the people|others|them|my "
        r"(?:family|kids|wife|husband|parents))|\bmy (?:absence|existence) would (?:just )?make\b|"
        r"\bmy (?:being here|existence)(?: \w+){0,3} harm\b|"
        r"\b(?:nobody|no one|noone) (?:would|will) (?:really |even )?(?:miss|care|notice)\b",
    ),
    rule(
        "cannot go on",
        "go_on going carry_on live_with trust stay_safe",
        rf"{_CANNOT} (?:\w+ )?(?:go on(?=\W*$|\W*[.,!?;]| (?:any|like this|living|with (?:life|this|"
        r"it all)|much|and|but|i|im|pretending)\b)|keep going(?! to\b)|carry on(?! (?:as|with (?:the|"
        r"my|a))\b)|stay safe|live with (?:my ?self|her ?self|him ?self|what i))|"
        rf"{_DO_NOT} trust my ?self\b.{{0,12}}\b(?:alone|tonight|right now|home)\b",
    ),
    rule(
        "cannot take this any more",
        "cant cannot can_not",
        rf"{_CANNOT} (?:\w+ )?(?:do|take|bear) (?:this|it|life) "
        r"(?:any ?more|any longer|much longer|now)\b|\b(?:cant|think i can) keep doing this\b",
        unless=_WORK,
    ),
    rule(
        "despair",
        "hope no_way future see_ for_me in_me matters hate_my being_alive want_ despair goodbye "
        "fight edge my_things my_stuff my_belongings for_good everything to_me stop unalive kms",
        r"\b(?:am|im|feel|feels|feeling|felt|so|completely|is|all|everything)(?: \w+){0,2} hopeless\b"
        r"(?! (?:at|about|with|in|case|when it|romantic)\b)|\bno hope left\b|\b(?:lost|losing) "
        r"(?:all |my |every )*hope\b(?! (?:of|in|for|that)\b)|\bno way out\b(?! of\b)|"
        r"\b(?:dont|cant|do not|can ?not) see (?:a|any|another) (?:way out|future)\b(?! (?:of|in|"
        r"here|at|with|for (?:this|my (?:career|job)))\b)|\b(?:see|have) no future\b(?! (?:in|here|"
        r"at|with)\b)|\bnothing (?:left )?(?:for|in) me\b(?! (?:to|here|at)\b)|"
        r"\b(?:none of it|nothing) (?:even |really )?matters(?: any ?more)?\b|"
        r"\bhate (?:my life|being alive)\b|\bwant (?:it|the pain|everything)(?: just)?(?: all)? to "
        r"(?:stop|end|be over)\b|\bin despair\b|\bgoodbye (?:every|forever|world|all\b)|"
        r"\btexted me goodbye\b|\bno fight left\b|\bat the edge\b(?! of\b)|\bgiv\w+ away (?:\w+ ){0,2}my "
        r"(?:things|stuff|belongings)\b|\bgiv\w+ my (?:things|stuff|belongings) away\b|\bcheck out "
        r"for good\b|\bdone with everything\b|\bstopped caring (?:about )?what "
        r"happens to me\b|\bunalive\b|(?<!\d )\bkms\b",
    ),
    rule(
        "has taken something",
        "took taken take swallow drank drunk overdose plan how_many lethal",
        r"\b(?:took|taken|swallow|swallowed|drank|drunk) (?:an?|all|too m\w+|the whole|some|several|"
        rf"\d+)(?: {_NOT_A_COURSE}\w+){{0,5}}? {_MEANS}\b|\b(?:swallowed|drank|drunk|taken) {_MEANS}\b|"
        rf"\btake (?:all|too many|the whole|a (?:bottle|handful)) (?:\w+ ){{0,3}}{_MEANS}\b|"
        rf"\bhow many {_MEANS} (?:to take|would it take|does it take|will)\b|"
        r"\b(?:easy|many|much).{0,30}\bto overdose\b|\b(?:i|ive|im|my)\b.{0,40}\blethal (?:dose|"
        r"amount)\b|\bplan and (?:the|a|my)\b.{0,20}\b(?:do it|pills|gun|rope|fentanyl)\b",
    ),
    rule(
        "about to act",
        "jump stupid drastic what_i front off_ edge_of on_the",
        r"\bgoing to jump\b(?! (?:to|into|in|at|ship|on|through|over)\b)|\bdo something (?:stupid|"
        r"drastic)\b|\b(?:afraid|scared|frightened|terrified) of what i (?:might|may|could|will) do\b|"
        r"\bjump(?:ing)? (?:off|in front)\b|\bin front of (?:a|the) (?:train|bus|truck|car)\b|"
        r"\b(?:off|edge of) (?:a|the) (?:bridge|roof|building|cliff|ledge)\b|\bstanding on (?:a|the) "
        r"(?:bridge|roof|ledge)\b",
    ),
    rule(
        "is in danger",
        "safe danger _me gun knife go_home",
        r"\bnot safe (?:with my ?self|at home|tonight|alone|right now|with (?:him|her|my))|"
        rf"{_DO_NOT} feel safe (?:going home|at home|alone|with (?:him|her|my|my ?self))|"
        r"\bunsafe at home\b|\bin danger\b(?! of\b)|\b(?:scared|afraid|terrified) (?:to go|of going) "
        rf"(?:back )?home\b|\b{_SOMEONE}(?: \w+){{0,2}} (?:hits|beats|beat|chok\w+|hitting|beating|"
        r"hurting|stalk\w+|rap\w+) me\b(?! up\b)|\b(?:has|have|got|with) (?:got )?a (?:gun|knife)\b",
    ),
    rule(
        "is threatened",
        "kill shoot stab hurt strangle",
        rf"\b{_SOMEONE}(?: \w+){{0,6}} (?:kill|shoot|stab|hurt|strangle) (?:me|us|someone|people|"
        r"my (?:kids?|children|family))\b|\b(?:i|im|i am) (?:\w+ )?(?:going to|gonna) (?:kill|shoot|"
        r"stab|hurt) (?:him|her|them|some\w+|people|every\w+)\b",
    ),
)
