import type { ComponentProps } from "react";
import type { RequirementListed } from "~/exams/requirement-list.server";
import { requiredExam } from "~/text/required-exam";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";
import { ReasonAct } from "./reason-act";

/** Something taken back from whoever must sit an exam, with a reason. `says`: what it comes to. */
export function RequirementAct({
  requirement,
  says,
  ...act
}: {
  requirement: Pick<RequirementListed, "requirementId" | "name"> & Parameters<typeof requiredExam>[1];
  says: string;
} & Pick<ComponentProps<typeof ReasonAct>, "title" | "submit" | "refusals" | "typed">) {
  const t = useText(requirementsText);
  const locale = useLocale();
  const { name, requirementId } = requirement;
  const back = `/requirements/${requirementId}`;
  return (
    <ReasonAct
      {...act}
      lede={`${name}, ${requiredExam(locale, requirement)}. ${says}`}
      crumbs={[
        { text: t.title, href: "/requirements" },
        { text: name, href: back },
      ]}
      back={back}
    />
  );
}
