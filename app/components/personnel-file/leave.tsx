import type { LeaveInForce as Leave } from "~/personnel/leave.server";
import { lastDayBefore, longDate } from "~/text/dates";
import { statusNames } from "~/text/identity-names";
import { leaveAndLoanText } from "~/text/leave-and-loan";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { Notice } from "../notice";

/** The leave somebody is on, and what leave does and does not change. */
export function LeaveInForce({ leave, personId }: { leave: Leave | null; personId: string }) {
  const { leave: t } = useText(leaveAndLoanText);
  const { acts, personFile } = useText(personnelText);
  const statuses = useText(statusNames);
  const locale = useLocale();
  const day = (on: string) => longDate(on, locale);
  if (!leave) return <Notice title={t.none}>{t.eligibility}</Notice>;
  const { kind, fromOn, toOn } = leave;
  const period = toOn
    ? personFile.fromTo(day(fromOn), day(lastDayBefore(toOn)))
    : personFile.since(day(fromOn));
  return (
    <Notice
      title={t.now(statuses[kind], period)}
      act={<a href={`/people/${personId}/leave-endings`}>{acts["leave-endings"].title}</a>}
    >
      {t.eligibility}
    </Notice>
  );
}
