import { awaitsUnit, type ClearanceState } from "~/positions/clearance";
import type { CaseStep } from "~/positions/clearance-list.server";
import { clearanceText } from "~/text/clearance";
import { dateOfInstant, longDate, shortInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { FileSize } from "./own-study-form";
import { Steps } from "./steps";
import { Timeline } from "./timeline";

/** The four stages of a clearance, and where it stands. */
export function ClearanceStreet({ state }: { state: ClearanceState }) {
  const { street } = useText(clearanceText);
  const isClosed = state === "closed";
  const withUnit = awaitsUnit(state);
  const unit = withUnit ? (state === "opened" ? "now" : "back") : "done";
  return (
    <Steps
      label={street.label}
      items={[
        { key: "found", title: street.found, state: "done" },
        { key: "unit", title: street.unit, state: unit },
        { key: "review", title: street.review, state: withUnit ? "ahead" : isClosed ? "done" : "now" },
        { key: "closed", title: street.closed, state: isClosed ? "done" : "ahead" },
      ]}
    />
  );
}

/** Every step, the latest first, with orders and files. */
export function ClearanceHistory({ caseId, steps }: { caseId: string; steps: readonly CaseStep[] }) {
  const t = useText(clearanceText);
  const locale = useLocale();
  const said = ({ measure, orderNumber, orderOn, movedOn, statement }: CaseStep) => [
    measure && t.measures[measure],
    orderNumber && orderOn && t.order(orderNumber, longDate(orderOn, locale)),
    movedOn && t.movedOn(longDate(movedOn, locale)),
    statement,
  ];
  return (
    <Timeline
      events={steps
        .map((one, index) => ({
          key: String(index),
          on: dateOfInstant(one.at),
          ...(one.step === "closed" ? { tone: "ok" as const } : {}),
          ...(one.step === "reopened" ? { tone: "stop" as const } : {}),
          text: `${t.steps[one.step]}　${one.by ?? t.system} ${shortInstant(one.at)}`,
          detail: (
            <>
              {said(one).filter(Boolean).join("　")}
              {one.files.map((file) => (
                <span className="block" key={file.id}>
                  <a href={`/clearance/${caseId}/files/${file.id}`}>{file.name}</a>{" "}
                  <span className="quiet num">
                    <FileSize file={{ ...file, width: null, height: null }} />
                  </span>
                </span>
              ))}
            </>
          ),
        }))
        .reverse()}
    />
  );
}
