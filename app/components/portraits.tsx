import { dateOfInstant, longDate } from "~/text/dates";
import { photosText } from "~/text/photos";
import { useLocale, useText } from "~/text/text";
import type { Refusal as Refused } from "~/verdict";
import { Button } from "./button";
import { Photo } from "./photo";
import { type CropTyped, PortraitCrop } from "./portrait-crop";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";
import { Section } from "./section";
import { TaskList } from "./task-list";

export type PortraitListed = { id: string; width: number; height: number; recordedAt: Date; by: string };

/** The portrait there is, a form for another, and those of before. `at`: the address under which each is seen. */
export function Portraits({
  portraits,
  at,
  refused,
}: {
  portraits: readonly PortraitListed[];
  at: string;
  refused?: { refusals: readonly Refused[]; typed: CropTyped };
}) {
  const t = useText(photosText);
  const locale = useLocale();
  const [now, ...before] = portraits;
  return (
    <div className="cols cols-main">
      <div className="stack-lg">
        {refused && <Refusal level={2} verdict={t.refused} reasons={reasonsFrom(locale, refused.refusals)} />}
        <form method="post" encType="multipart/form-data" className="form max-w-[46rem]">
          <PortraitCrop typed={refused?.typed} />
          <p className="hint">{t.notChecked}</p>
          <div className="acts">
            <Button kind="primary">{t.submit}</Button>
          </div>
        </form>
      </div>
      <aside className="stack-lg">
        <Section title={t.current}>
          <Photo src={now && `${at}/${now.id}`} label={now ? t.alt : t.none} className="w-[8rem]" />
          {now && <p className="hint">{t.size(now.width, now.height)}</p>}
        </Section>
        {portraits.length > 0 && (
          <Section title={t.history}>
            <TaskList
              items={[...(now ? [now] : []), ...before].map(({ id, width, height, recordedAt, by }) => ({
                key: id,
                title: longDate(dateOfInstant(recordedAt), locale),
                href: `${at}/${id}`,
                detail: `${t.changed(by)} ${t.size(width, height)}`,
              }))}
            />
          </Section>
        )}
      </aside>
    </div>
  );
}
