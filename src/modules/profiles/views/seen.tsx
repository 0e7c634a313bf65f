import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Seen } from '../queries/seen.ts'
import { isolated, Offices, Told } from './told.tsx'

const NEVER = ['seen.never.account', 'seen.never.address', 'seen.never.identities', 'seen.never.votes', 'seen.never.visits']
const NUMBERS = ['seen.numbers.results', 'seen.numbers.members', 'seen.numbers.nobody']

/** Drawn by the very function that draws the card, so that it cannot say something else. */
export function SeenPage({ page, seen }: { page: Page; seen: Seen }) {
  const { say } = page
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
              <p>{say(look.hidden ? 'seen.hidden' : 'seen.nobody-there')}</p>
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
