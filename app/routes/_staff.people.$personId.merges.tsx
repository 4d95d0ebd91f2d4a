import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import type { Caller } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { mergePeople, NUMBER_OF, previewMerge } from "~/casework/person-merge.server";
import type { RefusedForm } from "~/components/act-fields";
import { ErrorSummary } from "~/components/error-summary";
import { type MergeCandidate, MergeCandidates } from "~/components/merging/candidates";
import { MergeComparison } from "~/components/merging/comparison";
import { MergeForm, MergeSettled } from "~/components/merging/form";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { unitsById } from "~/organisation/units.server";
import { isInScope, listPeople, scopeOf } from "~/personnel/people.server";
import { maskedNumbers } from "~/personnel/person.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { mergingText } from "~/text/merging";
import { personnelText } from "~/text/personnel";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal as Refused } from "~/verdict";

export const meta = titled(mergingText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, today, ...person } = await requirePersonInScope(
    request,
    params.personId,
    "person:merge",
    now,
  );
  const search = new URL(request.url).searchParams;
  const other = await otherFrom(search, actor, person.personId, now);
  if (other === null) {
    const q = (search.get("q") ?? person.name).trim().slice(0, 60);
    return {
      ...person,
      today,
      q,
      candidates: await candidatesFor(actor, q, person.personId, now),
      pair: null,
    };
  }
  const pair = pairOf(search, person.personId, other);
  const preview = await previewMerge(prisma, pair, now);
  if (!preview) throw new Response(null, { status: 404 });
  const masked = await maskedNumbers(prisma, [pair.keptId, pair.mergedId]);
  const jobs = [preview.kept, preview.merged].flatMap((record) => [...record.employments, ...record.duties]);
  const units = await unitsById(
    prisma,
    jobs.map(({ unitId }) => unitId),
    today,
  );
  return {
    ...person,
    today,
    q: "",
    candidates: [],
    pair: { ...pair, otherId: other },
    preview,
    masked: { kept: masked.get(pair.keptId) ?? "", merged: masked.get(pair.mergedId) ?? "" },
    unitNames: Object.fromEntries([...units].map(([unitId, unit]) => [unitId, unit.name])),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:merge", now);
  const search = new URL(request.url).searchParams;
  const other = await otherFrom(search, actor, personId, now);
  if (other === null) throw new Response(null, { status: 404 });
  const locale = localeFrom(request);
  const t = mergingText[locale];
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const numberOf = read.choice("numberOf", t.numberOf, NUMBER_OF);
  const reason = read.text("reason", t.reason, 200);
  if (!numberOf || !reason) return refusedForm(typed, read.problems);
  const pair = pairOf(search, personId, other);
  const answer = await inTransaction((tx) =>
    mergePeople(tx, { ...pair, numberOf, reason }, actor.accountId, now),
  );
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "reason"),
    );
  throw redirect(`/people/${pair.keptId}?done=merges`, { status: 303 });
}

/** The record named by the address, if the actor may merge it; null while none is named. */
async function otherFrom(
  search: URLSearchParams,
  actor: Caller,
  personId: string,
  now: Date,
): Promise<string | null> {
  const other = search.get("with");
  if (other === null) return null;
  const today = chinaDateOf(now);
  const scope = await scopeOf(prisma, pathsFor(actor, "person:merge"), today);
  if (!isUuid(other) || other === personId || !(await isInScope(prisma, other, scope, today)))
    throw new Response(null, { status: 404 });
  if (!can(actor, "person:merge", { personId: other })) throw data(null, { status: 403 });
  return other;
}

function pairOf(search: URLSearchParams, personId: string, other: string) {
  return search.get("stays") === "other"
    ? { keptId: other, mergedId: personId }
    : { keptId: personId, mergedId: other };
}

async function candidatesFor(
  actor: Caller,
  q: string,
  personId: string,
  now: Date,
): Promise<MergeCandidate[]> {
  const today = chinaDateOf(now);
  const scope = await scopeOf(prisma, pathsFor(actor, "person:merge"), today);
  if (q === "") return [];
  const { people } = await listPeople(prisma, scope, { name: q, state: "all" }, {}, today);
  const others = people.filter((one) => one.personId !== personId);
  const units = await unitsById(
    prisma,
    others.flatMap(({ employments }) => employments.map(({ unitId }) => unitId)),
    today,
  );
  return others.map(({ personId: id, name, maskedNumber, employments }) => ({
    personId: id,
    name,
    maskedNumber,
    unitName: units.get(employments[0]?.unitId ?? "")?.name ?? null,
  }));
}

export default function Merges() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() as RefusedForm | undefined;
  const t = useText(mergingText);
  const { title } = useText(personnelText);
  const locale = useLocale();
  const file = `/people/${page.personId}`;
  const refusals: readonly Refused[] = page.pair ? page.preview.refusals : [];
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${page.name} ${page.maskedNumber}`}
        crumbs={[{ text: title, href: "/people" }, { text: page.name, href: file }, { text: t.title }]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <p className="lead">{t.lede}</p>
      {page.pair ? (
        <div className="stack-lg">
          {refusals.length > 0 && (
            <Refusal
              level={2}
              verdict={t.refused}
              lede={t.refusedLede}
              reasons={reasonsFrom(locale, refusals)}
            />
          )}
          <MergeComparison {...page} path={`${file}/merges`} />
          {refusals.length === 0 && (
            <>
              <MergeSettled givesWay={page.preview.givesWay} unitNames={page.unitNames} />
              <MergeForm masked={page.masked} back={file} refused={refused} />
            </>
          )}
        </div>
      ) : (
        <MergeCandidates q={page.q} candidates={page.candidates} path={`${file}/merges`} />
      )}
    </>
  );
}
