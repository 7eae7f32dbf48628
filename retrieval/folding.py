"""What a question about the form is compared by: its words, those of one meaning folded into one.

咋, 如何 and 怎样 are one word, so are appeal and challenge; what is said around a question (请问, please) falls away.
"""

from __future__ import annotations

import re

from retrieval.glossary import normal

# What is asked of a thing, apart from the thing: each is one part of its own, and no pair reaches across it.
_ASKS_ZH = (
    "为什么|为啥|为何|凭什么|咋回事|怎么回事|原因",
    "怎么样|怎么理解|怎样|如何|咋样|咋整|咋办|怎么办|怎么处理|如何处理|怎么弄|怎么搞|咋弄|咋|怎么着|该怎么|应该怎么|要怎么|怎么算|怎么认定|怎么",
    "啥意思|什么意思|是什么|是指什么|指的是什么|指什么|何意|含义|定义|意思|为何物|何为|何谓|什么叫|什么是|哪些|都有什么|包括什么|什么|啥"
    "|简述|简答|论述|名词解释|解释一下|解释|说明|介绍|讲的是|讲",
    "多少个工作日|几个工作日|多少工作日|多长时间|多少时间|多少个月|多少天|多少日|什么时候|啥时候|几个月|几天|几日|期限|时限|何时|几号|哪天|几月|截止|多久",
    "能不能|可不可以|可以不可以|是否可以|能否|可否|行不行|行吗|可以吗|允许吗|允不允许|准不准|成不成|能行吗|可以|能",
    "要不要|需不需要|需要不需要|是否需要|用不用|必须吗|是不是要|是不是必须|有没有必要|须不须要|该不该|应不应该|必须|应当|应该|需要|要",
    "算不算|是否算|算是|算作|算成|归到|归为|归入|属于|计入|计到|算进|算在|列入|列到|归类|归哪|算|计",
    "填写|填报|填列|填入|填到|填在|录入|登在|写到|写在|放在|放到|填|写",
    "哪一行|哪一栏|哪栏|哪行|哪一格|哪格|哪一项|哪项|哪里|哪儿|哪块|哪个栏目|哪个格子|哪个地方|什么地方|哪一类|哪类|哪个|哪",
    "法律依据|法条依据|第几条|第几款|哪一条|哪条|哪个条款|哪个法条|哪款|哪一款|什么条款|条款|法条|依据|出自|对应",
    "区别|不同|差别|差异|不一样|有何不同|分别|两码事|一回事|一样吗|一样|相同",
    "吗|么|是不是|是否|对不对",
    "谁来|由谁|谁",
    "多少|几",
)
_SAME_ZH = (
    ("答复", "回复|回应|回话|回信|答覆|回答|给答复|回覆|回音|给个说法|反馈"),
    ("不予公开", "拒绝公开|拒不公开|不给公开|不肯公开|不让看|不给看|拒绝|驳回申请|被拒|不公开"),
    ("延长", "延期|展期|宽限|延迟|推迟|拖延"),
    ("缴费", "交费|交钱|付费|付钱|掏钱|给钱|缴纳|缴款|花钱"),
    ("起诉", "打官司|告上法院|上法院|去法院|告到法院|提起诉讼|走诉讼|告他们|告政府|诉讼"),
    ("撤回", "撤销申请|撤申请|收回申请|取消申请|撤了|不要了|撤掉|撤"),
    ("空白", "空着|留空|空格|空的|不填|没填|空"),
    ("零", "0|〇"),
    ("机关", "单位|部门|行政机关|局里|机构|委办局"),
    ("申请人", "申请者|当事人|提申请的人|提交申请的人"),
    ("联名", "一起签名|共同签名|联合签名|联署"),
    ("投诉", "举报|反映|控告|投述"),
    ("没有", "没得|木有|无|未|没"),
    ("申请", "申請|申请书|申请表|单子"),
    ("年报", "年度报告|工作报告|年度工作报告|报告"),
    ("第三方", "第三人|他人|别人|利害关系人"),
    ("两", "二个|俩"),
    ("大量", "几百件|上百件|好多件|很多件|许多件|多次|频繁|五百件|几百次|上百次"),
)
_SAME_EN = (
    ("request", "request applic apply applyi foi asking reques"),
    ("body", "body bodies agency agenci bureau depart office author admini organ"),
    ("deny", "deny denied denial refuse refusa reject turned declin withhe withho"),
    ("fee", "fee fees charge chargi cost costs money price"),
    ("deadline", "deadli due limit limits within soon days"),
    ("extend", "extend extens postpo prolon"),
    ("reply", "reply replie answer respon"),
    ("appeal", "appeal challe contes disput object"),
    ("court", "court courts lawsui sue sued suing suit litiga judge"),
    ("row", "row rows box boxes column field cell where"),
    ("count", "count counte counts counti tally record"),
    ("blank", "blank empty dash slash unfill"),
    ("complain", "compla report"),
    ("withdraw", "withdr cancel retrac aband"),
    ("correct", "correc clarif supple amend"),
    ("publish", "publis releas disclo public"),
    ("mean", "mean means meanin defini explai"),
    ("differ", "differ versus vs compar distin"),
    ("statute", "articl clause provis legal basis"),
    ("zero", "0 zero nil none"),
)
_IDLE_WORDS = (
    "the a an is are was were be been of to in on for and or with at by from it its this that these those there i we "
    "you my our your me us please tell do does did can could would should must may shall will have has had not no if "
    "so as any some one what which who how when why also just about into"
)
_IDLE = frozenset(_IDLE_WORDS.split())


def _either(ways: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, ways.split("|")), key=len, reverse=True)))


_ASKS = tuple((_either(ways), chr(0xE100 + number)) for number, ways in enumerate(_ASKS_ZH))
_ZH = tuple((_either(ways), word) for word, ways in _SAME_ZH)
_EN = {way: word for word, ways in _SAME_EN for way in ways.split()}
_CHATTER = re.compile(
    r"请问(?:一下)?|麻烦(?:问下|您|你)?|你好|您好|想问(?:一下|下)?|问一下|问下|谢谢|求教|帮忙看(?:一?下)?|我想知道|想知道|告诉我|老师|大神"
    r"|到底|究竟|的话|一下|呢|啊|呀|吧|哦|嘛|了|\b(?:please|thanks|hello|hi|could you|can you tell me)\b"
)


def features(text: str) -> frozenset[str]:
    """The parts of a question that are compared: pairs of characters and words, one meaning one part."""
    words = _CHATTER.sub("", normal(text))
    found: set[str] = set()
    for word in re.findall(r"[a-z]+|\d+", words):
        if word not in _IDLE:
            found.add(_EN.get(word[:6], word[:6]))
    chinese = re.sub(r"[^\u4e00-\u9fff\d]", " ", words)
    for pattern, word in (*_ZH, *_ASKS):
        chinese = pattern.sub(word, chinese)
    found.update(re.findall(r"[\ue100-\ue1ff]", chinese))
    for run in re.findall(r"[\u4e00-\u9fff]+", chinese):
        for n in range(len(run)):
            found.add(run[n])
            if n + 1 < len(run):
                found.add(run[n : n + 2])
    return frozenset(found)
