import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActRefused } from "./act-refused";

/** What an act on a ban came to when it was refused; otherwise the way back to the register. */
export function BanActRefused({ refusals }: { refusals: readonly Refusal[] | undefined }) {
  const t = useText(certificationText);
  return (
    <ActRefused
      verdict={t.refused}
      refusals={refusals}
      back={{ href: "/ban-register", text: t.bans.title }}
    />
  );
}
