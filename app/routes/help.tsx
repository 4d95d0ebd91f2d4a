import { StandingPage } from "~/components/standing-page";
import { help } from "~/text/help";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(help, (t) => t.help.title);

export default function Help() {
  return <StandingPage {...useText(help).help} />;
}
