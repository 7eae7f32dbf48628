"""What the bot says about itself, in the reader's language; answers come from the conversation."""

from __future__ import annotations

MESSAGES = {
    "too_fast": {
        "zh": "问得有点快，请稍等一分钟再问。",
        "en": "That is a little fast. Please wait a minute and ask again.",
    },
    "busy": {
        "zh": "现在问的人很多，请过一分钟再问。",
        "en": "Many people are asking just now. Please ask again in a minute.",
    },
    "too_long": {
        "zh": "这条消息太长了（最多 {longest} 个字）。请把问题说短一点。",
        "en": "This message is too long (at most {longest} characters). Please ask more briefly.",
    },
    "not_text": {
        "zh": "我看得懂文字和报告文件。请把问题打字发给我，例如“某某局2023年收到多少件申请”。",
        "en": "I read text and report files. Please type your question: “how many applications did X receive in 2023”.",
    },
    "broken": {
        "zh": "这一问我没能答出来，出了内部错误（编号 {id}）。换个说法再试，或稍后再问。",
        "en": "I could not answer this: an internal error (number {id}). Try other words, or ask later.",
    },
    "unsure": {
        "zh": "这一条的回答可能没有送到。没看到的话，请按下面的按钮再问一次。",
        "en": "My answer to this may not have reached you. If you do not see it, press the button to ask again.",
    },
    "greeting": {
        "zh": "我是“问报”，按各机关的政府信息公开年度报告回答，每个数字都附出处。提问请 @{name}，或回复我的消息，"
        "例如：@{name} 某某局2023年收到多少件申请",
        "en": "I am Wenbao. I answer from the annual reports on government openness, each figure with its source. "
        "Mention @{name} or reply to me, for example: @{name} how many applications did X receive in 2023",
    },
    "no_text": {
        "zh": "《{file}》里没有读到文字。请拍得清楚、端正一些，或发送文字版（PDF、Word、网页）。",
        "en": "I could read no text in {file}. Please send a clearer, straight picture, or a text version (PDF, Word).",
    },
    "inline_hint": {
        "zh": "单位 年份 指标，例如：某某局 2023 申请",
        "en": "Body, year, figure: X Bureau 2023 applications",
    },
    "inline_none": {"zh": "没有查到，点这里直接问我", "en": "Nothing found: ask me here"},
    "no_command": {
        "zh": "没有 /{name} 这个命令。能用的都在菜单里；直接打字提问也可以，例如“某某局2023年收到多少件申请”。",
        "en": "There is no command /{name}. The menu has all of them; or just type your question.",
    },
    "old_button": {
        "zh": "这个按钮已经找不到对应的回答了，请重新提问。",
        "en": "The answer behind this button is gone. Please ask again.",
    },
    "button_trend": {"zh": "走势", "en": "Trend"},
    "button_compare": {"zh": "对比", "en": "Compare"},
    "button_details": {"zh": "明细", "en": "Details"},
    "button_proof": {"zh": "出处", "en": "Proof"},
    "button_export": {"zh": "导出", "en": "Export"},
    "button_wrong": {"zh": "报错", "en": "Report error"},
    "button_original": {"zh": "原文件", "en": "Original file"},
    "button_again": {"zh": "再问一次", "en": "Ask again"},
    "button_keep": {"zh": "存入报告库", "en": "Store it"},
    "button_forget": {"zh": "是的，全部删除", "en": "Yes, delete all"},
    "button_page": {"zh": "原文网页", "en": "Published page"},
    "no_original": {
        "zh": "《{file}》的原文件已经不在了。",
        "en": "The original of {file} is gone.",
    },
    "nothing_to_export": {
        "zh": "还没有可以导出的回答。先问一个数字，再按“导出”。",
        "en": "There is no answer to export yet. Ask for a figure first, then press Export.",
    },
    "export": {"zh": "这条回答的数据，附出处。", "en": "The figures of this answer with their sources."},
    "ask_wrong": {
        "zh": "请回复这条消息，说说哪里不对。（回答编号 {answer}）",
        "en": "Please reply to this message and say what is wrong. (Answer number {answer})",
    },
    "thanks_wrong": {
        "zh": "记下了（编号 {id}），会连同那条回答和出处一起交给维护者核对。",
        "en": "Noted (number {id}); the maintainer will check it together with that answer and its sources.",
    },
    "too_big": {
        "zh": "文件超过 20 MB，Telegram 不让我下载。请压缩或分开发送。",
        "en": "The file is over 20 MB, which Telegram does not let me download. Please make it smaller.",
    },
    "no_file": {
        "zh": "Telegram 没有把这个文件给我：可能超过 20 MB，或已经过期。请再发一次。",
        "en": "Telegram did not give me this file: it may be over 20 MB, or have expired. Please send it again.",
    },
    "many_files": {
        "zh": "文件发得有点多，请过几分钟再发。",
        "en": "That is many files. Please send the next one in a few minutes.",
    },
    "files_wait": {
        "zh": "现在排队检查的文件很多，请过几分钟再发一次。",
        "en": "Many files are waiting to be read. Please send yours again in a few minutes.",
    },
    "annotated": {
        "zh": "同一份文件，问题处加了批注；其他内容没有改动。",
        "en": "The same file with comments at those places; nothing else in it has changed.",
    },
    "not_staff": {
        "zh": "以上只是检查，文件没有保存。",
        "en": "This was a check only; the file has not been kept.",
    },
    "kept": {"zh": "《{file}》{agency} {year}年度：{done}。", "en": "{file}, {agency} {year}: {done}."},
    "kept_stored": {"zh": "已存入", "en": "stored"},
    "kept_replaced": {"zh": "已存入，代替先前的一份", "en": "stored in place of the earlier one"},
    "kept_copy": {"zh": "已作为副本保存，现用的仍是先前的一份", "en": "kept as a copy; the earlier one still counts"},
    "kept_unchanged": {"zh": "与已存的一样，没有改动", "en": "the same as what is stored"},
    "kept_not_a_report": {"zh": "不是年度报告，没有存入", "en": "not a report, not stored"},
    "kept_failed": {"zh": "读不了，没有存入", "en": "could not be read, not stored"},
    "language": {
        "zh": "按钮和提示改用中文。回答总是用提问的语言。",
        "en": "Buttons and notes are in English now. Answers are always in the language of the question.",
    },
    "privacy": {
        "zh": "我保留：您最近的问题（为了接着问）、我的回答（为了按钮）、您报的错、您发来的草稿（7天后自动删除）。"
        "不保留姓名。数据不离开运行我的这台机器。发 /forget 可全部删除。",
        "en": "I keep your last questions (for follow-ups), my answers (for buttons), errors you report, "
        "and drafts you send (deleted after 7 days). No names. "
        "Nothing leaves the machine that runs me. /forget deletes all of it.",
    },
    "privacy_remote": {
        "zh": "我保留：您最近的问题（为了接着问）、我的回答（为了按钮）、您报的错、您发来的草稿（7天后自动删除）。"
        "不保留姓名。规则看不懂的问题，会连同报告里的有关文字"
        "发给管理员设置的语言模型；您的草稿只有在您同意之后才会。发 /forget 可全部删除。",
        "en": "I keep your last questions (for follow-ups), my answers (for buttons), errors you report, "
        "and drafts you send (deleted after 7 days). No names. "
        "What my rules do not understand "
        "goes, with passages of reports, to the language model that the operator has set; your drafts only after "
        "your yes. /forget deletes all of it.",
    },
    "forget": {
        "zh": "要删除我保留的关于您的一切吗？之后旧按钮会失效。",
        "en": "Delete all that I keep of you? Old buttons will stop working.",
    },
    "not_yours": {
        "zh": "只有发 /forget 的人自己能按这个按钮。",
        "en": "Only whoever sent /forget can press this button.",
    },
    "forgotten": {"zh": "已全部删除。", "en": "All of it is deleted."},
    "ask_compare": {
        "zh": "要比什么？例如：/compare 汐原市教育局 2022 2023 新收申请",
        "en": "Compare what? For example: /compare Xiyuan Education Bureau 2022 2023 applications",
    },
    "ask_trend": {
        "zh": "看什么的走势？例如：/trend 汐原市教育局 新收申请",
        "en": "The trend of what? For example: /trend Xiyuan Education Bureau applications",
    },
    "ask_rank": {
        "zh": "按什么排名？例如：/rank 2023 新收申请",
        "en": "Rank by what? For example: /rank 2023 applications",
    },
    "commands": {
        "zh": "start 开始|help 怎么问|agencies 收录了哪些单位|missing 谁还没有发布|compare 对比|trend 走势|rank 排名|"
        "check 检查草稿|export 导出刚才的回答|language 切换语言|privacy 保留什么|forget 删除我的记录",
        "en": "start Begin|help How to ask|agencies Which bodies are stored|missing Who has not published|"
        "compare Side by side|trend Over the years|rank In order|check Check a draft|export Export the last answer|"
        "language Switch language|privacy What is kept|forget Delete what is kept of me",
    },
}

# A command with words after it is short for a question in plain text.
COMMAND_QUESTIONS = {
    "start": {"zh": "你是谁，能做什么", "en": "who are you and what can you do"},
    "help": {"zh": "你能做什么，怎么问", "en": "help"},
    "agencies": {"zh": "有哪些{words}的报告", "en": "which reports are stored"},
    "missing": {"zh": "哪些单位还没有发布{words}年的报告", "en": "which agencies have not published for {words}"},
    "compare": {"zh": "对比 {words}", "en": "compare {words}"},
    "trend": {"zh": "{words} 的走势", "en": "trend of {words}"},
    "rank": {"zh": "{words} 最多的单位排名", "en": "rank agencies by {words}"},
    "check": {"zh": "能帮我检查年报草稿吗", "en": "can you check my draft report"},
}


def chosen(language: str | None) -> str:
    """zh unless Telegram, or the person, says another language."""
    return "zh" if not language or language.lower().startswith("zh") else "en"


def message(key: str, language: str | None, **values: object) -> str:
    """A sentence of ours; Chinese unless the person's language is another."""
    return MESSAGES[key][chosen(language)].format(**values)
