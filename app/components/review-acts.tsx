import { REVIEW_RESULTS, type ReviewGround } from "~/certification/periodic-review";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { useText } from "~/text/text";
import { Button } from "./button";
import { ChoicesField } from "./choices-field";
import { Panel } from "./panel";
import { SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";

const LONGEST = 500;

/** Under the list and in its form: what is proposed for those chosen. */
export function ProposeReviews({ total, grounds }: { total: number; grounds: readonly ReviewGround[] }) {
  const all = useText(periodicReviewsText);
  const t = all.propose;
  return (
    <Panel title={t.title}>
      <div className="stack">
        <ChoicesField
          name="result"
          legend={t.result}
          chosen={["pass"]}
          options={REVIEW_RESULTS.map((value) => ({ value, text: all.results[value] }))}
        />
        <SelectField
          label={t.ground}
          name="ground"
          hint={t.groundHint}
          empty={t.noGround}
          choices={grounds.map((value) => ({ value, text: all.grounds[value] }))}
        />
        <Whole total={total} />
        <div className="acts">
          <Button formAction="/certificate-reviews/withdrawals">{all.decisions.withdrawn}</Button>
          <Button kind="primary" formAction="/certificate-reviews/proposals">
            {t.submit}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

/** The same for the authority: a decision on those chosen that wait for one. */
export function DecideReviews({ total }: { total: number }) {
  const all = useText(periodicReviewsText);
  const t = all.decide;
  return (
    <Panel title={t.title}>
      <div className="stack">
        <ChoicesField
          name="decision"
          legend={t.decision}
          chosen={["approved"]}
          options={(["approved", "refused"] as const).map((value) => ({ value, text: all.decisions[value] }))}
        />
        <TextAreaField label={t.opinion} name="opinion" hint={t.opinionHint} maxLength={LONGEST} />
        <Whole total={total} />
        <div className="acts">
          <Button kind="primary" formAction="/certificate-reviews/decisions">
            {t.submit}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Whole({ total }: { total: number }) {
  const t = useText(periodicReviewsText);
  return (
    <label className="choice">
      <input type="checkbox" name="whole" value="1" />
      <span>{t.whole(total)}</span>
    </label>
  );
}
