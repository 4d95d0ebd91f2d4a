import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { Notice } from "~/components/notice";
import { ReliefFields } from "~/components/relief-fields";
import { ReliefTable } from "~/components/relief-table";
import { Section } from "~/components/section";
import { inTransaction, prisma } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { ownUnitOn } from "~/study/drafts.server";
import { reliefsOf } from "~/study/relief-list.server";
import { reliefTyped, reliefYears } from "~/study/relief-page.server";
import { askRelief } from "~/study/reliefs.server";
import { studyText } from "~/text/study";
import { studyReliefsText } from "~/text/study-reliefs";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(studyReliefsText, (t) => t.askOwn);

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const today = chinaDateOf(new Date());
  const rows = await reliefsOf(prisma, personId, today);
  const units = await unitsById(
    prisma,
    rows.map(({ unitId }) => unitId),
    today,
  );
  return {
    rows: rows.map((row) => ({ ...row, unitName: units.get(row.unitId)?.shortName ?? "", mine: [] })),
    reader: { accountId, personId },
    years: reliefYears(today),
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const today = chinaDateOf(now);
  const { personId, accountId } = await requirePerson(request);
  const { typed, problems, asked } = await reliefTyped(request, today);
  if (!asked) return data({ typed, problems, refusals: [] }, { status: 422 });
  const unitId = await ownUnitOn(prisma, personId, today);
  if (!unitId)
    return data(
      { typed, problems: [], refusals: [refusal("study-record.no-unit", { onDate: today })] },
      { status: 422 },
    );
  const answer = await inTransaction((tx) => askRelief(tx, { ...asked, personId, unitId }, accountId, now));
  if (answer.ok) throw redirect("/my/study/reliefs?done=asked", { status: 303 });
  return data({ typed, problems: [], refusals: answer.refusals }, { status: 422 });
}

export default function OwnReliefs() {
  const { rows, reader, years, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyReliefsText);
  const { mine } = useText(studyText);
  return (
    <div className="stack-lg">
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      {rows.length > 0 && (
        <Section title={t.mine}>
          <ReliefTable
            rows={rows}
            reader={reader}
            revokes={false}
            withPerson={false}
            at="/my/study/reliefs"
          />
        </Section>
      )}
      <ActPage
        title={t.askOwn}
        lede={t.askLede}
        crumbs={[{ text: mine.title, href: "/my/study" }]}
        back="/my/study"
        problems={refused?.problems}
        refusals={refused?.refusals}
        submit={t.askSubmit}
      >
        <ReliefFields years={years} typed={refused?.typed} problems={refused?.problems} />
      </ActPage>
    </div>
  );
}
