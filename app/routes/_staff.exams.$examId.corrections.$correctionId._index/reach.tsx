import { CertificateStatusMark } from "~/components/certificate-status";
import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { useText } from "~/text/text";
import type { CorrectionShown } from "./route";

type Reached = CorrectionShown["reach"];

/** What rests on results that turn. Nothing of it is changed here. */
export function Reach({ reach }: { reach: Reached }) {
  const t = useText(keyCorrectionsText).reach;
  const { certificates, applications, planItems, studyRecords } = reach;
  const columns: Column<Reached["certificates"][number]>[] = [
    {
      key: "number",
      head: t.certificate,
      heads: true,
      cell: ({ certificateId, number }) => <a href={`/certificates/${certificateId}`}>{number}</a>,
    },
    {
      key: "holder",
      head: t.holder,
      cell: ({ personId, name }) => <a href={`/people/${personId}`}>{name}</a>,
    },
    { key: "state", head: "", cell: ({ state }) => <CertificateStatusMark state={state} /> },
  ];
  const isNothing = certificates.length === 0 && applications.length === 0;
  return (
    <Section title={t.title}>
      <div className="stack">
        <p className="hint">{t.hint}</p>
        {isNothing && <p>{t.noCertificates}</p>}
        {certificates.length > 0 && (
          <Table
            label={t.certificate}
            columns={columns}
            rows={certificates}
            keyOf={(one) => one.certificateId}
          />
        )}
        <ul>
          {applications.map(({ applicationId, name }) => (
            <li key={applicationId}>
              <a href={`/applications/${applicationId}`}>{`${t.application} ${name}`}</a>
            </li>
          ))}
          {planItems.map(({ planId, title, month }) => (
            <li key={`${planId} ${month}`}>
              <a href={`/plans/${planId}`}>{t.plans}</a> {t.planItem(title, month)}
            </li>
          ))}
          {studyRecords > 0 && <li>{t.study(studyRecords)}</li>}
        </ul>
      </div>
    </Section>
  );
}
