import { REVERSAL_GROUNDS } from "~/study/record-state";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { ChoicesField } from "./choices-field";

/** Wrong, or false: what is false is looked into further (H21). */
export function ReversalGroundField({ chosen = "mistake" }: { chosen?: string }) {
  const t = useText(studyText).record;
  return (
    <ChoicesField
      name="ground"
      legend={t.reverseGround}
      options={REVERSAL_GROUNDS.map((value) => ({ value, text: t.grounds[value] }))}
      chosen={[chosen]}
    />
  );
}
