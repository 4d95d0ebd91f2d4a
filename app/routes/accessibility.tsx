import { StandingPage } from "~/components/standing-page";
import { help } from "~/text/help";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(help, (t) => t.accessibility.title);

export default function Accessibility() {
  return <StandingPage {...useText(help).accessibility} />;
}
