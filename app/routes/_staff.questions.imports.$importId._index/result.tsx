import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { shortInstant } from "~/text/dates";
import { exchangeText } from "~/text/question-exchange";
import { useText } from "~/text/text";
import { Head, Problems } from "./head";
import type { Data } from "./route";

type Found = Extract<Data, { kind: "result" }>;

/** After the import: what it made, what has become of that, and what can be done with all of it. */
export function Result({ data }: { data: Found }) {
  const t = useText(exchangeText);
  const { found, drafts } = data;
  const { acceptance, undoing } = found;
  if (!acceptance) return null;
  return (
    <>
      <Head
        data={data}
        title={t.accepted}
        lede={t.acceptedLede(found.fileName, shortInstant(acceptance.acceptedAt))}
      />
      <div className="stack">
        <Done data={data} />
        {undoing && (
          <Notice
            tone="warn"
            title={t.undone(undoing.discarded, undoing.retired, shortInstant(undoing.undoneAt))}
          >
            {t.undoneReason(undoing.reason)}
          </Notice>
        )}
        <Stats
          items={[
            { key: "accepted", label: t.drafts, value: acceptance.accepted },
            { key: "revised", label: t.revised, value: acceptance.revised },
            { key: "left", label: t.left, value: acceptance.left },
            { key: "problems", label: t.problems, value: found.refused },
          ]}
        />
        <Section title={t.now}>
          <Stats
            items={(["open", "submitted", "published", "discarded"] as const).map((state) => ({
              key: state,
              label: t[state],
              value: drafts[state],
              ...(drafts[state] > 0 ? { href: `/questions?bank=${found.bankId}&status=${state}` } : {}),
            }))}
          />
        </Section>
        {!undoing && <Acts data={data} />}
      </div>
      <Problems data={data} />
    </>
  );
}

function Done({ data: { done, submitted, left } }: { data: Found }) {
  const t = useText(exchangeText);
  if (done === "already") return <Notice live>{t.already}</Notice>;
  if (done !== "submitted") return null;
  return (
    <Notice
      tone={submitted > 0 ? "ok" : "warn"}
      live
      title={submitted > 0 ? t.submissionDone(submitted) : t.submissionNone}
    >
      {left > 0 && t.submissionLeft(left)}
    </Notice>
  );
}

function Acts({ data: { found, drafts, bank } }: { data: Found }) {
  const t = useText(exchangeText);
  const at = (noun: string) => `/questions/imports/${found.importId}/${noun}`;
  return (
    <>
      <div className="acts">
        {drafts.open > 0 && (
          <ActForm action={at("submission")} kind="primary">
            {t.submission}
          </ActForm>
        )}
        <LinkButton href={`/banks/${bank.bankId}/imports`}>{t.another}</LinkButton>
        <LinkButton kind="text" href={at("undoing")}>
          {t.undo}
        </LinkButton>
      </div>
      {drafts.open > 0 && <p className="hint">{t.submissionHint}</p>}
    </>
  );
}
