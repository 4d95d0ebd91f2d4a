/** A change of the rules under way: drafted by legal affairs, waiting for somebody who wrote none of it. */
import { proposeDraft } from "~/rulebook/draft-decisions.server";
import { findDraft } from "~/rulebook/draft-steps.server";
import { changeDraft, openDraft } from "~/rulebook/drafts.server";
import { ago, officeHour } from "./days.ts";
import { actor, type District } from "./district.ts";

export function tellRules(district: District): void {
  const { chronicle, today } = district;
  chronicle.on(officeHour(ago(today, { days: 6 }), "15:10"), async (tx, now) => {
    const drafter = actor(district, "legal");
    const opened = await openDraft(tx, { from: "hunan" }, drafter, now);
    if (!opened.ok) throw new Error("The draft of the rules was refused");
    const { draftId } = opened;
    const { pack, base } = (await findDraft(tx, draftId))!;
    const source = {
      title: "临湖区行政执法证件管理工作规程（征求意见稿）",
      standing: "unconfirmed",
    } as const;
    const changed = {
      ...pack,
      apply: { ...pack.apply, minServiceMonths: { value: 12, source } },
      certificate: {
        ...pack.certificate,
        renewWindowMonths: { value: 3, source: { ...source, article: "第十四条" } },
      },
    };
    await changeDraft(tx, { draftId, pack: changed, seen: 1 }, drafter, now);
    const effectiveOn = `${Number(today.slice(0, 4)) + 1}-01-01` as typeof base.effectiveOn;
    const reason = "统一换发时间，新进人员任职满一年再申领";
    const answer = await proposeDraft(tx, { draftId, effectiveOn, reason }, drafter, now);
    if (!answer.ok) throw new Error("The draft of the rules could not be proposed");
  });
}
