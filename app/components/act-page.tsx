import type { ReactNode } from "react";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { useLocale, useText } from "~/text/text";
import type { Refusal as Refused } from "~/verdict";
import { Button, LinkButton } from "./button";
import type { Crumb } from "./crumbs";
import { ErrorSummary, type FieldProblem } from "./error-summary";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";

/** One act on one thing: what it does, its fields, the button that names it. Refused, it says why and keeps what was typed. */
export function ActPage({
  title,
  lede,
  crumbs,
  back,
  refusals = [],
  problems = [],
  submit,
  stop = false,
  multipart = false,
  children,
}: {
  title: string;
  lede?: ReactNode;
  crumbs: readonly Crumb[];
  /** Where the thing acted on is. */
  back: string;
  refusals?: readonly Refused[];
  problems?: readonly FieldProblem[];
  submit: string;
  /** The act takes something away from someone. */
  stop?: boolean;
  /** Its fields take files. */
  multipart?: boolean;
  children?: ReactNode;
}) {
  const t = useText(certificationText);
  const { cancel } = useText(common);
  const locale = useLocale();
  return (
    <>
      <PageHead title={title} lede={lede} crumbs={[...crumbs, { text: title }]} />
      <ErrorSummary problems={problems} />
      {refusals.length > 0 && (
        <Refusal level={2} verdict={t.refused} lede={t.refusedHint} reasons={reasonsFrom(locale, refusals)} />
      )}
      <form
        method="post"
        encType={multipart ? "multipart/form-data" : undefined}
        className="form max-w-[46rem]"
      >
        {children}
        <div className="acts">
          <LinkButton href={back} kind="text">
            {cancel}
          </LinkButton>
          <Button kind={stop ? "stop" : "primary"}>{submit}</Button>
        </div>
      </form>
    </>
  );
}
