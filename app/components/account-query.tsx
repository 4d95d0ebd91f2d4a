import { roles } from "~/access/permissions";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { Button } from "./button";
import { SelectField } from "./select-field";
import { TextField } from "./text-field";

const states = ["enabled", "waiting", "disabled"] as const;

/** The query above the accounts: a GET form, so that an address holds the whole question. */
export function AccountQuery({ typed }: { typed: { q: string; role: string; state: string } }) {
  const t = useText(accountsText);
  const names = useText(accessText).roles;
  return (
    <form className="query" aria-label={t.search}>
      <TextField
        name="q"
        label={t.query.words}
        defaultValue={typed.q}
        small
        fieldClass="w2"
        autoComplete="off"
        maxLength={60}
      />
      <SelectField
        name="role"
        label={t.query.role}
        defaultValue={typed.role}
        small
        empty={t.query.all}
        choices={roles.map((value) => ({ value, text: names[value] }))}
      />
      <SelectField
        name="state"
        label={t.query.state}
        defaultValue={typed.state}
        small
        empty={t.query.all}
        choices={states.map((value) => ({ value, text: t.states[value] }))}
      />
      <div className="acts">
        <Button small>{t.search}</Button>
      </div>
    </form>
  );
}
