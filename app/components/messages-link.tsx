import { MOST_UNREAD } from "~/notices/notice";
import { shell } from "~/text/shell";
import { useText } from "~/text/text";
import { Icon } from "./icon";

/** The bell at both doors, with how many messages nobody has read yet. Where there is no room for the word the count stays. */
export function MessagesLink({ href, count, current }: { href: string; count: number; current?: boolean }) {
  const t = useText(shell);
  return (
    <a href={href} aria-current={current ? "page" : undefined}>
      <Icon name="bell" />
      <span className="bell-word">{t.messages}</span>
      {count > 0 && <span className="num">{count > MOST_UNREAD ? `${MOST_UNREAD}+` : count}</span>}
    </a>
  );
}
