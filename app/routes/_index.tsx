import { LinkButton } from "~/components/button";
import { Icon, type IconName } from "~/components/icon";
import { publicPlaces } from "~/components/public-places";
import { PublicShell } from "~/components/public-shell";
import { TextField } from "~/components/text-field";
import { landing } from "~/text/landing";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(landing, (t) => t.title);

export default function Landing() {
  const t = useText(landing);
  return (
    <PublicShell main="" first>
      <div className="login landing">
        <div className="login-l">
          <h1>
            {t.headline.map((line) => (
              <span className="block" key={line}>
                {line}
              </span>
            ))}
          </h1>
          <p className="lede">{t.lede}</p>
          <section className="open" aria-labelledby="open">
            <h2 id="open">{t.open}</h2>
            <ul>
              <OpenLink href={publicPlaces.roster} icon="people" {...t.roster} />
              <OpenLink href={publicPlaces.verify} icon="doc" {...t.document} />
            </ul>
          </section>
        </div>
        <div className="landing-doors">
          <section className="login-box" aria-labelledby="verify">
            <h2 id="verify">{t.verify.title}</h2>
            <form className="form" action={publicPlaces.verify}>
              <TextField
                name="number"
                label={t.verify.label}
                hint={t.verify.hint}
                required
                figures
                autoComplete="off"
                spellCheck={false}
                maxLength={40}
              />
              <button type="submit" className="btn btn-primary">
                <Icon name="search" />
                {t.verify.act}
              </button>
            </form>
          </section>
          <section className="landing-staff" aria-labelledby="staff">
            <h2 id="staff">{t.signIn.title}</h2>
            <p>{t.signIn.body}</p>
            <LinkButton href={publicPlaces.signIn}>{t.signIn.act}</LinkButton>
          </section>
        </div>
      </div>
      <section className="landing-what" aria-labelledby="what">
        <h2 id="what">{t.what.title}</h2>
        <dl>
          {t.what.items.map(({ title, body }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{body}</dd>
            </div>
          ))}
        </dl>
      </section>
    </PublicShell>
  );
}

function OpenLink({
  href,
  icon,
  title,
  body,
}: {
  href: string;
  icon: IconName;
  title: string;
  body: string;
}) {
  return (
    <li>
      <a href={href}>
        <Icon name={icon} />
        <span>
          <b>{title}</b>
          {body}
        </span>
        <Icon name="right" />
      </a>
    </li>
  );
}
