import type { BodyFacts } from "~/organisation/unit";
import { shortDate } from "~/text/dates";
import { organisationText } from "~/text/organisation";
import { useText } from "~/text/text";
import { Status } from "./status";

/** Whether a unit is an enforcement body 执法主体 today, on what basis, since when that is public. */
export function BodyMark({
  body,
  problem,
}: {
  body: BodyFacts | null;
  problem: "no-body" | "unpublished" | null;
}) {
  const t = useText(organisationText);
  if (body === null) return <Status tone="off">{t.bodyStates["no-body"]}</Status>;
  return (
    <>
      <Status tone={problem ? "warn" : "ok"}>{t.bodyStates[problem ?? "valid"]}</Status>
      <span className="sub in">
        {body.publishedOn ? t.from(t.bases[body.basis], shortDate(body.publishedOn)) : t.bases[body.basis]}
      </span>
    </>
  );
}
