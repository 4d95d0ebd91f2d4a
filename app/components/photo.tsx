/** A registered photograph, 5 by 7; an outline where there is none yet. */
export function Photo({ src, label, className }: { src?: string; label: string; className?: string }) {
  const classes = className ? `photo ${className}` : "photo";
  if (src) {
    return (
      <span className={classes}>
        <img src={src} alt={label} />
      </span>
    );
  }
  return (
    <span className={classes} role="img" aria-label={label}>
      <svg viewBox="0 0 60 84" aria-hidden="true">
        <circle cx="30" cy="33" r="14" />
        <path d="M4 84c1.5-21 11-31 26-31s24.5 10 26 31z" />
      </svg>
    </span>
  );
}
