import { StandingPage } from "~/components/standing-page";
import { apiGuide } from "~/text/api-guide";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(apiGuide, (t) => t.title);

export default function ApiGuide() {
  return <StandingPage {...useText(apiGuide)} />;
}
