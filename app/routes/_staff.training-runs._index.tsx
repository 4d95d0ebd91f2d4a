import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import type { Actor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { MOST_TRAININGS, requestTrainingRun } from "~/casework/training-runs.server";
import { type TrainingWanted, wantedFrom } from "~/certification/training";
import { earnedAll } from "~/certification/training-earned.server";
import { earnedFilterFrom, wantedWithin } from "~/certification/training-page.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction, prisma } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.runs.title);

const EARNED = "/training-certificates/earned";

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "training:issue");
  requirePosted(request, EARNED);
  return null;
}

/** Those chosen, or everybody the filters find; each is decided by itself, under the rules of who may issue. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "training:issue");
  const now = new Date();
  const wanted = await wantedOf(actor, await request.formData(), now);
  const answer = await inTransaction((tx) => requestTrainingRun(tx, wanted, actor.accountId, now));
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/training-runs/${answer.runId}`, { status: 303 });
}

async function wantedOf(actor: Actor, form: FormData, now: Date): Promise<TrainingWanted[]> {
  if (form.get("whole") !== "1") {
    const chosen = form.getAll("wanted").map((raw) => String(raw));
    const wanted = [...new Set(chosen)].flatMap((raw) => wantedFrom(raw) ?? []);
    return wantedWithin(prisma, actor, wanted.slice(0, MOST_TRAININGS), chinaDateOf(now));
  }
  const typed = ["kind", "year", "unit", "exam"].map((name): [string, string] => [
    name,
    String(form.get(name) ?? ""),
  ]);
  const { filter } = await earnedFilterFrom(prisma, actor, new URLSearchParams(typed), chinaDateOf(now));
  const rows = await earnedAll(prisma, filter, MOST_TRAININGS);
  return rows.map(({ basis, personId }) => ({ kind: filter.kind, basis, personId }));
}

export default function NotBegun() {
  const refused = useActionData<typeof action>();
  const t = useText(trainingText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.runs.title}
        crumbs={[{ text: t.earned.title, href: EARNED }, { text: t.runs.title }]}
      />
      <div className="stack">
        <Refusal
          level={2}
          verdict={t.earned.refused}
          reasons={reasonsFrom(locale, refused?.refusals ?? [])}
        />
        <div className="acts">
          <LinkButton href={EARNED}>{t.earned.title}</LinkButton>
        </div>
      </div>
    </>
  );
}
