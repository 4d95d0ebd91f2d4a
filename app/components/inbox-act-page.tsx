import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActRefused } from "./act-refused";

/** What a decision of the second person came to when it was refused; otherwise the way back to the list of what waits. */
export function InboxActPage(act: {
  title: string;
  verdict: string;
  refusals: readonly Refusal[] | undefined;
}) {
  const { inbox: t } = useText(accountsText);
  const { back } = useText(common);
  const inbox = "/role-proposals";
  return <ActRefused {...act} crumbs={[{ text: t.title, href: inbox }]} back={{ href: inbox, text: back }} />;
}
