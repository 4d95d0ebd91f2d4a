import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";

/** One primary act per page; `stop` for what takes something away from someone; `text` for the way out. */
type Look = { kind?: "primary" | "plain" | "stop" | "text"; small?: boolean };

function classOf({ kind = "plain", small = false }: Look, more?: string): string {
  return ["btn", kind === "plain" ? "" : `btn-${kind}`, small ? "btn-sm" : "", more ?? ""]
    .filter(Boolean)
    .join(" ");
}

export function Button({
  kind,
  small,
  className,
  type = "submit",
  ...rest
}: Look & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "style">) {
  return <button type={type} className={classOf({ kind, small }, className)} {...rest} />;
}

export function LinkButton({
  kind,
  small,
  className,
  children,
  ...rest
}: Look & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "style"> & { href: string }) {
  return (
    <a className={classOf({ kind, small }, className)} {...rest}>
      {children}
    </a>
  );
}
