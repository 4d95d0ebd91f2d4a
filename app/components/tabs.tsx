export type Tab = { href: string; text: string; count?: number; current?: boolean };

/** Views of the same thing; each is a page of its own with its own address. */
export function Tabs({ label, items }: { label: string; items: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map(({ href, text, count, current }) => (
        <a key={href} href={href} aria-current={current ? "true" : undefined}>
          {text}
          {count !== undefined && <span className="n">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
