import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { findTransfer } from "~/casework/transfer-list.server";
import { releaseForTransfer } from "~/casework/transfers.server";
import type { ActField } from "~/components/act-fields";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { EMPLOYMENT_IDENTITIES } from "~/personnel/identity";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { identityNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { transfersText } from "~/text/transfers";

export const meta = titled(personnelText, (t) => t.acts.transfers.title);

/** To any unit: the one that is named decides for itself. */
const EVERYWHERE = ["/"];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "transfer:release", new Date());
  const { actor, ...person } = page;
  const units = await unitsUnder(prisma, EVERYWHERE, page.today);
  const paths = pathsFor(actor, "transfer:release");
  return {
    person,
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    open: await findTransfer(prisma, paths, { openOf: person.personId }),
  };
}

/** The first of two people, for the unit the person belongs to. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const page = await requirePersonInScope(request, params.personId, "transfer:release", now);
  const { actor, personId, today } = page;
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const unit = (await unitsUnder(prisma, EVERYWHERE, today)).find(({ unitId }) => unitId === typed.unitId);
  if (!unit) read.against("unitId", t.chosen(t.newUnit));
  const identity = read.optionalChoice("identity", EMPLOYMENT_IDENTITIES);
  const title = read.optionalText("title", t.title, 60);
  const documentNumber = read.text("document", t.document, 100);
  const fromOn = read.date("fromOn", t.transferOn);
  if (!unit || !fromOn || !documentNumber || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const to = { personId, unitId: unit.unitId, title, documentNumber, fromOn };
  const asked = { ...to, ...(identity ? { identity } : {}) };
  const answer = await inTransaction((tx) => releaseForTransfer(tx, asked, actor, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, fieldOf));
  throw redirect(`/transfers/${answer.transferId}?done=released`, { status: 303 });
}

const fieldOf = (code: string) =>
  code === "employment.unknown-unit" || code === "employment.same-unit" ? "unitId" : "fromOn";

export default function Transfers() {
  const { person, units, open } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t } = useText(personnelText);
  const words = useText(transfersText);
  const identities = useText(identityNames);
  const fields: ActField[] = [
    { kind: "choice", name: "unitId", label: t.newUnit, choices: units, empty: t.chooseUnit },
    { kind: "date", name: "fromOn", label: t.transferOn, hint: t.transferHint },
    { kind: "text", name: "document", label: t.document },
    {
      kind: "choice",
      name: "identity",
      label: t.identity,
      choices: EMPLOYMENT_IDENTITIES.map((value) => ({ value, text: identities[value] })),
      empty: t.keepIdentity,
    },
    { kind: "text", name: "title", label: t.title, optional: true },
  ];
  return (
    <PersonActPage act="transfers" person={person} fields={fields} refused={refused}>
      {open && (
        <Notice tone="warn" act={<LinkButton href={`/transfers/${open.id}`}>{words.see}</LinkButton>}>
          {words.waiting}
        </Notice>
      )}
    </PersonActPage>
  );
}
