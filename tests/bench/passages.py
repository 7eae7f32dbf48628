"""How much of meaning, how much of words: `python -m tests.bench.passages`.

Questions about the prose of the project's samples, each with a pattern that the passages it asks for match. For every
share of the model in the weighted sum: whether the first passage is one of them, and how many of the first five are.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import numpy as np

from ingest.chunks import report_to_passages
from report.passages import PROSE
from retrieval.models import embedder
from retrieval.passages.ranking import combined, lexical
from tests.maker.samples import make_samples

DOCUMENT = Path(__file__).parents[2] / "docs" / "embedding.md"
ASKED = (  # what a passage must match, then questions; none of them stands in the training data
    (r"公开各类信息|发布信息\S*\d|主动公开政府信息\d", "一年挂了多少条信息到网上", "quantity of items put online"),
    (r"微信|新媒体", "政务微信发文多不多", "posts on WeChat"),
    (r"查阅点", "群众到哪里现场查资料", "physical places to consult documents"),
    (r"培训", "给工作人员办过几期培训", "training sessions held"),
    (r"开放日", "哪些单位搞过开放日", "open day for citizens"),
    (r"失效链接|链接", "链接打不开有没有处理", "broken links on the website"),
    (r"解读还不够通俗", "政策解释老百姓看不懂", "policy explanations are hard to understand"),
    (r"不够及时", "信息发得太晚", "information is published too late"),
    (r"人员更换多", "人员流动大不熟悉业务", "staff turnover and inexperience"),
    (r"老年", "老人不会上网怎么获取信息", "elderly people have trouble getting information"),
    (r"搜索", "网站检索不好使", "searching the website is bad"),
    (r"答复文书", "答复书写法不一致", "format of reply letters differs"),
    (r"提案", "委员提案和代表建议办得怎样", "deputies' proposals and their answers"),
    (r"信息处理费", "有没有收处理费", "information handling fee charged"),
    (r"没有收到政府信息公开申请|未收到公民", "一件申请都没收到的单位", "no applications were received"),
    (r"初审|复审|终审", "发布之前由谁审稿", "review of texts before publication"),
    (r"索引号", "旧文件重新核对公开属性", "checking old documents again"),
    (r"电子版", "报告可以在哪里下载", "where to download the report"),
    (r"审查表|公开目录", "修订了公开目录没有", "catalogue of disclosure revised"),
    (r"考核|打分", "年底怎么考核科室", "how departments are appraised"),
    (r"范本", "编写答复范本", "templates for replies"),
    (r"老带新", "老带新学案例", "experienced staff teach new ones"),
)  # fmt: skip


def table() -> list[str]:
    """A row a share of meaning."""
    texts = [
        passage.text
        for sample, made in make_samples()
        for passage in report_to_passages(made.report(sample.file))
        if passage.kind == PROSE
    ]
    model = embedder()
    vectors = model.vectors(texts)
    lines = ["| share of the model | zh first | zh of five | en first | en of five |", "|---|---|---|---|---|"]
    for share in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0):
        cells = []
        for language in (1, 2):
            first, five = [], []
            for row in ASKED:
                right = np.array([bool(re.search(row[0], text)) for text in texts])
                dense = vectors @ model.vectors([row[language]], query=True)[0]
                best = (-combined(dense, lexical(row[language], texts), share)).argsort(kind="stable")
                first.append(right[best[0]])
                five.append(right[best[:5]].sum() / min(5, right.sum()))
            cells += [f"{np.mean(first):.2f}", f"{np.mean(five):.2f}"]
        lines.append(f"| {share:.1f} | {' | '.join(cells)} |")
    return [f"{len(ASKED)} questions in each language over {len(texts)} passages of the samples.", "", *lines]


def main() -> None:
    """Prints the table; `--write` puts it into the document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text = "\n".join(table())
    sys.stdout.write(text + "\n")
    if options.write:
        whole = DOCUMENT.read_text(encoding="utf-8")
        head, _, rest = whole.partition("<!-- passages -->")
        _, _, tail = rest.partition("<!-- end passages -->")
        DOCUMENT.write_text(f"{head}<!-- passages -->\n{text}\n<!-- end passages -->{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
