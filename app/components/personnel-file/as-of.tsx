import type { FileAsked } from "~/casework/file-asked";
import type { PersonnelFile } from "~/casework/personnel-file.server";
import { longDate } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { twoViewsText } from "~/text/two-views";
import { Button } from "../button";

/** Which day, and whose knowledge: what was true on it as known now, or as known then. */
export function FileAsOf({
  personId,
  asked,
  today,
  file,
}: {
  personId: string;
  asked: FileAsked;
  today: string;
  file: Pick<PersonnelFile, "certificate">;
}) {
  const { personFile: t, certificate: certificateWord } = useText(personnelText);
  const both = useText(twoViewsText);
  const locale = useLocale();
  const knowledge = [
    { value: "now", text: t.knownNow, chosen: !asked.asKnownThen },
    { value: "then", text: t.knownThen, chosen: asked.asKnownThen && !asked.knownOn },
    { value: "on", text: both.knownOnDay, chosen: asked.knownOn !== undefined },
  ];
  const jumps = [
    { href: `/people/${personId}`, text: t.today, on: today },
    ...(file.certificate
      ? [
          {
            href: `/people/${personId}?on=${file.certificate.validFromOn}`,
            text: `${certificateWord} ${longDate(file.certificate.validFromOn, locale)}`,
            on: file.certificate.validFromOn,
          },
        ]
      : []),
  ].filter(({ on }) => on !== asked.trueOn);
  return (
    <form className="asof" aria-label={t.asOf}>
      <label htmlFor="on">{t.asOf}</label>
      <input
        className="input input-sm num"
        id="on"
        name="on"
        type="date"
        min="1990-01-01"
        defaultValue={asked.trueOn}
      />
      <fieldset className="known">
        <legend className="vh">{t.knowledge}</legend>
        {knowledge.map(({ value, text, chosen }) => (
          <label className="choice" key={value}>
            <input type="radio" name="known" value={value} defaultChecked={chosen} />
            {text}
          </label>
        ))}
        <label className="vh" htmlFor="knownOn">
          {both.knownOn}
        </label>
        <input
          className="input input-sm num"
          id="knownOn"
          name="knownOn"
          type="date"
          min="1990-01-01"
          defaultValue={asked.knownOn ?? ""}
        />
      </fieldset>
      <Button small>{t.show}</Button>
      {jumps.length > 0 && (
        <span className="jump">
          <span className="quiet">{t.jump}</span>
          {jumps.map(({ href, text }) => (
            <a key={text} href={href}>
              {text}
            </a>
          ))}
        </span>
      )}
    </form>
  );
}
