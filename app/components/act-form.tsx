import type { ReactNode } from "react";
import { Button } from "./button";

/** One act as one button: a POST to the noun that makes it. Works without a script. */
export function ActForm({
  action,
  fields = {},
  kind,
  small,
  children,
}: {
  action: string;
  fields?: Record<string, string>;
  kind?: "primary" | "plain" | "stop" | "text";
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <form method="post" action={action} className="contents">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind={kind} small={small}>
        {children}
      </Button>
    </form>
  );
}
