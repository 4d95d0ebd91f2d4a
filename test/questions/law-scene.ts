import type { DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { type AmendmentEntered, recordAmendment } from "~/questions/amendments.server";
import { changeBank } from "~/questions/bank-versions.server";
import type { Citation } from "~/questions/banks.server";
import { registerLaws } from "~/questions/laws.server";
import { type NewVersion, storeVersions } from "~/questions/question-versions.server";

/** Laws that came with the program, and questions that cite them, made directly. */

export const NOW = new Date("2026-07-20T02:00:00Z");
export const OFFICER = "00000000-0000-7000-8000-00000000000a";
export const REVIEWER = "00000000-0000-7000-8000-00000000000b";

let made = 0;

/** A law of 90 articles in force since 2021-07-15; answers its id and name. */
export async function shippedLaw(name = `测试法${++made}`): Promise<{ lawId: string; name: string }> {
  const versions = [{ version: "2021-01-22", effectiveOn: "2021-07-15", articles: 90 }];
  await inTransaction((tx) =>
    registerLaws(tx, [{ law: name, title: `中华人民共和国${name}`, versions }], NOW),
  );
  const { id } = await prisma.law.findUniqueOrThrow({ where: { name } });
  return { lawId: id, name };
}

export async function emptyBank(code = `bank-${++made}`): Promise<string> {
  const id = newId();
  const title = { "zh-CN": `题库 ${code}`, en: `Bank ${code}` };
  await prisma.questionBank.create({ data: { id, code, title, kind: "general", field: null } });
  return id;
}

export const cites = (law: string, article: number, version = "2021-01-22"): Citation => ({
  law,
  article,
  version,
});

type Wanted = { citations?: Citation[]; parts?: Citation[][]; type?: string };

/** A question of the bank that cites these articles, or a case whose parts do; answers the id of its version. */
export async function addQuestion(bankId: string, { citations = [], parts, type = "true-false" }: Wanted) {
  const code = `q-${String(++made).padStart(4, "0")}`;
  const places = parts ? parts.flat() : citations;
  const base = {
    ...{ number: 1, contentHash: code, topic: "种类", difficulty: 2, enemies: [], draftId: null },
    ...{ law: places[0]!.law, article: places[0]!.article },
  };
  const key = { key: ["T"], explanation: "因为如此。" };
  const options = [
    { id: "T", text: "" },
    { id: "F", text: "" },
  ];
  const whole: NewVersion = {
    ...{ ...base, id: newId(), questionId: newId(), code, groupId: null, position: 0, citations },
    ...{ type: parts ? "case-group" : type, stem: `题干 ${code}` },
    ...(parts ? { options: [], key: null } : { options, key }),
  };
  const members = (parts ?? []).map((own, index): NewVersion => {
    const name = `${code}-${index + 1}`;
    return {
      ...{ ...base, id: newId(), questionId: newId(), code: name, groupId: whole.id, position: index + 1 },
      ...{ contentHash: name, citations: own, type: "true-false", stem: `小题 ${name}`, options, key },
    };
  });
  const ids = [whole.id, ...members.map(({ id }) => id)];
  await inTransaction(async (tx) => {
    await storeVersions(tx, bankId, [whole, ...members], NOW);
    await changeBank(tx, bankId, { enter: ids, leave: [] }, NOW);
  });
  return { id: whole.id, code, ids };
}

/** It leaves the bank, as a retirement or a revision would let it. */
export const leaves = (bankId: string, ids: string[]) =>
  inTransaction((tx) => changeBank(tx, bankId, { enter: [], leave: ids }, NOW));

export const amendment = (lawId: string, changes: Partial<AmendmentEntered> = {}): AmendmentEntered => ({
  lawId,
  version: "2026-06-26",
  effectiveOn: "2026-08-01",
  articles: 92,
  whole: false,
  listed: "33、35—38",
  source: null,
  note: null,
  ...changes,
});

export const amend = (lawId: string, changes: Partial<AmendmentEntered> = {}, now = NOW) =>
  inTransaction((tx) => recordAmendment(tx, amendment(lawId, changes), OFFICER, now));

/** The id of what was recorded; throws the codes of a refusal. */
export async function amended(lawId: string, changes: Partial<AmendmentEntered> = {}): Promise<string> {
  const answer = await amend(lawId, changes);
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return answer.amendmentId;
}

export const day = (on: string) => on as DateOn;
