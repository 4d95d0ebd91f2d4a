import type { TrainingState } from "~/certification/training";
import type { PublicTraining } from "~/certification/training-public.server";
import { longDate, longInstant, longInstantToTheSecond } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { trainingText } from "~/text/training";
import { verificationText } from "~/text/verification";
import type { Fact } from "./facts";
import type { IconName } from "./icon";
import { PublicVerdict, type VerdictTone } from "./public-verdict";

// Never the green of who may enforce: it is no proof of that in any state.
const looks: Record<TrainingState, { tone: VerdictTone; icon: IconName }> = {
  issued: { tone: "off", icon: "doc" },
  expired: { tone: "off", icon: "expired" },
  corrected: { tone: "warn", icon: "swap" },
  annulled: { tone: "stop", icon: "xfill" },
};

/** The answer to anyone who checks a certificate of training: what it says, and that nobody enforces with it. */
export function TrainingVerdict({ training, checkedAt }: { training: PublicTraining; checkedAt: Date }) {
  const { verify: t, ...all } = useText(trainingText);
  const seen = useText(verificationText);
  const locale = useLocale();
  const { achievement, validToOn, state } = training;
  return (
    <PublicVerdict
      {...looks[state]}
      word={t.word[state]}
      sentence={t.sentence[state]}
      checkedAt={
        <>
          {seen.checkedAt} <b>{longInstantToTheSecond(checkedAt, locale)}</b>
        </>
      }
      checkedNote={seen.live}
      happened={useEnding(training)}
      holder={{ photoLabel: seen.facts.photo, name: training.holderName, unit: training.unitName }}
      facts={[
        { term: all.columns.kind, value: all.kinds[training.kind] },
        { term: all.columns.number, value: <span className="num">{training.number}</span> },
        { term: all.columns.subject, value: all.subject(achievement) },
        { term: all.columns.result, value: all.result(achievement) },
        ...(achievement.on
          ? [{ term: all.columns.achievedOn, value: longDate(achievement.on, locale) }]
          : []),
        { term: all.columns.issuer, value: training.issuer },
        { term: all.columns.issuedOn, value: longDate(training.issuedOn, locale) },
        { term: all.columns.valid, value: validToOn ? longDate(validToOn, locale) : all.forGood },
      ]}
      factsLabel={t.label}
      hint={all.notEnforcement}
    />
  );
}

function useEnding({ endedAt, edition }: PublicTraining): Fact[] {
  const { verify: t } = useText(trainingText);
  const locale = useLocale();
  return [
    ...(endedAt ? [{ term: t.since, value: longInstant(endedAt, locale) }] : []),
    ...(edition ? [{ term: t.edition, value: <a href={`/v/${edition.token}`}>{edition.number}</a> }] : []),
  ];
}
