import type { ReactNode } from "react";
import { useLocale } from "~/text/text";
import type { Refusal as Reason } from "~/verdict";
import { LinkButton } from "./button";
import type { Crumb } from "./crumbs";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";

/**
 * What an act without a form of its own came to when it was refused, and the way back to what offers it. With a `title`
 * the refusal stands under the head of a page; without one it is the page.
 */
export function ActRefused({
  title,
  crumbs = [],
  verdict,
  refusals,
  back,
}: {
  title?: string;
  crumbs?: readonly Crumb[];
  verdict: ReactNode;
  refusals: readonly Reason[] | undefined;
  back: { href: string; text: string };
}) {
  const reasons = reasonsFrom(useLocale(), refusals ?? []);
  const way = (
    <p className="acts">
      <LinkButton kind={title ? "primary" : undefined} href={back.href}>
        {back.text}
      </LinkButton>
    </p>
  );
  if (!title) {
    return (
      <>
        <Refusal verdict={verdict} reasons={reasons} />
        {way}
      </>
    );
  }
  return (
    <>
      <PageHead title={title} crumbs={[...crumbs, { text: title }]} />
      {refusals && <Refusal level={2} verdict={verdict} reasons={reasons} />}
      {way}
    </>
  );
}
