import type { ComponentProps } from "react";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { ActPage } from "./act-page";

/** One step of a supervision notice, as its own page shows it. */
export function NoticeAct({
  at: { noticeId, number },
  act,
  ...page
}: {
  at: { noticeId: string; number: string };
  act: string;
} & Pick<ComponentProps<typeof ActPage>, "refusals" | "children" | "lede" | "multipart">) {
  const t = useText(supervisionText);
  const back = `/supervision-notices/${noticeId}`;
  return (
    <ActPage
      {...page}
      title={act}
      crumbs={[
        { text: t.notices, href: "/supervision-notices" },
        { text: number, href: back },
      ]}
      back={back}
      submit={act}
    />
  );
}
