/** A bank of the district's own, with questions in every state: drafted, submitted, sent back, published, retired. */
import type { Tx } from "~/db.server";
import { REVIEW_ITEMS } from "~/questions/draft";
import { type DraftContent, draftContentSchema } from "~/questions/draft-content";
import { findDraft } from "~/questions/draft-steps.server";
import { changeDraft, openDrafts, openRevision, returnDrafts, submitDrafts } from "~/questions/drafts.server";
import { createBank } from "~/questions/own-banks.server";
import { publishDrafts } from "~/questions/publication.server";
import { retireQuestions } from "~/questions/retirements.server";
import { ago, officeHour } from "./days.ts";
import { actor, type District } from "./district.ts";

const LAW = "行政处罚法";
const cites = (...articles: number[]) =>
  articles.map((article) => ({ law: LAW, article, paragraph: null, item: null, version: "2021-01-22" }));

type Part = Extract<DraftContent, { type: "case-group" }>["questions"][number];

function choice(
  stem: string,
  [right, ...wrong]: [string, ...[text: string, why: string][]],
  explanation: string,
  citations: Part["citations"],
): Part {
  const options = [{ text: right, feedback: "" }, ...wrong.map(([text, why]) => ({ text, feedback: why }))];
  return {
    code: null,
    type: "single-choice",
    stem,
    options: options.map((option, index) => ({ id: "ABCDEF"[index]!, ...option })),
    key: ["A"],
    explanation,
    citations,
    topic: "处罚程序",
    difficulty: 2,
    marks: null,
  };
}
const alone = (part: Part): DraftContent =>
  draftContentSchema.parse({ ...part, enemies: [], category: [] }) as DraftContent;

const deadline = alone(
  choice(
    "某区城市管理局对一起占道经营案件立案调查，没有法律、法规、规章作另外规定。该局一般应当在立案之日起多长时间内作出处罚决定？",
    [
      "九十日",
      ["三十日", "没有这一规定。"],
      ["六十日", "没有这一规定。"],
      ["一百八十日", "超过了法定期限。"],
    ],
    "普通程序的办案期限自立案之日起计算，为九十日。",
    cites(60),
  ),
);
const hearing = alone(
  choice(
    "甲公司收到听证告知书，拟要求听证。甲公司应当在行政机关告知后（　）内提出。",
    [
      "五个工作日",
      ["三个工作日", "没有这一规定。"],
      ["七个工作日", "七日是举行听证前通知的期限。"],
      ["十五个自然日", "没有这一规定。"],
    ],
    "要求听证的期限为告知后五日，这里的日指工作日。",
    cites(64, 85),
  ),
);
const officers = alone({
  ...choice(
    "执法人员当场收缴罚款的，可以由一名执法人员单独调查取证。",
    ["", ["", ""]],
    "调查或者进行检查时，执法人员不得少于两人，法律另有规定的除外。",
    cites(42),
  ),
  type: "true-false",
  options: [
    { id: "T", text: "", feedback: "" },
    { id: "F", text: "", feedback: "" },
  ],
  key: ["F"],
});
const unfinished = alone({
  ...choice(
    "下列哪些情形可以适用简易程序当场作出处罚决定？",
    ["对公民处以二百元以下罚款", ["对法人处以五千元罚款", ""]],
    "",
    [],
  ),
  type: "multiple-choice",
  key: [],
  topic: null,
});
const stall: DraftContent = {
  type: "case-group",
  code: null,
  stem: "六月三日，区城市管理局两名执法人员巡查时发现王某在禁止区域摆摊，拟对其处以五十元罚款。王某当场承认，愿意缴纳。",
  topic: "简易程序",
  difficulty: 3,
  questions: [
    choice(
      "本案可否当场作出处罚决定？",
      [
        "可以，罚款数额在对公民当场处罚的限额以内",
        ["不可以，罚款一律适用普通程序", "小额罚款可以当场决定。"],
        ["不可以，须经听证", "本案不属于应当听证的情形。"],
      ],
      "违法事实确凿，有法定依据，对公民处二百元以下罚款的，可以当场决定。",
      cites(51),
    ),
    choice(
      "执法人员当场收缴罚款，应当怎样做？",
      [
        "出具财政部门统一制发的专用票据",
        ["出具本单位自制收据", "自制收据不合规定，当事人有权拒缴。"],
        ["事后补开票据", "应当当场出具。"],
      ],
      "当场收缴罚款必须出具统一制发的专用票据，否则当事人有权拒绝缴纳。",
      cites(68, 70),
    ),
  ],
  enemies: [],
  category: [],
};
const outdated = alone(
  choice(
    "违法行为在二年内未被发现的，一般不再给予行政处罚。涉及公民生命健康安全且有危害后果的，这一期限延长至多久？",
    ["五年", ["三年", "没有这一规定。"], ["四年", "没有这一规定。"], ["十年", "没有这一规定。"]],
    "涉及公民生命健康安全、金融安全且有危害后果的，期限延长至五年。",
    cites(36),
  ),
);

