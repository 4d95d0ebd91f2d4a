import { useLoaderData } from "@remix-run/react";
import { Legend } from "~/components/legend";
import { Section } from "~/components/section";
import type { Breakdown, Piece } from "~/study/breakdown";
import { common } from "~/text/common";
import { shortDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** Where the time of the session went, drawn and then row by row, each with its rule. */
export function Minutes() {
  const { record, minutes, rules } = useLoaderData<typeof loader>();
  const all = useText(studyText);
  const t = all.record;
  return (
    <Section title={t.why(minutes.credited)} meta={rules ? t.whyMeta(rules.title) : t.whyMetaNone}>
      <Axis minutes={minutes} />
      <div className="mb-[1rem]">
        {" "}
        <Legend items={minutes.pieces.map(({ kind }) => ({ swatch: kind, text: t.legend[kind] }))} />
      </div>
      <section className="table-wrap" aria-label={t.table}>
        <table className="table credit" data-density="compact">
          <thead>
            <tr>
              <th scope="col">{t.what}</th>
              <th scope="col" className="r">
                {t.rawMinutes}
              </th>
              <th scope="col">{t.because}</th>
            </tr>
          </thead>
          <tbody>
            <Row what={t.span} minutes={minutes.span} />
            {minutes.idle > 0 && <Row what={t.idle} minutes={-minutes.idle} />}
            <Row what={t.claimedRow} minutes={minutes.raw} />
            {minutes.adjustments.map(({ rule, reason, minutes: change }) => (
              <Row
                key={reason}
                what={change < 0 ? t.adjusted.less : t.adjusted.more}
                minutes={change}
                rule={rule}
                why={all.reasons[reason]}
              />
            ))}
            {record.status !== "accepted" && (
              <Row what={all.statuses[record.status]} why={all.statusReasons[record.status]} />
            )}
          </tbody>
          <tfoot>
            <tr>
              <td>{t.total}</td>
              <td className="r raw num">
                <b>{minutes.credited}</b>
              </td>
              <td className="why">
                <Conversion />
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </Section>
  );
}

function Row({ what, minutes, rule, why }: { what: string; minutes?: number; rule?: string; why?: string }) {
  const shown = minutes === undefined ? "" : minutes < 0 ? `−${-minutes}` : String(minutes);
  return (
    <tr>
      <th scope="row">{what}</th>
      <td className="r raw num">{shown}</td>
      <td className="why">
        {rule && <span className="tag">{rule}</span>}
        {why}
      </td>
    </tr>
  );
}

function Conversion() {
  const { minutes, byDay, rules } = useLoaderData<typeof loader>();
  const t = useText(studyText).record;
  const { list } = useText(common);
  if (!rules) return null;
  const days = list(byDay.map(({ on, minutes: part }) => t.onDay(shortDate(on), part)));
  return (
    <>
      {t.conversion(minutes.credited, rules.minutesPerPeriod, rules.periods, rules.periodsPerDay, rules.days)}
      {byDay.length > 1 && <span className="sub">{t.onDays(days)}</span>}
    </>
  );
}

/** Pieces side by side. Lengths are SVG attributes: the content policy allows no style attributes. */
function Axis({ minutes }: { minutes: Breakdown }) {
  const t = useText(studyText).record;
  const total = minutes.pieces.reduce((sum, piece) => sum + piece.minutes, 0);
  const per = (value: number) => `${Math.round((value / total) * 10000) / 100}%`;
  let from = 0;
  const placed = minutes.pieces.map((piece): Piece & { from: number } => {
    const at = from;
    from += piece.minutes;
    return { ...piece, from: at };
  });
  return (
    <svg className="axis" role="img" aria-label={t.bar(minutes.span, minutes.credited)}>
      {placed.map(({ kind, minutes: length, from: at }) => (
        <g key={kind}>
          <rect className={kind} x={per(at)} width={per(length)} height="28" />
          {length / total > 0.05 && (
            <text className={`t-${kind}`} x={per(at + length / 2)} y="19" textAnchor="middle">
              {length}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
