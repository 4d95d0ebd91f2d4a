import type { FileEvent } from "~/casework/file-events.server";
import { shortInstant } from "~/text/dates";
import { looksText } from "~/text/looks";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { Section } from "../section";
import { type Column, Table } from "../table";

type Sent = Omit<FileEvent, "at"> & { at: Date | string };

/** For the person themselves: who looked at their file or whole number, when and why. */
export function FileLooks({ looks }: { looks: { total: number; latest: readonly Sent[] } }) {
  const all = useText(looksText);
  const t = all.mine;
  const { unmaskReasons } = useText(personnelText);
  const reasons: Record<string, string> = { ...unmaskReasons, ...all.reasons };
  const seen: Record<string, string> = { "person.file-viewed": t.file, "person.file-printed": t.printed };
  const columns: Column<Sent>[] = [
    { key: "who", head: t.who, heads: true, cell: ({ actorName }) => actorName ?? "" },
    { key: "when", head: t.when, cell: ({ at }) => <span className="nb num">{shortInstant(at)}</span> },
    { key: "what", head: t.what, cell: ({ type }) => seen[type] ?? t.number },
    {
      key: "why",
      head: t.why,
      cell: ({ data }) => {
        const { reason } = (data ?? {}) as { reason?: string | null };
        return reason ? (reasons[reason] ?? reason) : <span className="quiet">{t.unsaid}</span>;
      },
    },
  ];
  return (
    <Section title={t.title} meta={looks.total > 0 ? t.meta(looks.total) : undefined}>
      {looks.latest.length === 0 ? (
        <p className="quiet">{t.none}</p>
      ) : (
        <Table label={t.title} columns={columns} rows={looks.latest} keyOf={({ id }) => id} compact />
      )}
      <p className="hint">{t.lede}</p>
      {looks.latest.length < looks.total && <p className="hint">{t.most(looks.latest.length)}</p>}
    </Section>
  );
}
