import { InLanguage, Layout } from '../../../web/layout.tsx'
import type { PublicNaming } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Seen } from '../queries/seen.ts'
import { isolated, Offices, Told } from './told.tsx'

const NEVER = ['seen.never.account', 'seen.never.address', 'seen.never.identities', 'seen.never.votes', 'seen.never.visits']
const NUMBERS = ['seen.numbers.results', 'seen.numbers.members', 'seen.numbers.nobody']

/** Drawn by the very function that draws the card, so that it cannot say something else. */
export function SeenPage({ page, seen, namings }: { page: Page; seen: Seen; namings: readonly PublicNaming[] }) {
  const { say } = page
  const inPublic = seen.offices.length + namings.length > 0
  return (
    <Layout page={page} title={say('seen.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/card')}>{say('own-card.title')}</a>
      </p>
      <h1>{say('seen.title')}</h1>
      <p class="lead">{say('seen.lead', { name: isolated(seen.name) })}</p>
      {seen.offices.length === 0 ? null : (
        <div class="note">
          <p>{say('seen.offices')}</p>
          <Offices page={page} offices={seen.offices} />
        </div>
      )}
      {namings.length === 0 ? null : <Namings page={page} namings={namings} />}
      {seen.looks.map((look) => (
        <section>
          <h2>
            {say(`seen.viewer.${look.viewer}`)}
            {look.body === null ? null : (
              <>
                {' '}
                <InLanguage language={look.body.language}>{look.body.name}</InLanguage>
              </>
            )}
          </h2>
          <div class="card">
            {look.card === null ? (
              <p>{say(look.hidden ? 'seen.hidden' : inPublic ? 'seen.no-card' : 'seen.nobody-there')}</p>
            ) : (
              <>
                <p>
                  <strong>
                    <bdi>{look.card.name}</bdi>
                  </strong>
                </p>
                <Told page={page} card={look.card} />
              </>
            )}
          </div>
        </section>
      ))}
      <Sentences page={page} heading="seen.never" sentences={NEVER} />
      <Sentences page={page} heading="seen.numbers" sentences={NUMBERS} />
      <p class="actions">
        <a class="button" href={href(page, '/me/card')}>
          {say('seen.change')}
        </a>
        <a class="button quiet" href={href(page, '/me/hiding')}>
          {say('hiding.title')}
        </a>
      </p>
    </Layout>
  )
}

/** What the rooms say of it, each with its way out. */
function Namings({ page, namings }: { page: Page; namings: readonly PublicNaming[] }) {
  const { say } = page
  return (
    <section class="note">
      <h2>{say('seen.named')}</h2>
      <p>{say('seen.named.what')}</p>
      <ul class="rows">
        {namings.map(({ what, of, path, since, out }) => (
          <li>
            <p>
              {what}{' '}
              <a href={href(page, path)}>
                {of === null ? say('seen.named.there') : <InLanguage language={of.language}>{of.name}</InLanguage>}
              </a>
              {since === null ? null : (
                <>
                  {' '}
                  · <Day page={page} at={new Date(`${since}T12:00:00Z`)} />
                </>
              )}
            </p>
            <p class="quiet">{out.path === null ? out.words : <a href={href(page, out.path)}>{out.words}</a>}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sentences({ page, heading, sentences }: { page: Page; heading: string; sentences: readonly string[] }) {
  const { say } = page
  return (
    <section>
      <h2>{say(heading)}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li>{say(sentence)}</li>
        ))}
      </ul>
    </section>
  )
}
