import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { takePortrait } from "~/components/portrait-form.server";
import { Portraits } from "~/components/portraits";
import { prisma } from "~/db.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { portraitsOf } from "~/personnel/portraits.server";
import { personnelText } from "~/text/personnel";
import { photosText } from "~/text/photos";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(photosText, (t) => t.title);
/** The crop is dragged with a script; without one its figures do. */
export const handle = { interactive: true };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { personId, name, maskedNumber } = await requirePersonInScope(
    request,
    params.personId,
    "person:write",
    now,
  );
  const rows = await portraitsOf(prisma, personId);
  const names = await accountNames(
    prisma,
    rows.map(({ recordedById }) => recordedById),
  );
  return {
    person: { personId, name, maskedNumber },
    portraits: rows.map(({ recordedById, ...row }) => ({ ...row, by: names[recordedById] ?? "" })),
    done: new URL(request.url).searchParams.get("done") === "photos",
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const taken = await takePortrait(request, personId, actor.accountId, now);
  if (taken.ok) throw redirect(`/people/${personId}/photos?done=photos`, { status: 303 });
  return data({ refusals: taken.refusals, typed: taken.typed }, { status: 422 });
}

export default function PersonPhotos() {
  const { person, portraits, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(photosText);
  const people = useText(personnelText);
  const file = `/people/${person.personId}`;
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${person.name} ${person.maskedNumber}`}
        crumbs={[
          { text: people.title, href: "/people" },
          { text: person.name, href: file },
          { text: t.title },
        ]}
      />
      {done && !refused && <Notice tone="ok" live title={t.done} />}
      <Portraits portraits={portraits} at={`${file}/photos`} refused={refused} />
    </>
  );
}
