import type { ReactNode } from "react";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActPage } from "./act-page";

type Place = {
  at: { auditId: string; place: number };
  back: string;
  name: string;
  title: string;
  noticeNumber: string;
};

/** One act on a sampled record, as its own page shows it. */
export function AuditAct({
  place,
  act,
  refusals,
  stop,
  children,
}: {
  place: Place;
  act: string;
  refusals: readonly Refusal[] | undefined;
  stop?: boolean;
  children?: ReactNode;
}) {
  const t = useText(studyAuditText);
  return (
    <ActPage
      title={act}
      lede={`${place.name}　${place.title}`}
      crumbs={[
        { text: t.title, href: "/study-audits" },
        { text: place.noticeNumber, href: `/study-audits/${place.at.auditId}` },
        { text: t.place(place.at.place), href: place.back },
      ]}
      back={place.back}
      refusals={refusals}
      submit={act}
      stop={stop}
    >
      {children}
    </ActPage>
  );
}
