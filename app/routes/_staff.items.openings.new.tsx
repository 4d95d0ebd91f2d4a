import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { openingTyped } from "~/certification/item-opening-page.server";
import { recordOpening } from "~/certification/item-openings.server";
import { LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Icon } from "~/components/icon";
import { OpeningFaults } from "~/components/opening-faults";
import { PageHead } from "~/components/page-head";
import { SheetUpload } from "~/components/sheet-upload";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitsFor } from "~/personnel/person-scope.server";
import { itemOpeningsText } from "~/text/item-openings";
import { itemsText } from "~/text/items";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

/** Two thousand lines are written before the answer. */
const LONGEST_MS = 60_000;

export const meta = titled(itemOpeningsText, (t) => t.add);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "item:record");
  const today = chinaDateOf(new Date());
  const units = await unitsFor(prisma, actor, "item:record", today);
  return { today, units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "item:record");
  const { opening, typed, problems } = await openingTyped(request, actor, now);
  if (!opening) return data({ typed, problems, faults: [] }, { status: 422 });
  const answer = await inTransaction(
    (tx) => recordOpening(tx, opening, actor.accountId, now),
    undefined,
    LONGEST_MS,
  );
  if (answer.ok) throw redirect("/items/openings?done=recorded", { status: 303 });
  const fieldOf = (code: string) => (code === "item.ahead" ? "countedOn" : "file");
  const refused = problemsFrom(localeFrom(request), answer.refusals, fieldOf);
  return data({ typed, problems: refused, faults: answer.faults }, { status: 422 });
}

export default function NewOpening() {
  const { today, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(itemOpeningsText);
  return (
    <>
      <PageHead
        title={t.add}
        lede={t.newLede}
        crumbs={[
          { text: useText(itemsText).title, href: "/items" },
          { text: t.title, href: "/items/openings" },
          { text: t.add },
        ]}
        acts={
          <LinkButton href="/items/openings/template">
            <Icon name="download" />
            {t.template}
          </LinkButton>
        }
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      {refused && refused.faults.length > 0 && <OpeningFaults faults={refused.faults} />}
      <SheetUpload words={t} units={units} submit={t.submit} refused={refused}>
        <TextField
          label={t.countedOn}
          name="countedOn"
          hint={t.countedOnHint}
          defaultValue={refused?.typed.countedOn ?? today}
          errors={errorsAt(refused?.problems, "countedOn") ?? []}
          figures
        />
      </SheetUpload>
    </>
  );
}
