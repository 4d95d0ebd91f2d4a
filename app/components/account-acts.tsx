import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { Button } from "./button";
import { Section } from "./section";

/** What a system administrator does to an account: each a noun of its own. */
export function AccountActs({ account }: { account: { id: string; state: string } }) {
  const { account: t } = useText(accountsText);
  const acts =
    account.state === "disabled"
      ? [{ noun: "enabling", text: t.enable, hint: t.enableHint, stop: false }]
      : [
          { noun: "activations", text: t.issue, hint: t.issueHint, stop: false },
          { noun: "disabling", text: t.disable, hint: t.disableHint, stop: true },
        ];
  return (
    <Section title={t.acts}>
      <ul className="task-list">
        {acts.map(({ noun, text, hint, stop }) => (
          <li key={noun}>
            <span className="t small">{hint}</span>
            <form method="post" action={`/accounts/${account.id}/${noun}`}>
              <Button small kind={stop ? "stop" : "plain"}>
                {text}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Section>
  );
}
