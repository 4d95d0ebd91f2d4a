import { shell } from "~/text/shell";
import { useText } from "~/text/text";
import { Icon } from "./icon";
import { publicPlaces } from "./public-places";

export type MenuLink = { href: string; text: string };

/** Who is signed in; opens without a script to the account, the other door and the way out. */
export function PersonMenu({ name, links }: { name: string; links: readonly MenuLink[] }) {
  return (
    <details className="menu-drop">
      <summary>
        <Icon name="person" />
        <span className="me">{name}</span>
        <Icon name="down" />
      </summary>
      <ul>
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
        <li>
          <SignOut />
        </li>
      </ul>
    </details>
  );
}

export function SignOut() {
  const t = useText(shell);
  return (
    <form method="post" action={publicPlaces.signOut}>
      <button type="submit">
        <Icon name="out" />
        {t.signOut}
      </button>
    </form>
  );
}
