"""What the bot says about itself, in the reader's language; answers come from the conversation."""

from __future__ import annotations

MESSAGES = {
    "too_fast": {
        "zh": "问得有点快，请稍等一分钟再问。",
        "en": "That is a little fast. Please wait a minute and ask again.",
    },
    "too_long": {
        "zh": "这条消息太长了（最多 {longest} 个字）。请把问题说短一点。",
        "en": "This message is too long (at most {longest} characters). Please ask more briefly.",
    },
    "not_text": {
        "zh": "我只看得懂文字。请把问题打字发给我，例如“某某局2023年收到多少件申请”。",
        "en": "I read text only. Please type your question, for example “how many applications did X receive in 2023”.",
    },
    "broken": {
        "zh": "这一问我没能答出来，出了内部错误（编号 {id}）。换个说法再试，或稍后再问。",
        "en": "I could not answer this: an internal error (number {id}). Try other words, or ask later.",
    },
    "old_button": {
        "zh": "这个按钮已经找不到对应的问题了，请重新提问。",
        "en": "The question behind this button is gone. Please ask again.",
    },
    "commands": {
        "zh": "start 开始|help 怎么问",
        "en": "start Begin|help How to ask",
    },
}


def message(key: str, language: str | None, **values: object) -> str:
    """A sentence of ours; Chinese unless Telegram says that the person's language is another."""
    known = MESSAGES[key]
    chosen = "zh" if not language or language.lower().startswith("zh") else "en"
    return known[chosen].format(**values)
