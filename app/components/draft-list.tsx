import type { DraftState } from "~/rulebook/draft";
import { shortInstant } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { Status, type Tone } from "./status";

export const draftTones: Record<DraftState, Tone> = {
  open: "info",
  proposed: "warn",
  withdrawn: "off",
  approved: "ok",
};

type Listed = { draftId: string; code: string; title: string; state: DraftState; at: Date | string };

/** Drafts of rule packs, each with its state. */
export function DraftList({ drafts }: { drafts: readonly Listed[] }) {
  const t = useText(draftsText);
  const locale = useLocale();
  if (drafts.length === 0) return <p className="quiet">{t.noDrafts}</p>;
  return (
    <ul className="task-list">
      {drafts.map(({ draftId, code, title, state, at }) => (
        <li key={draftId}>
          <span className="t">
            <a href={`/rule-packs/drafts/${draftId}`}>{t.draftOf(packTitle(locale, code, title))}</a>
          </span>
          <span className="d">
            <Status tone={draftTones[state]}>{t.states[state]}</Status> {shortInstant(at)}
          </span>
        </li>
      ))}
    </ul>
  );
}
