def whole_question(text, turns):
    return " ".join(text.split())
