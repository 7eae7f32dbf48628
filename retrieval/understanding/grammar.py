"""The words of the grammar: what says that something is ranked, added up, compared, explained, drafted, doubted.

They are read in a text where bodies, years, places, sets and measures are marks already.
"""

from __future__ import annotations

import re


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


DRAFT = _re(
    r"起草|草拟|拟(?:一?份|一?个|一?段|写|稿)|初稿|撰写|代写|(?:帮我|帮忙|替我|给我|请)(?:\S{0,6})?写(?!的)"
    r"|写(?:一份|一段|一个|个|份|段|篇)"
    r"|生成.{0,20}(?:年报|报告|初稿|草稿|段|部分)|(?:草稿|模板|范文|范本|提纲|大纲)|(?:一般|通常|应该|应当|该|要|可以"
    r"|怎样|如何|咋)(?:怎么|如何)?写|怎么写(?!的)|如何写"
    r"|怎样写|咋写|写法|"
    r"\bdraft(?:ing)?\b|\boutline\b|\bwrite (?:a|an|the|our|my|me|up|section|part)\b|\btemplate\b|help me write"
    r"|how (?:do"
    r"|should|to|can) (?:i |we |you )?(?:write|word|phrase)"
)
CHECK = _re(
    r"(?:靠不靠谱|准不准确?|可不可[靠信]|可靠不可靠|有没有(?:毛病|猫腻|水分)|信不信得过)|加得(?:起来|拢|上|对)|体检|可信度|可靠性|衔接(?:得上|不上|吗)|吻合|"
    r"勾稽|钩稽|自洽|核(?:一下|下|一核|实|算)|(?:三张|几张|这)?表(?:格|里|内|中)?(?:的)?(?:数(?:字|据)?)?(?:有没有"
    r"|有无|是否有|有)(?:什么)?(?:错|误|问题)|验(?:一下|一验|证)|(?:加|\+)[^,?]{1,24}(?:等于|=)[^?]{1,24}吗|对得上"
    r"|对不上|对的上|核对|核验|校验|复核|验算|检查|查错|(?:有没有|有无|是否有|存在|有什么"
    r"|有哪些)?(?:错误|差错|出错|算错|填错|错漏|矛盾|出入|异常|纰漏)"
    r"|(?:数字|数据|报表|表格|合计|加总|总数|报告)[^,?。]{0,8}(?:有没有|有无|是否|有)?(?:错|问题|毛病|不对"
    r"|准不准|准确|可靠|可信|靠谱|平不平|平衡|一致|相符|能信"
    r"|吻合)|可靠吗|可信吗|靠谱吗|准确吗|能信吗|信得过|不一致|一致吗|一样吗|相符吗|是否一致|平不平|平衡吗|(?:^|两边|左右|账面?|收支|[\ue000-\ue0ff的报告表]|那|也|还)平(?:吗|么|了吗)"
    r"|(?:合计|加总|加起来|总数|总计|横向|纵向|横着|竖着|数字|数据|报表)[^,?]{0,10}(?:对吗|对不对|对么|正确|成立)"
    r"|加起来(?:对|等|是否)|前后矛盾|自相矛盾|"
    r"\badd(?:s)? up\b|\barithmetic\b|\b(?:errors?|mistakes?|inconsisten\w+|discrepanc\w+|contradict\w*)\b"
    r"|\breliab\w+|\btrustworthy\b|\btrust\b|\bconsistent\b|(?<!opening )(?<!closing )\bbalance[ds]?\b(?! rate)"
    r"|\b(?:double[- ]?)?check\b(?! out)|\bverify\b|\bvalidat\w+|\baccurate\b|\bdo(?:es)? the (?:figures"
    r"|numbers|totals|sums)"
)
TOGETHER = r"(?:加|合|凑|算|放)(?:起来|在?一[起块]儿?|到一[起块]儿?)"
ADD_UP = _re(r"^\W*(?:please )?(?:can you |could you )?(?:add|sum) up\b")  # an order to add, no doubt of a sum
# 报告里说了什么问题 asks for the prose.
TELLS = _re(
    r"(?:说|写|提|讲|反映|列|谈)(?:了|到|出)?(?:了)?(?:哪些|什么|啥|的|几个)?(?:主要)?(?:的)?(?:问题|不足)(?!.{0,6}吗)"
)
SOURCE = _re(
    r"引自|(?:看|查|找|见)(?:到|得到|看)?(?:一下)?(?:原始|原文|原件)|出处|来源|来自哪|出自|源自|(?:哪|那)(?:份|个|篇)(?:报告|年报|文件|文档|材料)(?!可信|可靠|靠谱|准|有错)|(?:在|从)?(?:报告|年报"
    r"|文件)?(?:的)?(?:哪里|哪儿|哪一?个?部分|哪一?栏|哪一?段|哪一?格|哪一?节"
    r"|哪一?页|第几页|哪张表|哪个表|哪一?行|哪个位置|什么地方|第几部分)(?:能)?(?:看到|查到|找到|写的?|有|的"
    r"|来的|可以|印|提到)?|怎么来的|(?:依据|根据)(?:是)?(?:什么"
    r"|哪|啥)|有(?:什么|何)(?:依据|根据)|(?:数字?|数据|结论|这些?)(?:是)?(?:从|打)?哪(?:里|儿)?(?:来|得)"
    r"|数据(?:从)?哪(?:里|儿)?来|谁说的|原话|全文|原件|原文(?:链接|在|地址)?"
    r"|(?<!失效)(?<!外部)(?<!友情)链接(?=[在是呢给发有吗]|\W|$)|网址|凭什么|"
    r"\bsources?\b|\bcome[s]? from\b|\bwhere (?:did|do|does|is|was|can|in)\b.{0,80}(?:from|found|printed"
    r"|stated|see|find|get|reported|written|appear)|\bwhich (?:section|page|table|row|part|report|file"
    r"|document)\b|\bcite[sd]?\b|\bcitation\b|\breference\b|\bprovenance\b"
)
WHY = _re(
    r"为什么|为何|为啥|什么原因|啥原因|原因(?:是(?!多少|几)|在|何)|怎么会|咋会|(?:怎么|咋)(?:会)?(?:这么|那么"
    r"|才)(?!写|说|做)|何以|怎么回事|什么缘故|\bwhy\b"
    r"|\bhow come\b|(?<!good )(?<!proper )(?<!legitimate )(?<!justified )(?<!due )\breasons? (?:for|behind|why)\b"
    r"|what (?:caused|explains)"
)
YEARS = _re(
    r"(?:一共|总共|共|存)(?:了)?(?:有)?几年的?(?:年报|报告|数据|资料)|(?:收录|收集|有|包含|包括|涵盖|覆盖|存|库里有|掌握)(?:了)?(?:的)?(?:哪些|哪几个|哪几|哪|什么"
    r"|几个)(?:年份|年度|年)(?:的)?(?:年报|报告|数据)?|(?:哪些"
    r"|哪几|哪几个|什么)(?:年份|年度|年)(?:的)?(?:年?报告?|数据|资料)|(?:年报|报告|数据)(?:有|都有"
    r"|收录了?)(?:哪些|哪几|哪)(?:年份|年度|年|几年)|(?:哪些|哪个"
    r"|哪家|哪几家|谁|\ue004)[^,?]{0,12}(?:没有?|还没|尚未|未|缺)(?:有|能)?(?:公布|发布|公开|提交|上传|报送"
    r"|收录|交|出)?(?:过)?(?:\ue000"
    r"|\ue001)?(?:的)?(?:年报|年度报告|报告|工作报告)|(?:缺|少)(?:了)?(?:哪|几|什么)(?:些|几)?(?:年|份|家"
    r"|单位)|(?:收录|有)(?:了)?(?:哪些|哪几家"
    r"|多少|几)(?:家|个)?(?:单位|机关|部门|局)(?:的)?(?:年报|报告|数据|资料)?$"
    r"|(?:能|可以|支持)查(?:到|询)?(?:哪些|什么|多少)? ?\ue004|最新的?(?:年报|报告|数据)是?(?:哪|什么|几)"
    r"|有(?:哪些|几家|几个|多少家?)? ?\ue004(?:的)?(?:年报|报告|数据|资料)\W*$"
    r"|(?:有没有|是否有|有无|是否公布(?:了)?"
    r"|是否发布(?:了)?|有)[^,?错误]{0,12}(?:年报"
    r"|年度报告|报告)(?:吗|没有|没|\?|$)|(?:公布|发布|公开|出)(?:了)?(?:吗|没有?)\W*$|年报(?:公布|发布|出来"
    r"|公开|有)(?:了)?(?:吗|没有|没|么)\W*$|"
    r"\bwhich years\b|\bwhat years\b|\bwhich (?:agencies|bodies|bureaus|departments"
    r"|reports)(?: do you)? (?:have|are (?:missing|stored|covered|available|in))|\bwhat (?:agencies|reports"
    r"|bodies|data) (?:do you have|are (?:there|stored|available))|(?:has|have|did)(?:(?: the)? \ue003"
    r"| the \w+)? ?(?:not |n't )?(?:yet )?(?:publish(?:ed)?|release[d]?) (?:(?:its|a|an|the"
    r"|their) )?(?:\ue000 )?(?:annual )?reports?|who (?:has|have|did) ?n[o']t publish|not (?:yet )?published"
    r"|missing (?:reports?|years?)"
)
STORED = _re(
    r"(?:收录|录入|收集|收|存|入库|库里有)(?:了)?(?:多少|几)(?:份|篇|个)(?:年报|报告|年度报告)?|(?:数据|资料"
    r"|报告)(?:更新|截止|截至|覆盖)(?:到|至)"
    r"|\bhow many (?:annual )?reports (?:do you (?:have|hold)|are (?:there|stored|in))"
    r"|\bhow (?:up to date|current|recent)\b"
)
PUBLISHED = _re(
    r"(?:公布|发布|公开|提交|报送|收录|有|出|上传|编制|交)(?:了|过)?(?:的)?(?:政府信息公开)?(?:多少|几)?(?:份"
    r"|篇|个|本)?(?:\ue000|\ue001)?(?:年度"
    r"|的)*(?:政府信息公开)?(?:工作)?(?:年报|年度报告|报告)|(?:年报|年度报告|报告)(?:一共|总共|共)?(?:有"
    r"|收录)?(?:了)?(?:多少|几)(?:份|篇|家|个|本)?"
    r"|(?:收录|有)(?:了)?(?:多少|几)(?:份|篇|本)(?:年报|年度报告|报告)?|"
    r"\b(?:have|has|had|published?|released?|filed|submitted|posted|issued|there (?:are|were))\b(?: (?:a|an"
    r"|its|their|the|annual|stored|\ue000))* ?(?:disclosure )?(?:annual )?reports?\b|\bhow many (?:annual "
    r"|\ue000 )*reports?\b|reports? (?:are|were) (?:stored|here|in|available|published)"
)
EXPLAIN = _re(
    r"能(?:不能)?(?:直接)?(?:对)?比(?:较)?吗|可比吗|能不能(?:直接)?比\b|"
    r"是哪[一二两三四五六七八九十几些]?(?:种|类|项)|什么是|何为|何谓|啥是|啥叫|什么叫|是什么(?!问题|时候"
    r"|原因)(?:意思|东西|概念)?|什么意思|啥意思|何意|含义"
    r"|涵义|定义|概念|指(?:的)?(?:是)?(?:什么|哪|啥)|怎么(?:算"
    r"|计算|统计|理解|填|填写|界定|认定|判断|区分|定义|计)|如何(?:算|计算|统计|理解|填|填写|界定|认定|判断"
    r"|区分|计)|计算(?:公式|方法|方式)|公式|口径|(?:有)?(?:什么|啥"
    r"|哪些)(?:区别|不同|差异|差别|变化|联系|关系)|区别(?:是|在)|的区别|差别(?:是|在)|(?:哪|那)(?:个"
    r"|一)?(?:版本|版)|版本|格式(?:有|的|里|是)|新版|旧版"
    r"|单位(?:是)?万?元|万?元还是万?元|填(?:写)?(?:万元|元|什么|0|零|哪|多少|几|在)|(?:一样|相同|等同|等价|相等|一回事)吗|算不算|算(?:在|作|是"
    r"|入|到)?.{0,10}(?:吗|里面|哪)"
    r"|属(?:于)?.{0,10}吗|包(?:不)?(?:含|括).{0,10}吗|包(?:含|括)(?:了)?(?:哪|什么|啥)"
    r"|第[一二三四五六七八九十百\d]+条|条例|几种|几类|哪几种|哪几类"
    r"|哪些情形|几个(?:部分|栏目|情形|版本)|规定|期限|时限|截止|什么时候|何时|几号|几月|多少(?:天|日"
    r"|个?工作日)|多久|谁来|由谁|(?:可不可以|能不能|可以|能否|是否可以|必须|需要"
    r"|应当|要不要|该不该|用不用|是否需要|是否应当|是否必须).{0,20}(?:吗|么|\?|$)|三安全一稳定"
    r"|单位(?:是)?(?:什么|啥)|怎么(?:申请|办理|提交)|如何(?:申请|提交)"
    r"|有哪些(?:部分|内容|情形|栏目|项目|规则|要求|勾稽)|依据(?:是)?(?:什么|哪)|为什么要|(?:要|收|用|花)(?:不(?:要"
    r"|收|用))?(?:付)?(?:钱|费|费用)(?:吗|么)|哪些表|几张表|什么情况|哪种情况"
    r"|哪些情况|啥情况|讲的?(?:是)?(?:什么|啥)"
    r"|说的?(?:是)?(?:什么|啥)|作用|意义|要求"
    r"|(?:的)?(?:区别|异同)\W*$|依据(?:第|条)|哪条|救济|怎么回事|(?:谁|什么机关|哪级)(?:能|可以|有权|才能)|算什么"
    r"|精确|小数|(?:理由|情形|栏目|项目|指标)(?:都)?(?:有|是)(?:哪些|什么)"
    r"|按(?:件|项|次|页|条)|举例"
    r"|怎么办|等于(?:什么|哪|啥|谁)|相加|算(?:几|多少|作?一)件|算(?:在|到)哪|(?:改|变|调整|新增|取消|删)(?:了"
    r"|动)(?:什么|啥|哪)"
    r"|(?:最多|最长|最晚|最迟)[^,?]{0,6}(?:几|多少)[天日]|(?:几|多少)个?(?:天|日|工作日)(?:内|之内)?|哪一?条|第几条"
    r"|条款"
    r"|(?:是|叫)啥|怎么(?:收|交|报|处理|提)|如何(?:收|处理|界定)|(?:要|应该|应当|需要|必须|得)(?:公布|编制?|发布"
    r"|提交|公开|写|填)"
    r"|要不要|(?:收|交)多少钱|收费标准|有什么后果|会怎样|怎么(?:投诉|举报|维权|救济)|勾稽关系(?:有|包括|是|指|怎么"
    r"|如何)"
    r"|\bwhat (?:is|are|does|do)\b.{0,60}(?:mean|\?|$|refer|stand for|include|cover|say)|\bmean(?:s|ing)?\b"
    r"(?! (?:number|count|value|total|figure|volume|of\b))"
    r"|\bdefin(?:e|ition|ed)\b|\bwhat counts\b|\bcounts? as\b|\bdifference between\b|\bdiffer(?:ence|s)?\b"
    r"|\bdistinguish|\bdeadline\b|\bby when\b|\bwhen (?:must|should|is|are|does|do)\b|\bhow (?:is|are|do|does"
    r"|should)\b.{0,60}(?:calculated|computed|counted|defined|filled|reported|work|compute|calculate|fill"
    r"|count)|\bexplain\b|\bwhich (?:editions?|versions?|articles?)\b|\barticles? \d+|\bregulations? (?:say|require"
    r"|provide)|\bformula\b"
    r"|\bhow (?:do|can|may|should|could) (?:i|we|you|one|citizens|people|applicants?|an applicant)"
    r" (?:appeal|challenge|contest|apply|complain|object|sue)\b"
    r"|\bhow long\b|\bhow many days\b|\bwithin how\b|\b(?:must|should|may|can) (?:an?"
    r"|the|we|i|agenc)|\bis it (?:allowed|required|legal|mandatory)|\bwhat happens\b|\bunit\b|\bsame as\b"
    r"|\bequivalent\b|\bhow many (?:kinds|types|grounds|categories|reasons|columns|rows|sections|parts)\b"
    r"|\btell me about the form"
)
MENTION = _re(
    r"提到|提及|谈到|说到|讲到|写到|写了(?!多少|几)|写着|写明|出现(?:过|了)?[“\"]|有没有(?:写|说|提)|怎么(?:写|说"
    r"|描述)的"
    r"|\bmention(?:s|ed)?\b|\brefer(?:s|red)? to\b|\btalks? about\b"
)
SHARE = _re(
    r"占比|占[^,?，。]{0,8}\ue002(?:总数|总量|总计)?的?(?:多少(?![件个份])|几成|几分|百分|比例)|(?:有)?多大(?:的)?(?:比例|比重)|占到?(?:了)?(?:其中|全部|总数|总量|总)?(?:的)?(?:多少(?!件|个|份|宗|起)"
    r"|百分之|几成|多大|几分|比|比例|\d|全部)"
    r"|\ue002(?:的)?率(?![\u4e00-\u9fff]?化)|占\ue002|占\ue004|占(?=总|全|办结|申请|新收|整|当年|本年|所有)"
    r"|(?:的)?(?:比例|比重|份额|百分比)(?!.{0,4}(?:变化|增|减|上升|下降))|百分之(?:几|多少)(?:的|是|来自|由|为"
    r"|属于)|几成|多大比例|多少(?:比例|百分比)|百分率|按办结总数"
    r"|\b(?:share|proportion|fraction|portion|ratio)\b|\ue002 per \ue002|\bpercent(?:age)? (?:of|were|was|are|is)\b"
    r"|\bwhat per ?cent(?:age)?\b(?! (?:change|increase|decrease|did))|\bas a (?:percentage"
    r"|share|proportion)\b|\bwhat %|\bmake up\b|\baccount(?:s|ed)? for\b"
)
# 自然人占企业的多少: one box against another, though it is no part of it.
ONE_OF_ANOTHER = _re(
    r"(?<![和、与及跟加上])\ue002[^\ue002,?合共]{0,6}(?:占|相当于|是)[^\ue002,?]{0,4}\ue002"
    r"|\bratio\b|\ue002[^\ue002,?]{0,24}\b(?:to|per|relative to|(?:share|percentage|proportion|fraction) of|out of"
    r"|divided by|over|against|versus|vs)\b[^\ue002,?]{0,16}\ue002"
)
CHANGE = _re(
    r"同比|环比|(?:比|较|跟|与|和|相比)(?:于)?(?:上一?年度?|前一年度?|上年度?|上一个年度|去年同期"
    r"|\ue000)(?:同期)?(?:相比|比)?(?:变化|增|减|上升|下降|涨|跌"
    r"|升|降|提高|降低|多|少)*(?:了)?(?:的)?(?:幅度|百分|多少%|比例|率|几成|%)|(?:增减|变化|变动|增长|上升"
    r"|下降|减少|涨跌|升降|波动)(?:的)?(?:幅度|率|百分比"
    r"|比例)|(?:变化|增长|增加|下降|减少|上升|涨|跌|降|升|增|减|多|少|高|低)(?:了|出)?(?:百分之|几个百分点|多少个?百分点"
    r"|多少%|几成)|增幅|降幅|^\W*(?:那么?)?幅度|涨幅|跌幅|增长率|增速|幅度多大|多大幅度"
    r"|\byear[- ]?(?:on|over|to)[- ]?year\b|\byoy\b|\bby what (?:percent(?:age)?|%)"
    r"|\bpercent(?:age)? (?:change|increase|decrease|growth|rise|drop|decline)|\bwhat (?:percent(?:age)?"
    r"|%) (?:change|increase|decrease|did)|\bin per ?cent\b|\b(?:rate of (?:growth|change|increase))\b"
    r"|\bgrowth rate\b|\bhow (?:much|many) per ?cent"
)
UP_OR_DOWN = _re(
    r"(?:升|涨|增加?|上升|增长|多|提高|高|好)(?:了)?(?:还是|或者?|or)(?:下降|减少?|跌|少|降低?|低|差)"
    r"|(?:降|跌|减少?|下降|少|降低|低)(?:了)?(?:还是|或者?)(?:上升|增长?|增加|涨|升|提高|多|高)"
    r""
    r"|\bis (?:it|that|this) (?:going up|going down|rising|falling|increasing|decreasing|growing)\b"
    r"|\b(?:up or down|more or (?:less|fewer)|(?:increase|rise|grow|improve|higher)\w*"
    r" or (?:decrease|fall|decline|drop|worsen|lower)\w*)\b"
)
LAST_YEAR_TOO = _re(
    r"(?:比|较|跟|与|和|同|相比|对比|相对|比起|比照)(?:于)?(?:它的)?(?:上一?个?年度?|前一年度?|上年度?"
    r"|前一个年度)(?!\S{0,2}结转)|上一?年(?:相|对)?比"
    r"|(?:compared|relative) (?:with|to) (?:the )?(?:year before|previous year|prior year|preceding year"
    r"|last)|(?:than|from|over|against|versus|vs\.?) (?:the )?(?:year before|previous year|prior year"
    r"|preceding year|year earlier)|the year before(?! last)|(?:a|one) year earlier|previous year|prior year"
)
ONLY_A_YEAR = _re(
    r"^\W*(?:and |what about |how about |then )*(?:in |for )?(?:the )?(?:year before|previous year"
    r"|prior year|preceding year"
    r"|year earlier)(?: that)?(?: then)?\W*$"
)
TREND = _re(
    r"趋势|走势|越来越|一年比一年|逐渐|(?:上?升|涨|增|多)了还是(?:下?降|跌|减|少)|是?增(?:是|还是|了还是)减"
    r"|是?减(?:是|还是)增|(?:的)?变化(?!百分|幅度|率|了?多少|.{0,2}百分)(?:情况|曲线|过程)?|怎么变|如何变|咋变|变了吗"
    r"|变化如何|演变|发展(?:情况|变化|态势)|(?:是)?(?:上升"
    r"|增长|增加|涨|多|升高|增)(?:了)?(?:还是|或|或者|or)(?:下降|减少|跌|少|降|减|降低)|(?:是)?(?:下降|减少|跌"
    r"|降)(?:了)?(?:还是|或)(?:上升|增长|增加|涨"
    r"|升)|一年比一年|一年(?:多|少|高|低)过一年|连年|逐年|历年|每一?年|各年|年年|起伏|波动|曲线|折线|变动情况|涨了还是"
    r"|\btrends?\b|\bdevelop(?:ed|ment|s)?\b|\bevol(?:ve|ved|ution)\b|\bover time\b|\bover the years\b"
    r"|\byear by year\b|\bby year\b"
    r"|\byear after year\b|\byear over year\b(?!.{0,12}(?:change|growth|%|per))|\beach of the years\b"
    r"|\beach year\b|\bevery year\b|\bhistory\b|\bchange[ds]?\b(?=.*\ue001)"
    r"|\bmove[ds]?\b(?=.*\ue001)|\b(?:rise|rising|increas\w+|going up) or (?:fall|falling|decreas\w+"
    r"|declin\w+|going down)|\bup or down\b|\bsince when\b|\bper year\b|\bannual (?:figures|numbers)\b|time series"
)
DIFFERENCE = _re(
    r"差(?:多少|几|距|额|了?多少|别有多|了几)|相差|(?:多|少|高|低)(?:出来?)?(?:多少|几)"
    r"|(?:多|少|增|减|增加|减少|高|低|增长|下降|上升|涨|跌|升|降|提高|降低)(?:收到?|办结?"
    r"|公开|拒绝|作出|处罚|接到?)?(?:了|出"
    r"|出来)(?: ?how many|多少|几|\ue002)|(?:比|较)[^,?]{0,40}(?:多|少)\ue002|(?:多|少|增加|减少|增|减|高|涨|跌"
    r"|低)(?:多少|几(?:件|个|份|家"
    r"|条))|增减(?:了)?(?:多少|几|件|情况|数)|增减|净增|比.{0,30}(?:多|少|高|低)(?:了)?(?:多少|几|how)"
    r"|变化(?:了)?多少(?!百分|%)|变动多少|差值|差额|多几|少几"
    r"|\bhow (?:many|much) (?:more|fewer|less|higher|lower|greater)\b|\b(?:more|fewer|less|higher"
    r"|lower) by how\b|\bby how (?:many|much)\b|\bdifference\b|\bgap\b|\bincrease or decrease\b|how (?:much"
    r"|many).{0,60}(?:increase|decrease|change|rise|fall|grow|drop)"
)
COMPARE = _re(
    r"比较|对比|相比|比一比|比一下|比一比|\bvs\b|pk|(?:哪|谁)(?:个|家|一个|一家|一年|年|边"
    r"|方)?(?:的)?[^,?]{0,24}(?:更|比较|多|少|高|低|大|小|最)"
    r"|(?:比|跟|和|与|同)\ue003[^,?]{0,24}(?:多|少|高|低|大|小|怎么样|如何)|有\ue003[^,?]{0,12}(?:多|少|高|低)(?:吗"
    r"|么|\?|$)|比[^,?]{0,40}(?:多|少|高|低|大"
    r"|小)(?:吗|么|不|还是|些|一点|$|\?)"
    r"|(?:跟|和|与|同)[^,?]{0,30}(?:相?比|对比|比较)|谁(?:的)?[^,?]{0,16}(?:多|少|高|低)|(?:多|高"
    r"|大)还是[^,?]{0,12}(?:多|高|大)|分别|各(?:是|有|自|收"
    r"|为)|孰|一样多|差不多|多还是少|高还是低"
    r"|\bcompare[ds]?\b|\bcomparison\b|\bversus\b|\bvs\b|\bwhich (?:of|one|year|body|agency"
    r"|bureau)\b.{0,80}(?:more|fewer|less|higher|lower|greater)|\b(?:more|fewer|less|higher|lower|greater"
    r"|larger|smaller)\b.{0,60}\bthan\b|\bside by side\b|\bagainst\b|\brespectively\b|\bwho (?:had|received"
    r"|has|got|granted) (?:more|fewer)|\bmore or (?:fewer|less)\b"
)
_TOP = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]+|one|two|three|four|five|six|seven|eight|nine|ten)"
RANK = _re(
    r"排名|排个名|排个序|排(?:一)?下|排一排|排出来|排个队|排序|排行|排位|名次|排列|排第|榜|第一名?|第\s*(?:一|1)"
    r"|座次|排座|冠军|垫底|倒数|排头|打头|头一?名|头一[家个位]|领头|领跑|拔得头筹|殿后|垫后|吊车尾|末尾|末名|最末"
    r"|最后(?:一|两|三|几|\d)?[名家个位]|最(?:多|少|高"
    r"|低|大|小|忙|严|积极|不积极|好|差)|(?:前|后"
    r"|头)(?![一两几]个?年)(?:\d+|[一二两三四五六七八九十]+)(?:名|位|家|个|强)?|数一数二|首位|末[位名]|最后一名|居首|居末|领先|倒序|倒着排|反过来|反着排|颠倒|从(?:多到少"
    r"|高到低|大到小|少到多|低到高|小到大)|由(?:多到少|高到低)"
    r"|(?<![a-z])top(?![a-z])|\brank(?:ed|ing|s)?\b|\b(?:most|least|fewest|highest|lowest|largest|smallest|greatest"
    r"|biggest)\b|\bbottom\b|\bleading\b|\bleads?\b|\bworst\b|\border(?:ed)? by\b|\bsort(?:ed)?\b"
    r"|高峰|顶峰|巅峰|低谷|谷底|\bpeak(?:ed)?\b|\brecord (?:year|high|low)\b|\bbusiest\b"
    r"|\bfirst place\b|\btop(?:s|ped)\b|\bleader ?boards?\b|\bleague table\b|\btables? of\b"
    r"|\bchampions?\b|\bascending\b|\bdescending\b"
)
ASCENDING = _re(
    r"殿后|垫后|吊车尾|末尾|末名|最末|最后(?:一|两|三|几|\d)?[名家个位]|最(?:少|低|小|差)|低谷|谷底|倒数|垫底|末[位名]|最后一名|后(?:\d+|[一二两三四五六七八九十]+)(?:名|位|家|个)|从(?:少到多|低到高"
    r"|小到大)|升序|居末|由(?:少到多|低到高)|\b(?:least"
    r"|fewest|lowest|smallest|bottom|ascending|worst)\b"
)
BY_THE_YEAR = _re(
    r"年均|(?:平均|均)(?:下来)?(?:每一?年|一年)|(?:每一?年|一年)平均|\b(?:per year|a year|annually|yearly) on average\b"
    r"|\baverage (?:annual|yearly|per year)|\b(?:annual|yearly) average\b"
)
BOTH_ENDS = _re(
    r"最(?:多|高|大).{0,16}(?:最|和最?|跟最?)(?:少|低|小)|最(?:少|低|小).{0,16}(?:最|和最?|跟最?)(?:多|高|大)"
    r"|\b(?:most|highest|largest)\b.{0,40}\b(?:least|fewest|lowest|smallest)\b"
    r"|\b(?:least|fewest|lowest|smallest)\b.{0,40}\b(?:most|highest|largest)\b"
)
COUNT_OF_TOP = _re(
    rf"(?:前|后|倒数|头|排名前|top|bottom|first|last)\s*{_TOP}|(?:最(?:多|少|高|低|大|小)的?(?:前)?"
    rf"|取[^,?]{{0,8}}|哪|列出"
    rf"|给出)\s*{_TOP.replace('<n>', '<n2>')}\s*(?:家|个|名|位|所|(?=\s|$|单位|局))|(?:the|which|what|list|show"
    rf"|name)\s+{_TOP.replace('<n>', '<n3>')}\s+(?:\w+\s+){{0,3}}?(?:with|had|have|that|most|least|\ue004|highest"
    rf"|lowest|fewest|largest|top|agencies|bodies|bureaus)|{_TOP.replace('<n>', '<n4>')}\s*(?:家|名|个单位"
    rf"|个局|个部门|强)"
)
SUM = _re(
    rf"合计(?!有?几家)|总和|总计|总共|一共|共计|累计|{TOGETHER}"
    r"|拢共|加总|相加|汇总|总数|总量|总额|总的|之和|求和|全部加"
    r"|共(?:有|收|办|制|新|(?=\ue002))|\bsum\b|\bin total\b"
    r"|\btotals?\b|\baltogether\b|\bcombined\b|\bin all\b|\badd(?:ed|ing)? (?:up|together)\b|\boverall\b"
    r"|\baggregate\b|\btogether\b|\bcumulative"
)
# Boxes added up: 予以公开和部分公开一共多少, 复议+诉讼; not 一共几件,被纠正几件.
ADDED = _re(
    rf"{TOGETHER}|相加|之和|总和|求和|合计|[两三四五六几](?:项|类|种|样|个|者)(?:加|合|一共|总共|的和|总数)|加总"
    r"|\b(?:combined|together|sum|altogether|added)\b"
)
BOTH_ADDED = _re(r"\ue002[^,?]{0,6}(?:\+|加上?|plus)[^,?]{0,4}\ue002")
IN_ALL = _re(r"一共|总共|共(?:计|有)?(?=多少|几)|总计|统共|拢共|\bin (?:total|all)\b|\btotal\b")
HOW_MANY = _re(r"多少|几(?=[件个宗起次份项条家]|$)|\bhow (?:many|much)\b")
ADDS_UP = re.compile(
    r"^\W*(?:那么?|把)?(?:它们|他们|这|那)?[两二三四五六几]?[者个项类种块样]?"
    rf"(?:{TOGETHER}|相加|求和)(?!等|才|应)"
)
MEAN = _re(
    r"平均|年均|均值|均数|人均|家均|每家(?:单位|机关)?(?:大概|大约)?(?:多少|几|收)|\baverage\b|\bmean\b(?!s)|\bavg\b"
    r"|\bon average\b"
    r"|\bper (?:agency|body|bureau)\b"
)
MEDIAN = _re(r"中位|中间值|\bmedian\b")
# By what changed between two years, over many bodies: 增长最多, the largest drop.
GROWTH = _re(
    r"(?:增长|增加|增|上升|上涨|涨|升|下降|减少|减|下跌|跌|降)(?:得|了|的)?(?:幅度|比例|率|百分比|数量|量"
    r"|件数)?(?:最|前|排)"
    r"(?!近|后|新)|(?:多|少)(?:得|出来?)?最(?:多|大|猛|厉害|凶|明显)|(?:增幅|降幅|涨幅|跌幅|增长率|增速|变化率|变化幅度|同比(?:增长|变化|增减)?)(?:最|排|前|第一|冠军|榜)"
    r"|最(?:大|高|快|多)(?:的)?(?:增幅|降幅|涨幅|跌幅|增长|增加|下降|减少)"
    r"|\b(?:grew|rose|risen|increased?|climbed|jumped|fell|fallen|dropped|declined?|decreased?|shrank)\b.{0,30}"
    r"\b(?:most|fastest|sharpest|sharply)\b"
    r"|\b(?:largest|biggest|sharpest|steepest|greatest|highest|fastest)\b.{0,20}"
    r"\b(?:increase|growth|rise|jump|drop|decline|decrease|fall)\b"
)
# Which bodies had more than in another year: 哪些单位比上年增加了, 新收少于2022年的有几家.
ROSE_OR_FELL = _re(
    r"(?:比|较|跟|与|和|同|相比|对比|相较于?|相对于?)[^,?]{0,10}?(?:上一?个?年度?|前一年度?|去年(?:同期)?|\ue000|上年同期)(?:度)?(?:同期)?(?:的)?(?:相?比|来说|而言)?"
    r"[^?]{0,16}?(?P<way>增|涨|升|多|高|减|降|少|低|跌|下滑|回落|缩)"
    r"|(?:同比|环比|\ue001|\ue000[^,?]{0,3}\ue000)[^?]{0,20}?(?P<way2>增|涨|升|减|降|跌|下滑|回落|缩)"
    r"|(?P<way3>多|高|少|低)(?:于|过)\ue000"
    r"|\ue000[^?\ue000]{0,12}?\ue002[^,?]{0,3}?(?P<way4>增加|增长|上升|上涨|提高|减少|下降|下滑|回落|降低)了?(?:的|\W|$)"
)
NOT_A_WAY = _re(r"增减|涨跌|升降|多少|高低|还是|多不多|少不少|增没增|变化|幅度|幅|率|差")
MAXIMUM = _re(
    r"最(?:大|高)(?:的)?(?:值|数|数字|数值|纪录|是多少|多少|有多少|为多少|达到多少|达多少|几件)|最(?:多|高"
    r"|大)(?:的)?(?:那家|一家|单位|那个|的)?(?:有|是|收|为"
    r"|达|收到|达到)?(?:了)?(?:多少|几)(?!家|个单位|名)|峰值|\bmaximum\b|\bmax\b|\bthe (?:highest|largest|greatest"
    r"|biggest) (?:number|figure|value|count|total|amount)|\bwhat (?:is|was) the (?:most|highest|largest)"
)
MINIMUM = _re(
    r"最(?:小|低)(?:的)?(?:值|数|数字|数值|是多少|多少|有多少|为多少|几件)|最(?:少|低|小)(?:的)?(?:那家|一家"
    r"|单位|那个|的)?(?:有|是|收|为"
    r"|收到)?(?:了)?(?:多少|几)(?!家|个单位|名)|\bminimum\b|\bmin\b|\bthe (?:lowest|smallest|fewest) (?:number|figure"
    r"|value|count|total|amount)|\bwhat (?:is|was) the (?:least|lowest|smallest)"
)
COUNT = _re(
    r"(?:多少|几|多小)个?(?:单位|部门|机关|机构)(?!名)|(?:多少|几|多小)(?:家|个(?:单位|部门|机关|局|机构|委办局"
    r"|地方)?|所)(?!月|部分|百分点|年|人|工作日)"
    r"|有几(?:家|个)|(?:家|单位|机关|局|部门)(?:的)?(?:个数|总数|数(?![据字一])(?:量|目)?)|数一数"
    r"|(?:单位|部门|机关|局|\ue004)(?:一共|总共|共)?有?多少(?=\W|$|家|个)"
    r"|\ue004(?:的)?(?:个数|家数|数量|数目|总数|数(?![据字一]))"
    r"|\bhow many (?:of (?:the|them|these|all) ?)?(?:\w+ )?(?:agenc\w+|bod(?:y|ies)|bureaus?|departments?"
    r"|authorit\w+|offices|units|\ue004)"
    r"|\b(?:number|count) (?:of )?(?:the )?(?:agenc\w+|bodies|bureaus|departments|\ue004)"
    r"|\ue004,? how many (?!.{0,40}(?:did|in total))"
)
LIST = _re(
    r"哪些|哪几(?:家|个)|哪(?:家|个)|有谁|有哪|谁(?=没|有|超|收)|都有(?:谁|哪)|找出|列出|列举|筛选|挑出|列一下"
    r"|名单|\bwhich\b|\bwho\b|\blist\b"
    r"|\bfind\b|\bname (?:all|the)\b|\bshow\b"
)
# These ask for the same again, or point at it: no words to look for.
REPEATS = re.compile(
    rf"{TOGETHER}|再|重复|刚才|确定|真的|没错|对吗|是吗|详细|具体|件数|数字|数值|数据|继续|然后|这么|那么"
    r"|相加|求和|合计|一共|总共|第[一二三四五六七八九1-9]|个$|那|这|俩|两|们|差|就行|就好|的话|列?出来?|没有|哦|就|咯|喽|呗|嘛|啊|往|另|它|最新|最近|百分点|前一"
    r"|后一|上一|下一|次年"
    r"|同期|同年|本年|[一二两三四五六七八九十几]+(?:个|家|名|位|年|者|项|件)|哪|几|多|少|家|高|低|还是|怎么样|有|都"
    r"|对比|比较|比|一下|看|请|帮|我|想|最|前|后|名|升|降|涨|跌|超过|不到|不足|以上|以下|大于|小于|高于|低于|至少|\d"
    r"|\b(?:again|sure|really|more|repeat|one|latest|that|this|it|before|after|next|previous"
    r"|same|top|bottom|least|most|over|under|above|below|than|years?|earlier|former|latter|both|other|compare|trend"
    r"|prior|preceding|please|thanks?|then|also)\b",
    re.I,
)
COUNTS = re.compile(
    r"多少|几|数|量|哪|谁|件|率|最|排|\ue004|合计|总|平均|趋势|走势|变化|比"
    r"|\b(?:how|many|much|number|which|who|most|least|top|rank|total|average|rate)\b",
    re.I,
)
# 哪些机关要公布年报 asks about the rule, 撤回的算在哪里 about the form.
MUST = re.compile(r"(?:\ue004|谁)(?:都|才)?(?:要|应当|应该|需要|必须|得)(?:公布|编|发布|提交|写|报|公开)")
COUNTED_WHERE = re.compile(
    r"依据(?:是)?(?:哪|第)一?条|第几条|哪一?条|(?:算|填|写|计|归|放)(?:在|到|入|进|作|为)?(?:哪|第几)"
)
WHAT_TO_WRITE = re.compile(r"(?:写|填|包括|包含|报)(?:一?些)?(?:什么|哪些|啥)")
# What a body was called before, and whether two names are one body.
NAMES = _re(
    r"改(?:过|了)?(?:名|称)(?!(?:以|之)?后)|更名(?!(?:以|之)?后)|现在?(?:改)?(?:叫|名)(?:什么|啥)?|新名|后来(?:改)?叫|曾用名|旧称|旧名|前身|以前(?:叫|是)|原来叫|原名|之前叫|是(?:不是)?一家(?:单位|机关|人)?(?:吗|么|吧|\\?|$)|(?:是|算)?(?:不是)?同一(?:个"
    r"|家)(?:单位|局|机关|部门)?(?:吗|么|吧|\?|$)"
    r"|(?:合并|机构改革)(?:前|后|来|而来|成)|\bformer(?:ly)?(?: name| names| called| known)|\brenamed\b"
    r"|\bused to be called\b|\bthe same (?:body|agency|bureau)\b"
)
SAID_HOW = _re(r"怎么(?:说|写|讲|提)|如何(?:说|写|表述)|提到|提及|原文|报告里(?!的?名)")
# Help with writing, and what many reports say: neither is a question about the rules.
WRITES = _re(
    r"起草|草拟|撰写|代写|帮(?:我|忙)[^,?]{0,6}写|(?:怎么|如何|怎样|咋)写|写(?:一份|一段|一个|份|段|篇)|草稿|模板"
    r"|范文|范本|提纲|大纲"
    r"|\bdraft|\boutline\b|\bwrite\b|\btemplate\b"
)
ALL_BODIES = _re(
    r"哪些(?:单位|部门|机关|局)(?!要|应|必须|需|得)|(?:其他|别的)(?:单位|部门|机关|局)[^,?]{0,6}(?:写|做|说|报的)"
    r"|提到|\bmention"
)


def says_total(text: str) -> bool:
    """总数, 合计 over a span of years, where nothing asks for each of them."""
    return re.search(r"(?:总数|总量|合计|总计|总共|一共|累计)(?:是|有)?(?:多少|几)?[件个]?\W*$", text) is not None


def says_added(text: str, marked: str) -> bool:
    """Whether what is named is to be added up; `marked` has a mark for each box."""
    if ADDED.search(text) or BOTH_ADDED.search(marked):
        return True
    return IN_ALL.search(text) is not None and len(HOW_MANY.findall(text)) < 2
