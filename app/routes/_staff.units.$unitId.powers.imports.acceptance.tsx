import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { addPowers, listedFrom } from "~/positions/power-list.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { fieldCodes } from "~/text/fields";
import { powersText } from "~/text/powers";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(powersText, (t) => t.import);

/** Opened by its address it leads to where a list is chosen. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit } = await unitWithPosts(request, params.unitId, "position:write", new Date());
  return { unit: { unitId: unit.unitId, name: unit.name } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, unit } = await unitWithPosts(request, params.unitId, "position:write", now);
  const powers = listedFrom((await request.formData()).get("powers"), fieldCodes);
  if (!powers) return data({ refusals: [] }, { status: 422 });
  const answer = await inTransaction((tx) =>
    addPowers(tx, { unitId: unit.unitId, powers }, actor.accountId, now),
  );
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/units/${unit.unitId}/powers?done=imported`, { status: 303 });
}

export default function PowersAcceptance() {
  const { unit } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(powersText);
  const locale = useLocale();
  const back = `/units/${unit.unitId}/powers`;
  return (
    <>
      <PageHead
        title={t.import}
        crumbs={[
          { text: unit.name, href: `/units/${unit.unitId}` },
          { text: t.title, href: back },
          { text: t.import },
        ]}
        acts={
          <LinkButton kind="primary" href={`${back}/imports/new`}>
            {t.import}
          </LinkButton>
        }
      />
      {refused && refused.refusals.length > 0 ? (
        <Refusal
          level={2}
          verdict={t.importRefused(refused.refusals.length)}
          reasons={reasonsFrom(locale, refused.refusals)}
        />
      ) : (
        <Notice tone="warn" title={t.importStale} />
      )}
    </>
  );
}
