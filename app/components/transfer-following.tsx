import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import type { DateOn } from "~/calendar";
import type { TransferFollows } from "~/casework/transfer-preview.server";
import { isEnforcement } from "~/positions/position";
import { longDate } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { transfersText } from "~/text/transfers";
import { CertificateStatusMark } from "./certificate-status";
import { type Column, Sub, Table } from "./table";

type Line = { key: string; what: ReactNode; becomes: ReactNode };
type Counted = Exclude<keyof TransferFollows, "posts" | "certificates">;
const COUNTED: readonly Counted[] = ["items", "shifts", "duties", "applications", "roles", "exams"];

/** Everything that hangs on the person, each with what becomes of it; what there is none of is left out. */
export function TransferFollowing({
  follows,
  fromOn,
}: {
  follows: SerializeFrom<TransferFollows>;
  fromOn: DateOn;
}) {
  const { follows: t } = useText(transfersText);
  const locale = useLocale();
  const counts = COUNTED.filter((kind) => follows[kind] > 0);
  const lines: Line[] = [
    ...follows.posts.map(({ positionId, title, family }) => ({
      key: positionId,
      what: (
        <>
          {title}
          <Sub>{t.posts}</Sub>
        </>
      ),
      becomes: isEnforcement(family) ? t.postsBecome : t.otherPostsBecome,
    })),
    ...follows.certificates.map((one) => ({
      key: one.certificateId,
      what: (
        <>
          <span className="num">{one.number}</span> <CertificateStatusMark state={one.state} />
          <Sub>{t.certificates}</Sub>
        </>
      ),
      becomes: <Certificate against={one.against} />,
    })),
    ...counts.map((kind) => ({ key: kind, what: t[kind], becomes: t[`${kind}Become`](follows[kind]) })),
    { key: "study", what: t.study, becomes: t.studyBecome },
  ];
  const columns: Column<Line>[] = [
    { key: "what", head: t.what, heads: true, cell: ({ what }) => what },
    { key: "becomes", head: t.becomes, cell: ({ becomes }) => becomes },
  ];
  return (
    <div className="stack">
      <p className="hint">{t.lede(longDate(fromOn, locale))}</p>
      <Table label={t.title} columns={columns} rows={lines} keyOf={({ key }) => key} />
    </div>
  );
}

function Certificate({ against }: Pick<SerializeFrom<TransferFollows>["certificates"][number], "against">) {
  const { follows: t } = useText(transfersText);
  const locale = useLocale();
  if (against.length === 0)
    return (
      <>
        {t.certificateBecomes}
        <Sub>{t.notAgainst}</Sub>
      </>
    );
  return (
    <>
      {t.certificateBecomes}
      <Sub>{t.against}</Sub>
      <ul>
        {against.map((reason) => {
          const { sentence, cure } = refusalIn(locale, reason);
          return (
            <li key={`${reason.code}${JSON.stringify(reason.facts)}`}>
              {sentence}
              {cure && <Sub>{cure}</Sub>}
            </li>
          );
        })}
      </ul>
    </>
  );
}
