import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { requirePerson } from "~/access/session.server";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { takePortrait } from "~/components/portrait-form.server";
import { Portraits } from "~/components/portraits";
import { prisma } from "~/db.server";
import { portraitsOf } from "~/personnel/portraits.server";
import { certificationText } from "~/text/certification";
import { photosText } from "~/text/photos";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(photosText, (t) => t.title);
/** The crop is dragged with a script; without one its figures do. */
export const handle = { interactive: true };

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const rows = await portraitsOf(prisma, personId);
  const names = await accountNames(
    prisma,
    rows.map(({ recordedById }) => recordedById),
  );
  return {
    portraits: rows.map(({ recordedById, ...row }) => ({ ...row, by: names[recordedById] ?? "" })),
    done: new URL(request.url).searchParams.get("done") === "photos",
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const taken = await takePortrait(request, personId, accountId, new Date());
  if (taken.ok) throw redirect("/my/certificate/photos?done=photos", { status: 303 });
  return data({ refusals: taken.refusals, typed: taken.typed }, { status: 422 });
}

export default function MyPhotos() {
  const { portraits, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(photosText);
  const { my } = useText(certificationText);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.ledeOwn}
        crumbs={[{ text: my.title, href: "/my/certificate" }, { text: t.title }]}
      />
      {done && !refused && <Notice tone="ok" live title={t.done} />}
      <Portraits portraits={portraits} at="/my/certificate/photos" refused={refused} />
    </>
  );
}
