import { useLoaderData } from "@remix-run/react";
import { type Column, Sub } from "~/components/table";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import type { loader } from "./route";

type Row = Awaited<ReturnType<typeof loader>>["units"][number];

/** Every figure leads to the people or the sessions behind it; an amended one says what it was. */
export function useUnitColumns(): Column<Row>[] {
  const { freezeId, year } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const at = (part: string, unitId: string, more = "") =>
    `/study-years/${freezeId}/${part}?unit=${unitId}${more}`;
  const was = (value: number, before: number | undefined) =>
    before !== undefined && before !== value ? <Sub>{t.frozenWas(before)}</Sub> : null;
  const figure = (key: "sessions" | "attendances" | "people" | "minutes", part: string): Column<Row> => ({
    ...{ key, head: t[key], align: "right" },
    cell: ({ latest, frozen }) => (
      <>
        {latest[key] > 0 ? <a href={at(part, latest.unitId)}>{latest[key]}</a> : latest[key]}
        {was(latest[key], frozen?.[key])}
      </>
    ),
  });
  const group = (key: "leaders" | "staff"): Column<Row> => ({
    ...{ key, head: t[key] },
    cell: ({ latest }) => {
      const { people, attended, met, owing } = latest[key];
      if (people === 0) return "—";
      return (
        <>
          <a href={at("people", latest.unitId, `&group=${key}`)}>{t.attendedOf(attended, people)}</a>
          <Sub>{t.metOf(met, owing)}</Sub>
        </>
      );
    },
  });
  return [
    {
      key: "unit",
      head: t.unit,
      heads: true,
      cell: ({ latest, depth }) => <span className={depth > 0 ? "pl-[1em]" : undefined}>{latest.name}</span>,
    },
    figure("sessions", "sessions"),
    figure("attendances", "sessions"),
    figure("people", "sessions"),
    figure("minutes", "people"),
    group("leaders"),
    group("staff"),
    {
      key: "plan",
      head: t.plan,
      cell: ({ latest: { plan } }) =>
        plan.planned === 0 ? "—" : <a href={`/plans?year=${year}`}>{t.ofItems(plan.done, plan.planned)}</a>,
    },
    {
      key: "exams",
      head: t.exams,
      cell: ({ latest: { exams } }) =>
        exams.required === 0 ? "—" : t.passedOf(exams.passed, exams.required),
    },
  ];
}
