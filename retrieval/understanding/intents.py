"""What is no question about the reports: greetings, help, what must be declined, attempts to steer the program.

A real question with such words around it is still a question; these count only where nothing else is named.
"""

from __future__ import annotations

import re

GREETING = re.compile(
    r"^\W*(?:(?:/?(?:help|start|menu|about|commands?)|你好啊?|您好|嗨|哈喽"
    r"|(?:hi|hello|hey)(?: (?:there|all|everyone))?|早(?:上好)?|晚上好|下午好"
    r"|中午好"
    r"|good (?:morning|afternoon|evening)|在吗|在不在|有人吗|谢谢(?:你|您|啊|了)*|多谢|感谢|辛苦了?"
    r"|thanks?(?: you)?(?: very much)?|thx|再见|拜拜|bye(?: bye)?|goodbye|see you|"
    r"帮助|怎么用|如何使用|使用(?:说明|方法)|使用帮助|测试|test(?:ing)?|ping|哈+|呵+|嘿+|啊+|呃+|额+|唉+|哎+|咦+|呀+|啦+|ok(?:ay)?|好的?|嗯+"
    r"|哦+|行|知道了|明白了?|收到(?!.)|没事了?"
    r"|没问题|了解了?|懂了|cheers|got it|understood|i see"
    r"|不用了|算了|厉害|真棒|不错|可以"
    r"|great|nice|cool|well done|good job|lol|wow|yes|no|是的?|对|1"
    r"|菜单|重新开始|清空|退出|exit"
    r"|quit)[\W了啊呀哦吧啦!~]*)+$",
    re.I,
)
ABOUT_PROGRAM = re.compile(
    r"你(?:比|跟|和|与).{1,16}(?:强|好|厉害|聪明|准|区别|不同)|你(?:会不会|会|能|懂)(?:说|讲|听)?(?:英|中|粤|日|方言"
    r"|普通话)"
    r"|你(?:是)?(?:谁|什么(?:东西|人|机器人)?|机器人吗|人吗|真人|ai|chatgpt|gpt)|你(?:能|会|可以|都能"
    r"|都会)(?:干|做|帮|回答|查)?(?:些)?(?:什么|啥|哪些"
    r"|嘛)|你(?:有什么|有哪些|的)(?:功能|用途|用处|本事|名字)|你叫(?:什么|啥)|(?:怎么|如何|咋)(?:用|使用|问"
    r"|提问|查询?)(?:你|这个|吧)?(?:机器人|程序|系统)?$"
    r"|(?:有|支持)(?:什么|哪些)功能|能问(?:你)?(?:些)?(?:什么|哪些|啥)|(?:介绍|说明)(?:一下)?(?:你自己|自己"
    r"|功能)|(?:你们?|这里|库里"
    r"|系统)(?:的)?数据(?:是)?(?:从)?(?:哪|什么|怎么)|(?:谁|哪家)(?:开发|做|写)(?:的|了)?(?:你)?|你(?:准|靠谱"
    r"|可靠|可信)(?:不|吗)|举(?:个|几个)?例子?$|"
    r"\bwho are you\b|\bwhat are you\b|\bwhat can (?:you|i|this)\b|\bwhat do you (?:do|know)\b|\bhow (?:do"
    r"|can|should) i (?:use|ask)\b|\bwhat(?:'s| is) your (?:name|purpose)\b|\bare you (?:a|an|human|real"
    r"|chatgpt)\b|\bwhere (?:does|do|is) (?:your|the) data\b|\bhow does this work\b|\bwho (?:made|built|wrote"
    r"|created) you\b",
    re.I,
)
_FILE = re.compile(
    r"导出|下载|(?:存|做|弄|整理|转|保存)(?:成|为|到)(?:一?[个份张])?(?:excel|csv|表格|电子表|word|pdf)|excel|\bcsv\b"
    r"|\bexport\b|\bdownload\b",
    re.I,
)
_SECRETS = re.compile(
    r"(?:系统|初始|隐藏|内部)(?:的)?(?:提示词?|指令|prompt|设定|规则)|提示词|(?:机器人)?(?:令牌|token|密钥"
    r"|口令|密码|api ?key|私钥|凭证|凭据)|环境变量"
    r"|\.env|数据库(?:的)?(?:密码|地址|连接|结构|表)|(?:服务器|后台)(?:的)?(?:ip|地址|密码|文件|权限)|源代码|"
    r"system prompt|api[_ -]?keys?|bot token|passwords?|secret keys?|credentials?|env(?:ironment)? variables?"
    r"|/etc/passwd|connection string|database (?:schema|password|url)|source code|private key",
    re.I,
)
_STEER = re.compile(
    r"(?:假|虚假)(?:的)?(?:数据|数字|报告|年报)|(?:黑进|黑掉|入侵|攻击|破解|渗透)|\bhack(?:ing)?\b|忽略(?:以上|之前"
    r"|前面|上述|所有|你)|无视(?:以上|之前|规则|所有)|忘(?:记|掉)(?:以上|之前|你|所有)"
    r"|从现在(?:开始|起)你|你现在是|假装(?:你|是)|扮演|角色扮演|越狱"
    r"|开发者模式|不受(?:任何)?限制|(?:编造|捏造|伪造|虚构|随便(?:编|给|说)|(?<!制)(?:编|造)(?:一?个|一些|几个"
    r"|点)?(?=数字?|数据|假)|(?<!制)[编造](?:一?个|一些|几个|点)(?!.{0,4}(?:提纲|大纲)))(?:一?个|一些|几个)?(?:数字?"
    r"|数据|报告|年报)?|(?:把"
    r"|将)[^,?]{1,40}(?:改成|改为|修改成|删除|删掉|清空)|删(?:除|掉|库)|(?:执行|运行)(?:命令|代码|脚本|shell|sql)|"
    r"ignore (?:all |any )?(?:the |your )?(?:previous|prior|above|earlier|preceding)|disregard (?:all|the"
    r"|your|previous)|forget (?:all|your|everything|previous)|pretend (?:to be|you)|act as (?:a|an|if)"
    r"|you are now|jailbreak|developer mode|\bdan\b mode|make (?:it )?up|fabricate|invent (?:a|some)"
    r"|(?:delete|drop|erase|wipe|modify|overwrite) (?:all|the|every|your)|run (?:this )?(?:command|code"
    r"|shell)|execute (?:this|the)",
    re.I,
)
_PERSONAL = re.compile(
    r"(?:手机|电话|联系)(?:号|号码|方式)|电话(?:是|多少|号)|家庭(?:住|地)址|住(?:在)?(?:哪|址)|身份证|银行卡"
    r"|(?:局长|书记|主任|处长|科长|市长|区长|县长|领导"
    r"|负责人|申请人|工作人员)(?:的)?(?:是谁|叫什么|名字|姓名|姓什么|年龄|多大|工资|收入|学历|简历|背景|照片"
    r"|微信|邮箱|家|老婆|妻子|儿子|女儿)|(?:谁是|谁当)(?:局长|书记"
    r"|主任|市长|区长)|个人(?:资料|信息(?!公开))(?!不)|(?:申请人|当事人|举报人)(?:的)?(?:姓名|名单|身份|信息"
    r"|是谁|叫)|(?:姓名|名字)(?:和|及)?(?:地址|电话)|"
    r"(?:谁|哪些人|什么人)[^,?]{0,20}(?:提|申请)[^?]{0,16}(?:名单|名字|姓名)|(?:局长|书记|主任|市长|区长"
    r"|县长)(?:电话|手机)|"
    r"phone numbers?|mobile numbers?|home address|id card|(?:e-?mail|contact) (?:address"
    r"|details?) of (?:the )?(?:director|head|mayor|applicant)|(?:director|mayor|chief|head|secretary"
    r"|applicant)'?s? (?:name|phone|salary|age|address|wife|husband|family)|who is the (?:director|head|mayor"
    r"|chief|secretary|chairman)|names? of (?:the )?applicants?|personal (?:data|information|details)",
    re.I,
)
_FORECAST = re.compile(
    r"预测|预计|预估|预期|估计(?:一下)?(?:明年|后年|未来|会)|(?:明年|后年|将来|未来|以后"
    r"|接下来)[^,?]{0,30}(?:会|将|能|可能|大概|预计|多少|趋势|怎样|如何)"
    r"|会不会(?:增|减|涨|跌|上升|下降)|\bforecast|\bpredict|\bproject(?:ion|ed) (?:for|to)"
    r"|\bnext year'?s?\b[^?]{0,40}\b(?:will|be|expect\w*)\b|\bwill [^?]{0,60}(?:next year|in 20[3-9]\d"
    r"|in the future|receive|have|increase|decrease|rise|fall)|\bexpected to\b|\bestimate for\b",
    re.I,
)
_OPINION = re.compile(
    r"你(?:觉得|认为|怎么看|咋看|支持|喜欢|讨厌|站|评价|怎么评价)|(?:谁|哪个局?|哪家(?:单位)?|哪个(?:单位"
    r"|部门))(?:的)?(?:工作|态度|表现|服务|做得)*(?:最|比较"
    r"|更)(?:好|差|棒|烂|牛|坏|腐败|懒|透明|黑|糟|负责|优秀)|(?:最|是不是|算不算)(?:腐败|不作为|懒政|黑暗"
    r"|透明)|腐败|贪污|不作为|懒政|该不该(?:被)?(?:下台|辞职|处分|撤|整顿|问责|追责|批评|表扬|奖励|罚)"
    r"|打(?:个)?分|评(?:个)?分|好不好|满意吗|值得信任|评价一下|点评|"
    r"\bdo you (?:think|believe|like|support)\b|\byour opinion\b|\bwhat do you think\b|\bshould (?:they|he"
    r"|she|the (?:director|mayor|government)) (?:resign|be fired|be punished)|\bcorrupt\w*\b|\b(?:best"
    r"|worst) (?:agency|bureau|department|government)\b|\bis .{0,40} (?:good|bad|lazy|honest) at\b",
    re.I,
)
_OFF_TOPIC = re.compile(
    r"天气|气温|下雨|股票|股市|基金|彩票|比特币|房价|笑话|讲个|故事|唱|诗|歌|菜谱|做饭|怎么做(?:菜|饭)|电影"
    r"|电视剧|游戏|足球|篮球|比赛|世界杯|明星|旅游(?:攻略|景点)|星座|算命"
    r"|恋爱|女朋友|男朋友|减肥|看病|感冒|药|翻译(?:成|一下|这)|写(?:代码|程序|作文|论文|情书)|python|java\b"
    r"|今天(?:几号|星期|周几|是)|现在几点|几点了|你吃"
    r"|(?:\d+\s*[+*/×÷]\s*\d+)|圆周率|首都|总统|战争|选举|台湾|习近平|主席|"
    r"\bweather\b|\bstocks?\b|\bbitcoin\b|\bjokes?\b|\bstory\b|\bpoem\b|\bsong\b|\brecipes?\b|\bmovies?\b"
    r"|\bfootball\b|\bbasketball\b|\bhoroscope\b|\btranslate\b|\bcapital of\b|\bpresident\b|\bwhat time\b"
    r"|\bwhat day\b|\bwrite (?:code|a program|python)\b|\bgirlfriend\b|\bboyfriend\b|\blottery\b"
    r"|\bhow old are you\b|\bmeaning of life\b",
    re.I,
)
_LETTERS = re.compile(r"[\u3040-\u30ff\u0400-\u06ff\u0e00-\u0e7f\u4e00-\u9fff\uac00-\ud7af]|[A-Za-z]{2}|\ue000")
_LANGUAGE = re.compile(
    r"[\u3040-\u30ff]{2}|[\uac00-\ud7af]{2}|[\u0400-\u04ff]{3}|[\u0600-\u06ff]{3}|[\u0e00-\u0e7f]{3}"
    r"|[\u0590-\u05ff]{3}|[\u0900-\u097f]{3}"
    r"|[¿¡]|\b(?:cómo|cuántas?|cuántos?|qué|combien|quelle?s?|wie viele|quantos|quantas|bonjour|hola|guten tag)\b",
    re.I,
)
_INSULT = re.compile(
    r"傻[瓜子逼叉x]|笨蛋|蠢(?:货|猪|驴)?|白痴|骗子|骗人的?$|忽悠|智障|弱智|脑残|废物|垃圾(?:机器人|程序|东西|软件)|(?:真|太|是|好)垃圾"
    r"|^滚|滚(?:蛋|开)|去死|他妈|妈的|操你|草泥马|混蛋|王八"
    r"|\b(?:stupid|idiot|moron|dumb|useless bot|shut up|fuck\w*|damn you|bullshit|you suck|asshole)\b",
    re.I,
)
_CODE = re.compile(
    r"\bselect\b.{1,80}\bfrom\b|\b(?:drop|alter|truncate) table\b|\b(?:insert into|union select)\b|<\s*/?script"
    r"|\brm -rf\b|\bsudo\b"
    r"|\bprint\s*\(|\bimport (?:os|sys|requests)\b|\bdef \w+\s*\(|console\.log|\bfunction\s*\w*\s*\(|#include"
    r"|\bcurl https?:|\beval\(|\{\{.{1,40}\}\}",
    re.I,
)
_COMPLAINS = re.compile(
    r"^\W*(?:请|帮)?(?:我们?|本人)(?:想|要|打算|需要|准备)?(?:去|来|实名|向[^,?]{0,8})?(?:投诉|举报|起诉|控告"
    r"|告(?!诉|知))(?!类|件|数|的)"
    r"|^\W*i (?:want|would like|need|wish|am going) to (?:complain|sue|report (?:the|an?|my))",
    re.I,
)


def complains(text: str) -> bool:
    """我想投诉某某局: asks where to complain, not how many complaints there were."""
    return _COMPLAINS.search(text) is not None


def find_refusal(text: str) -> str:
    """Why a text must be declined: secrets, steer, personal, forecast, opinion, …; empty where it need not."""
    for reason, pattern in (
        ("language", _LANGUAGE),
        ("secrets", _SECRETS),
        ("steer", _STEER),
        ("personal", _PERSONAL),
        ("forecast", _FORECAST),
        ("opinion", _OPINION),
        ("off_topic", _OFF_TOPIC),
        ("insult", _INSULT),
        ("code", _CODE),
    ):
        if pattern.search(text):
            return reason
    return ""


def is_smalltalk(text: str) -> bool:
    """A greeting, thanks, a call for help, or nothing that can be read."""
    return not _LETTERS.search(text) or GREETING.search(text) is not None


def is_about_program(text: str) -> bool:
    """A question about the program itself."""
    return ABOUT_PROGRAM.search(text) is not None


def asks_for_a_file(text: str) -> bool:
    """导出来, 做成表格: wants the figures as a file."""
    return _FILE.search(text) is not None
