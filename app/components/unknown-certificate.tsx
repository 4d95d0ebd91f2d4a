import { useText } from "~/text/text";
import { verificationText } from "~/text/verification";
import { Button } from "./button";
import { Icon } from "./icon";
import { PageHead } from "./page-head";
import { publicPlaces } from "./public-places";
import { TextField } from "./text-field";

/** Nothing known under this code or number: what to do, without alarm. */
export function UnknownCertificate({ typed }: { typed?: Typed }) {
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

type Typed = { number: string; name: string };

/** A code alone is enough; a number is answered to who knows the holder's name. Posted: a name stays out of addresses. */
export function VerifyForm({
  typed,
  missing = [],
  submit,
}: {
  typed?: Typed | undefined;
  missing?: readonly (keyof Typed)[];
  submit?: string;
}) {
  const t = useText(verificationText).verify;
  return (
    <form method="post" className="form" action={publicPlaces.verify}>
      <TextField
        name="number"
        label={t.label}
        hint={t.hint}
        errors={missing.includes("number") ? [t.empty] : []}
        defaultValue={typed?.number}
        figures
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
      />
      <TextField
        name="name"
        label={t.name}
        hint={t.nameHint}
        errors={missing.includes("name") ? [t.nameMissing] : []}
        defaultValue={typed?.name}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        optional={!missing.includes("name")}
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
