from enum import StrEnum
class Intent(StrEnum):
    ASK="ask"; HELP="help"; GREETING="greeting"; THANKS="thanks"; NOTHING="nothing"; TOO_LONG="too_long"
def read_intent(text): 
    return Intent.NOTHING if not text.strip() else Intent.ASK
