/** An audit of one bureau's study records 学法记录抽查, a month ago: a sample, what was found in it, and what came of it. */
import { addDays, type DateOn, yearOf, yearRange } from "~/calendar";
import { issueNotice } from "~/casework/supervision-letters.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { sampleOf } from "~/study/audit-sample.server";
import type { FindingKind } from "~/study/audit-verdict";
import { decideReversal, giveVerdict, proposeReversal } from "~/study/audit-verdicts.server";
import { drawAudit, type Plan } from "~/study/audits.server";
import { draftNotice, replyToNotice } from "~/study/notices.server";
import { demandRectification, takeRectificationStep } from "~/study/rectifications.server";
import { STUDY_MODES } from "~/study/study-entry";
import { granted } from "./chronicle.ts";
import { officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";

const SIZE = 12;
const FOUND: Readonly<Record<number, { kind: FindingKind; facts: string }>> = {
  3: { kind: "evidence-missing", facts: "签到表缺签退栏，不能说明学习到什么时候。" },
  5: { kind: "minutes-wrong", facts: "纪要载明下午四时散会，报到五时。" },
  8: { kind: "signed-by-another", facts: "当日在市局开会，有会议签到为证；签名为同事代签。" },
};
/** Those after it are still to be looked into. */
const LAST_SEEN = 9;

export function tellStudyAudit(district: District): void {
  const { chronicle, today } = district;
  const on = addDays(today, -30);
  // A year that has just begun has nothing to look into.
  if (yearOf(addDays(on, -60)) !== yearOf(today)) return;
  const auditId = newId();
  const noticeId = newId();
  // Three days lie between what follows from one another: an office hour may fall back from Sunday to Friday.
  const first = () => ({ accountId: actor(district, "legal2"), personId: null });
  const second = () => ({ accountId: actor(district, "legal"), personId: null });
  chronicle.on(officeHour(on, "09:30"), async (tx, now) => {
    const urban = unit(district, "urban");
    const plan: Plan = {
      ...{ auditId, unitId: urban, unitIds: [urban], size: SIZE, seed: "20261109-7f3a" },
      ...{ fromOn: yearRange(yearOf(today)).fromOn, lastOn: on, purpose: "学法记录例行抽查" },
      modes: STUDY_MODES,
      states: ["accepted"],
      method: "weighted",
      noticeNumber: `临司督〔${yearOf(today)}〕12号`,
    };
    granted(await drawAudit(tx, plan, first().accountId, now), "drawing a sample");
  });
  chronicle.on(officeHour(addDays(on, 2), "14:20"), async (tx, now) => {
    for (let place = 1; place <= LAST_SEEN; place += 1) {
      const { kind = null, facts = "" } = FOUND[place] ?? {};
      granted(
        await giveVerdict(tx, { auditId, place, kind, facts, seenId: null }, first(), now),
        "a verdict",
      );
    }
    granted(await proposeReversal(tx, { auditId, place: 8 }, first(), now), "proposing a reversal");
    const demand = { auditId, place: 3, demand: "补交签退记录，或者由授课人出具证明。", workingDays: 10 };
    granted(await demandRectification(tx, demand, first(), now), "demanding rectification");
  });
  chronicle.on(officeHour(addDays(on, 5), "10:10"), async (tx, now) => {
    const decided = { auditId, place: 8, approved: true, reason: "" };
    granted(await decideReversal(tx, decided, second(), now), "approving a reversal");
  });
  chronicle.on(officeHour(addDays(on, 9), "16:30"), async (tx, now) => {
    const { rectificationId } = (await sampleAt(tx, auditId, 3, on))!;
    const said = { statement: "已补交签退记录两页。", reference: "城管学法台账第 3 册" };
    const step = { rectificationId: rectificationId!, step: "reported" as const, ...said };
    granted(await takeRectificationStep(tx, step, actor(district, "urban-training"), now), "reporting");
  });
  chronicle.on(officeHour(addDays(on, 8), "15:00"), async (tx, now) => {
    const { verdictId } = (await sampleAt(tx, auditId, 8, on))!;
    const notice = {
      ...{ noticeId, number: `临司督办〔${yearOf(today)}〕3号`, unitId: unit(district, "urban"), auditId },
      demand: "对代签问题举一反三，逐条核对本年度签到记录，并说明今后怎样防止代签。",
      ...{ workingDays: 10, ground: "study-audit" as const, verdictIds: [verdictId!] },
    };
    granted(await draftNotice(tx, notice, first().accountId, now), "drafting a notice");
  });
  chronicle.on(officeHour(addDays(on, 11), "09:10"), async (tx, now) => {
    granted(await issueNotice(tx, noticeId, second().accountId, now), "issuing a notice");
  });
  chronicle.on(officeHour(addDays(on, 15), "11:00"), async (tx, now) => {
    const statement = "已逐条核对签到记录，未发现其他代签；今后签到一律由记录人当场核对。";
    const reply = { noticeId, statement, reference: "临城管函〔2026〕21号", uploads: [] };
    granted(await replyToNotice(tx, reply, actor(district, "urban-training"), now), "answering a notice");
  });
}

const sampleAt = async (tx: Tx, auditId: string, at: number, on: DateOn) =>
  (await sampleOf(tx, auditId, on)).find(({ place }) => place === at);
