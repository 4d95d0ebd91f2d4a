import { certificationText } from "~/text/certification";
import { useLocale, useText } from "~/text/text";
import { trainingText } from "~/text/training";
import type { Refusal as Refused } from "~/verdict";
import { LinkButton } from "./button";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";

/** Why a button did nothing, and the way back to where it stands. */
export function TrainingActRefused({
  refusals,
  at,
}: {
  refusals: readonly Refused[] | undefined;
  at: string;
}) {
  const t = useText(trainingText);
  const { refused, refusedHint } = useText(certificationText);
  const { title: drafts } = t.drafts;
  const locale = useLocale();
  const back = at === "/training-drafts" ? drafts : t.title;
  return (
    <>
      <PageHead
        title={refused}
        crumbs={[{ text: t.title, href: "/training-certificates" }, { text: refused }]}
      />
      <div className="stack">
        <Refusal
          level={2}
          verdict={refused}
          lede={refusedHint}
          reasons={reasonsFrom(locale, refusals ?? [])}
        />
        <div className="acts">
          <LinkButton href={at}>{back}</LinkButton>
        </div>
      </div>
    </>
  );
}