export function tellQuestions(district: District): void {
  const { chronicle, today } = district;
  let bankId = "";
  const [author, reviewer] = [() => actor(district, "author"), () => actor(district, "reviewer")];
  const draft = async (tx: Tx, now: Date, ...contents: DraftContent[]) => {
    const opened = await openDrafts(tx, { bankId, importId: null, contents }, author(), now);
    return opened.map(({ draftId }) => draftId);
  };
  const submitted: string[] = [];

  chronicle.on(officeHour(ago(today, { days: 40 }), "10:20"), async (tx, now) => {
    const title = { "zh-CN": "临湖区自建题库", en: "Linhu district's own bank" };
    const bank = { code: "linhu", title, kind: "general" as const, field: null };
    const made = await createBank(tx, bank, actor(district, "legal"), now);
    if (!made.ok) throw new Error("The district's own bank was refused");
    bankId = made.bankId;
    submitted.push(...(await draft(tx, now, deadline, outdated)));
    await submitDrafts(tx, submitted, author(), now);
  });
  chronicle.on(officeHour(ago(today, { days: 38 }), "14:30"), async (tx, now) => {
    const { refused } = await publishDrafts(tx, submitted, REVIEW_ITEMS, reviewer(), now);
    if (refused.length > 0) throw new Error("Questions of the district's own were not published");
  });
  chronicle.on(officeHour(ago(today, { days: 12 }), "09:40"), async (tx, now) => {
    const { questionId } = (await findDraft(tx, submitted[1]!))!;
    await retireQuestions(tx, [questionId], "与通用题库的试题重复", reviewer(), now);
    const [first, second] = await draft(tx, now, hearing, officers);
    await submitDrafts(tx, [first!, second!], author(), now);
    submitted.push(second!);
  });
  chronicle.on(officeHour(ago(today, { days: 8 }), "11:05"), async (tx, now) => {
    const reason = "题干把收缴罚款和调查取证混在一起，请改成一问，并说明法律另有规定的例外。";
    await returnDrafts(tx, [submitted[2]!], { reason, isReviewer: true }, reviewer(), now);
  });
  chronicle.on(officeHour(ago(today, { days: 3 }), "16:15"), async (tx, now) => {
    const [first] = await draft(tx, now, stall, unfinished);
    await submitDrafts(tx, [first!], author(), now);
    const shipped = await tx.question.findFirstOrThrow({ where: { code: "penalty-001" } });
    const revision = await openRevision(tx, shipped.id, author(), now);
    if (!revision.ok) throw new Error("The revision of a shipped question was refused");
    const { content } = (await findDraft(tx, revision.draftId))!;
    if (content.type === "case-group") throw new Error("penalty-001 has become a case");
    const explanation = `${content.explanation}答题时注意区分处罚的种类与其他行政措施。`;
    await changeDraft(
      tx,
      { draftId: revision.draftId, content: { ...content, explanation }, seen: 1 },
      author(),
      now,
    );
    await submitDrafts(tx, [revision.draftId], author(), now);
  });
}
