import { CERTIFICATE_STATUSES } from "~/certification/status";
import { EMPLOYMENT_IDENTITIES, EMPLOYMENT_STATUSES } from "~/personnel/identity";
import { type PeopleTyped, WITHIN_DAYS } from "~/personnel/people-filters";
import { certificationText } from "~/text/certification";
import { identityNames, statusNames } from "~/text/identity-names";
import { listsText } from "~/text/lists";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { Button } from "./button";
import { MoreFilters } from "./more-filters";
import { SelectField } from "./select-field";
import { TextField } from "./text-field";

/** The query above the people list: a GET form, so that an address holds the whole question. */
export function PeopleQuery({
  typed,
  units,
  mayComplete,
}: {
  typed: PeopleTyped;
  units: readonly { unitId: string; name: string; path: string }[];
  /** Offers those whose file lacks something: to who can add it. */
  mayComplete: boolean;
}) {
  const t = useText(personnelText);
  const identities = useText(identityNames);
  const lists = useText(listsText);
  const certificates = useText(certificationText).status;
  const states = ["current", "on-leave", "left", "all"] as const;
  const { unit, identity, certificate, within, file } = typed;
  const statuses = useText(statusNames);
  return (
    <form className="query" aria-label={t.queryLabel}>
      {typed.category !== "" && <input type="hidden" name="category" value={typed.category} />}
      <TextField
        name="q"
        label={t.find}
        defaultValue={typed.q}
        small
        fieldClass="w2"
        autoComplete="off"
        maxLength={60}
      />
      <MoreFilters
        open={unit !== "" || identity !== "" || certificate !== "" || within !== "" || file !== ""}
      >
        <SelectField
          name="unit"
          label={t.unit}
          defaultValue={typed.unit}
          small
          empty={t.allUnits}
          choices={units.map(({ unitId, name }) => ({ value: unitId, text: name }))}
        />
        <SelectField
          name="identity"
          label={t.identity}
          defaultValue={typed.identity}
          small
          empty={t.allIdentities}
          choices={EMPLOYMENT_IDENTITIES.map((value) => ({ value, text: identities[value] }))}
        />
        <SelectField
          name="certificate"
          label={lists.certificate}
          defaultValue={typed.certificate}
          small
          empty={lists.anyCertificate}
          choices={[
            { value: "none", text: lists.none },
            ...CERTIFICATE_STATUSES.map((value) => ({ value, text: certificates[value] })),
          ]}
        />
        <SelectField
          name="within"
          label={lists.within}
          defaultValue={typed.within}
          small
          empty={lists.anyTime}
          choices={WITHIN_DAYS.map((days) => ({ value: String(days), text: lists.days(days) }))}
        />
        {(mayComplete || file !== "") && (
          <SelectField
            name="file"
            label={lists.file}
            defaultValue={file}
            small
            empty={lists.anyFile}
            choices={[{ value: "incomplete", text: lists.incomplete }]}
          />
        )}
        <SelectField
          name="state"
          label={t.state}
          defaultValue={typed.state || "current"}
          small
          choices={[
            ...states.map((value) => ({ value, text: t.states[value] })),
            ...EMPLOYMENT_STATUSES.map((value) => ({ value, text: statuses[value] })),
          ]}
        />
      </MoreFilters>
      <div className="acts">
        <Button small>{t.query}</Button>
      </div>
    </form>
  );
}
