import type { ReactNode } from "react";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActPage } from "./act-page";

/** One act on an entry of the study ledger. */
export function RecordAct({
  act,
  record: { recordId, name, title },
  refusals,
  stop,
  children,
}: {
  act: string;
  record: { recordId: string; name: string; title: string };
  refusals: readonly Refusal[] | undefined;
  stop?: boolean;
  children: ReactNode;
}) {
  const t = useText(studyText);
  const back = `/study-records/${recordId}`;
  return (
    <ActPage
      title={act}
      lede={title}
      crumbs={[
        { text: t.title, href: "/study-records" },
        { text: name, href: back },
      ]}
      back={back}
      refusals={refusals}
      submit={act}
      stop={stop}
    >
      {children}
    </ActPage>
  );
}
