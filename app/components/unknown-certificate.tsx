import { useText } from "~/text/text";
import { verificationText } from "~/text/verification";
import { Button } from "./button";
import { Icon } from "./icon";
import { PageHead } from "./page-head";
import { publicPlaces } from "./public-places";
import { TextField } from "./text-field";

/** Nothing known under this code or number: what to do, without alarm. */
export function UnknownCertificate({ typed }: { typed?: string }) {
  const t = useText(verificationText).unknown;
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      <div className="stack-lg">
        <ul className="stack">
          {t.advice.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <VerifyForm typed={typed} submit={t.again} />
      </div>
    </>
  );
}

export function VerifyForm({
  typed,
  errors = [],
  submit,
}: {
  typed?: string;
  errors?: readonly string[];
  submit?: string;
}) {
  const t = useText(verificationText).verify;
  return (
    <form className="form" action={publicPlaces.verify}>
      <TextField
        name="number"
        label={t.label}
        hint={t.hint}
        errors={errors}
        defaultValue={typed}
        figures
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
      />
      <div className="acts">
        <Button kind="primary">
          <Icon name="search" />
          {submit ?? t.submit}
        </Button>
      </div>
    </form>
  );
}
