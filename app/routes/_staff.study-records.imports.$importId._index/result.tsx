import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { shortInstant } from "~/text/dates";
import { rosterText } from "~/text/roster-imports";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { BadRows, Head, Said } from "./head";
import type { Data } from "./route";

type Found = Extract<Data, { kind: "result" }>;

/** After it was entered: what has become of the entries, and what can be done with all of them. */
export function Result({ data }: { data: Found }) {
  const t = useText(importsText);
  const { entry, undoing, tally } = data;
  return (
    <>
      <Head title={t.entered} lede={t.enteredLede(data.fileName, shortInstant(entry.enteredAt))} />
      <div className="stack">
        <Said run={data.run} />
        {undoing && (
          <Notice
            tone="warn"
            title={t.undone(undoing.returned, undoing.reversing, shortInstant(undoing.undoneAt))}
          >
            {t.undoneReason(undoing.reason)}
          </Notice>
        )}
        {tally.taking > 0 && <Notice>{t.takingWaits(tally.taking)}</Notice>}
        <Stats
          items={(["entered", "known", "refused"] as const).map((key) => ({
            key,
            label: t.numbers[key],
            value: entry[key],
            ...(key === "refused" && entry.refused > 0 ? { href: "#bad" } : {}),
          }))}
        />
        <Acts data={data} />
        <Section title={t.now}>
          <Stats
            items={(["submitted", "confirmed", "accepted", "returned", "reversed", "taking"] as const)
              .filter((key) => tally[key] > 0 || key === "confirmed" || key === "accepted")
              .map((key) => ({ key, label: t.numbers[key], value: tally[key] }))}
          />
        </Section>
      </div>
      <BadRows data={data} title={t.refusedTitle} />
    </>
  );
}

function Acts({ data: { here, importId, tally, mayAccept, mayUndo, mayDownload, entry } }: { data: Found }) {
  const t = useText(importsText);
  const { corrections } = useText(rosterText);
  const acceptable = mayAccept && tally.acceptable > 0;
  return (
    <>
      <div className="acts">
        {acceptable && (
          <ActForm action={`${here}/acceptance`} kind="primary">
            {t.accept(tally.acceptable)}
          </ActForm>
        )}
        <LinkButton href={`/study-records?import=${importId}`}>{t.seeRecords}</LinkButton>
        {entry.refused > 0 && mayDownload && (
          <LinkButton href={`${here}/corrections`}>
            <Icon name="download" />
            {corrections}
          </LinkButton>
        )}
        {mayUndo && (
          <LinkButton kind="text" href={`${here}/undoing`}>
            {t.undo}
          </LinkButton>
        )}
      </div>
      {tally.acceptable > 0 && <p className="hint">{acceptable ? t.acceptHint : t.waitsForOther}</p>}
    </>
  );
}
