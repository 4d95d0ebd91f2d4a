import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inShort, standingOfPeople } from "~/casework/standing-of-people.server";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { PeopleTable } from "~/components/people-table";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { findByLastFour, lastFourFrom } from "~/personnel/last-four.server";
import { scopeOf } from "~/personnel/people.server";
import { unitsFor } from "~/personnel/person-scope.server";
import { listsText } from "~/text/lists";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(listsText, (t) => t.lastFour.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "person:read");
  const units = await unitsFor(prisma, actor, "person:read", chinaDateOf(new Date()));
  return {
    mayOpen: can(actor, "person:read-file"),
    unitNames: Object.fromEntries(units.map(({ unitId, name }) => [unitId, name])),
  };
}

/** Answers with the page itself: the digits go into no address, and what was found is shown once. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "person:read");
  const now = new Date();
  const lastFour = lastFourFrom(String((await request.formData()).get("lastFour") ?? ""));
  if (!lastFour) return data({ wrong: true, people: null }, { status: 422 });
  const scope = await scopeOf(prisma, pathsFor(actor, "person:read"), chinaDateOf(now));
  const { people } = await inTransaction((tx) =>
    findByLastFour(tx, { lastFour, scope }, actor.accountId, now),
  );
  const standing = await standingOfPeople(
    prisma,
    people.map(({ personId }) => personId),
    now,
  );
  return data(
    {
      wrong: false,
      people: people.map((person) => ({ ...person, ...inShort(standing.get(person.personId)!) })),
    },
    { headers: { "Cache-Control": "no-store" } },
  );
}

export default function LastFour() {
  const { mayOpen, unitNames } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(listsText).lastFour;
  const { title } = useText(personnelText);
  const people = answer?.people ?? null;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: title, href: "/people" }, { text: t.title }]}
      />
      {answer?.wrong && <ErrorSummary problems={[{ field: "lastFour", message: t.wrong }]} />}
      <form method="post" className="form four-digits">
        <TextField
          name="lastFour"
          label={t.field}
          hint={t.hint}
          errors={answer?.wrong ? [t.wrong] : undefined}
          autoComplete="off"
          maxLength={4}
          figures
        />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
        </div>
      </form>
      {people?.length === 0 && <Empty title={t.nobody} />}
      {people && people.length > 0 && (
        <>
          <div className="toolbar">
            <b>{t.found(people.length)}</b>
          </div>
          <PeopleTable people={people} mayOpen={mayOpen} unitNames={unitNames} />
        </>
      )}
    </>
  );
}
