import type { ExemptionListed } from "~/exams/exemption-list.server";
import type { ExemptionState } from "~/exams/requirement";
import { common } from "~/text/common";
import { longDate, shortInstant } from "~/text/dates";
import { requiredExam } from "~/text/required-exam";
import { requirementsText } from "~/text/requirements";
import { rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { ActForm } from "./act-form";
import { LinkButton } from "./button";
import { Status, type Tone } from "./status";
import { type Column, Sub, Table } from "./table";

type Row = Omit<ExemptionListed, "askedAt" | "decidedAt"> & {
  askedAt: Date | string;
  decidedAt: Date | string | null;
};

const tones: Record<ExemptionState, Tone> = {
  open: "warn",
  granted: "ok",
  revoking: "warn",
  refused: "stop",
  withdrawn: "off",
  revoked: "stop",
};

/**
 * Requests to be let off, with their evidence and what may be done about them. `decides`: the reader's
 * account where it may decide; `asks`: the reader's account.
 */
export function ExemptionTable({
  rows,
  decides,
  asks,
  withPerson = true,
}: {
  rows: readonly Row[];
  decides: string | null;
  asks: string;
  withPerson?: boolean;
}) {
  const t = useText(requirementsText);
  const words = useText(common);
  const grounds = useText(rulebookText).words;
  const locale = useLocale();
  const person: Column<Row> = {
    key: "person",
    head: t.person,
    heads: true,
    cell: (row) => (
      <>
        <a href={`/requirements/${row.requirementId}`}>{row.name}</a>
        <Sub>{`${requiredExam(locale, row)} · ${longDate(row.dueOn, locale)}`}</Sub>
      </>
    ),
  };
  const columns: Column<Row>[] = [
    ...(withPerson ? [person] : []),
    {
      key: "ground",
      head: t.grounds,
      heads: !withPerson,
      cell: (row) => (
        <>
          {grounds[row.ground]}
          {row.note && <Sub>{row.note}</Sub>}
          <Sub>
            <a href={`/exemptions/${row.exemptionId}/evidence`}>{row.evidenceName}</a>
          </Sub>
        </>
      ),
    },
    {
      key: "asked",
      head: t.askedBy,
      cell: (row) => (
        <>
          {row.askedBy}
          <Sub>{shortInstant(row.askedAt)}</Sub>
        </>
      ),
    },
    {
      key: "state",
      head: t.decidedBy,
      cell: (row) => (
        <>
          <Status tone={tones[row.state]}>{t.exemptionStates[row.state]}</Status>
          {row.decidedBy && row.decidedAt && <Sub>{`${row.decidedBy} ${shortInstant(row.decidedAt)}`}</Sub>}
          {row.decisionReason && <Sub>{row.decisionReason}</Sub>}
          {row.revocation && <Sub>{t.revocationBy(row.revocation.proposedBy, row.revocation.reason)}</Sub>}
        </>
      ),
    },
    {
      key: "acts",
      head: words.actions,
      acts: true,
      cell: (row) => <Acts row={row} decides={decides} asks={asks} />,
    },
  ];
  return (
    <Table label={t.exemptions} columns={columns} rows={rows} keyOf={({ exemptionId }) => exemptionId} />
  );
}

function Acts({ row, decides, asks }: { row: Row; decides: string | null; asks: string }) {
  const t = useText(requirementsText);
  const at = `/exemptions/${row.exemptionId}`;
  if (decides && row.state === "granted")
    return (
      <LinkButton href={`${at}/revocation`} small>
        {t.revoke}
      </LinkButton>
    );
  if (decides && row.state === "revoking" && row.revocation?.proposedById !== decides)
    return (
      <div className="acts">
        <ActForm action={`${at}/revocation-approval`} kind="stop" small>
          {t.approveRevocation}
        </ActForm>
        <ActForm action={`${at}/revocation-refusal`} small>
          {t.refuseRevocation}
        </ActForm>
      </div>
    );
  if (row.state !== "open") return null;
  if (row.askedById === asks)
    return (
      <ActForm action={`${at}/withdrawal`} small>
        {t.takeBack}
      </ActForm>
    );
  if (!decides) return null;
  return (
    <div className="acts">
      <ActForm action={`${at}/approval`} kind="primary" small>
        {t.grant}
      </ActForm>
      <LinkButton href={`${at}/refusal`} small>
        {t.refuse}
      </LinkButton>
    </div>
  );
}
