import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Status, type Tone } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import type { CandidateOutcome, Consequence, LetterRecipient } from "~/exams/appointment";
import type { CandidateListed } from "~/exams/appointment-list.server";
import { appointmentsText } from "~/text/appointments";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";

type Row = Omit<CandidateListed, "letters"> & {
  consequence: Consequence | null;
  letters: { letterId: string; recipient: LetterRecipient; outcome: string }[];
};

const tones: Record<CandidateOutcome, Tone> = {
  waiting: "info",
  resit: "warn",
  passed: "ok",
  standing: "ok",
  exempt: "info",
  failed: "stop",
  absent: "stop",
  withdrawn: "off",
};

/** Candidates with what came of each, and the letters the reader may write or open. */
export function Candidates({
  people,
  withMarks,
  mayPropose,
  recipients,
}: {
  people: readonly Row[];
  withMarks: boolean;
  mayPropose: boolean;
  recipients: readonly LetterRecipient[];
}) {
  const t = useText(appointmentsText);
  const words = useText(common);
  const exams = useText(examsText);
  const locale = useLocale();
  const marks: Column<Row> = {
    key: "marks",
    head: t.marks,
    cell: (row) =>
      row.marks.map(({ mark, fullMark, satOn }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: in the order they were sat, never reordered
        <div key={index}>
          {exams.markOf(mark, fullMark)}
          <Sub>{longDate(satOn, locale)}</Sub>
        </div>
      )),
  };
  const columns: Column<Row>[] = [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/requirements/${row.requirementId}`}>{row.name}</a>
          <Sub>{row.unit}</Sub>
        </>
      ),
    },
    { key: "post", head: t.post, cell: (row) => row.postTitle },
    {
      key: "outcome",
      head: t.outcome,
      cell: (row) => (
        <>
          <Status tone={tones[row.outcome]}>{t.outcomes[row.outcome]}</Status>
          {row.consequence && <Sub>{t.consequences[row.consequence]}</Sub>}
        </>
      ),
    },
    ...(withMarks ? [marks] : []),
    { key: "letters", head: t.letters, cell: (row) => <Letters row={row} recipients={recipients} /> },
    {
      key: "acts",
      head: words.actions,
      acts: true,
      cell: (row) =>
        mayPropose &&
        row.outcome !== "withdrawn" && (
          <LinkButton small href={`/appointment-candidates/${row.candidateId}/withdrawal`}>
            {t.withdraw}
          </LinkButton>
        ),
    },
  ];
  return <Table label={t.candidates} columns={columns} rows={people} keyOf={(row) => row.candidateId} />;
}

const TOLD: readonly CandidateOutcome[] = ["passed", "standing", "exempt", "failed", "absent"];

function Letters({ row, recipients }: { row: Row; recipients: readonly LetterRecipient[] }) {
  const t = useText(appointmentsText);
  const written = (recipient: LetterRecipient) =>
    row.letters.some((letter) => letter.recipient === recipient && letter.outcome === row.outcome);
  return (
    <>
      {row.letters.map(({ letterId, recipient }) => (
        <div key={letterId}>
          <a href={`/appointment-letters/${letterId}`}>{t.open(t.recipients[recipient])}</a>
        </div>
      ))}
      {TOLD.includes(row.outcome) &&
        recipients
          .filter((recipient) => !written(recipient))
          .map((recipient) => (
            <ActForm
              key={recipient}
              action={`/appointment-candidates/${row.candidateId}/letters`}
              fields={{ recipient }}
              small
            >
              {t.write(t.recipients[recipient])}
            </ActForm>
          ))}
    </>
  );
}
