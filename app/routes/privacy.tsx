import { StandingPage } from "~/components/standing-page";
import { help } from "~/text/help";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(help, (t) => t.privacy.title);

export default function Privacy() {
  return <StandingPage {...useText(help).privacy} />;
}
