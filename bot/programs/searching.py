"""What is left of a request to search for in words."""

from __future__ import annotations

from bot.programs.asked import GAP, Part, blanked
from bot.programs.patterns import lazy

_WORD = lazy(r"[^\W_][\w'&/+.-]*")


def searched(whole: str, parts: list[Part]) -> str:
    """The words that are left, without those that every request is made of."""
    rest = blanked(whole, parts)
    for start, end in (part.kept for part in parts if part.kept):
        rest = rest[:start] + whole[start:end] + rest[end:]
    found = (word.group().strip(".'/-+&") for word in _WORD.finditer(rest.replace(GAP, " ")))
    return " ".join(word for word in found if word and word.lower() not in _EMPTY)


_EMPTY = frozenset(
    "a about coach require spend above accredited activities activity actually after again all "
    "allowance also am "
    "an and another any anybody anyone anything are around as at available based be because "
    "become becoming been before begin beginning being best between budget but by can can't "
    "ce ceu ceus cheap cheaper class classes cme cne come coming concerning content "
    "continuing cost costs could count counts course courses cover covering covers cpd cpe "
    "credit credits currently day days do does doesn't doing don't done each earn education "
    "either eligible else end ending ends enough etc evenings ever every everything fee fees "
    "find finish finished finishes finishing fit fits for from get gets getting gimme give "
    "gives go going good got great had happening has have having hello help here hey hi hour "
    "hours how i ideally i'd i'll i'm i've if im in include includes including instead into "
    "involving is isn't it it's its just keep kind know later learn learning left less let like "
    "list long look looking lot lots made make makes many material may maybe me mean might mine "
    "more most move moving much must my myself near need needed needs new next no non nope "
    "not nothing now of off offer offered offering offerings offers ok okay on one ones only "
    "open opportunities opportunity option options or other our out over own pace per perhaps "
    "please pls point points possible possibly prefer preferably price program programme "
    "programmes programs provide provided provides rather really recommend recommendations "
    "recommended regarding related required requirement requirements rest right run running "
    "runs same search see session sessions she should show so some somebody someone something "
    "sometime somewhere soon sorry start starting starts still stipend stuff subject such "
    "suggest suggestions sure switch take takes taking tell than thank thanks that that's the "
    "their them then there there's these they thing things think this those through til till "
    "time to too topic topics total toward towards training trainings transition trying under "
    "until up upcoming us use useful via want wanted wants was way we well were what what's "
    "when where which while who will with within without work works worth would year years "
    "yes yet you your".split()
)
