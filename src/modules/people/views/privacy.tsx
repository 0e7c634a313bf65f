import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

const PARTS = {
  'privacy.not': ['not-addresses', 'not-papers', 'not-trackers', 'not-passwords'],
  'privacy.reading': ['reading-nothing', 'reading-limits'],
  'privacy.guest': ['guest-cookie', 'guest-lost'],
  'privacy.account': ['account-email', 'account-name', 'account-sessions', 'account-ways-in', 'account-bodies', 'account-record'],
  'privacy.votes': ['votes-number', 'votes-published', 'votes-small', 'votes-words', 'votes-waiting'],
  'privacy.trust': ['trust-both', 'trust-server', 'trust-mail'],
  'privacy.leaving': ['leaving-what', 'leaving-stays', 'leaving-copies'],
} as const

const COOKIES = ['session', 'passkey', 'guest', 'language', 'zone', 'fresh'] as const

/** What the hub keeps and what it does not; each sentence is one that the code keeps. */
export function PrivacyPage({ page, operators }: { page: Page; operators: readonly string[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('privacy.title')} description={say('privacy.lead', { hub: page.hubName })}>
      <h1>{say('privacy.title')}</h1>
      <p class="lead">{say('privacy.lead', { hub: page.hubName })}</p>
      <p>
        <a href={href(page, '/privacy/data')}>{say('privacy.tables')}</a>
      </p>
      {Object.entries(PARTS).map(([heading, sentences]) => (
        <section>
          <h2>{say(heading)}</h2>
          <ul>
            {sentences.map((sentence) => (
              <li>{say(`privacy.${sentence}`)}</li>
            ))}
          </ul>
        </section>
      ))}
      <Cookies page={page} />
      <section>
        <h2>{say('privacy.who')}</h2>
        <p>{operators.length === 0 ? say('privacy.who-nobody') : say('privacy.who-names', { names: say.list(operators) })}</p>
        <p>
          <a href={href(page, '/preferences')}>{say('nav.preferences')}</a>
        </p>
      </section>
    </Layout>
  )
}

function Cookies({ page }: { page: Page }) {
  const { say } = page
  return (
    <section>
      <h2 id="cookies">{say('privacy.cookies')}</h2>
      <p>{say('privacy.cookies-what')}</p>
      <div class="scroll" tabindex={0} role="region" aria-labelledby="cookies">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('privacy.cookie-name')}</th>
              <th scope="col">{say('privacy.cookie-use')}</th>
              <th scope="col">{say('privacy.cookie-length')}</th>
            </tr>
          </thead>
          <tbody>
            {COOKIES.map((cookie) => (
              <tr>
                <th scope="row">
                  <code dir="ltr">{cookie === 'guest' ? 'guest-…' : cookie}</code>
                </th>
                <td>{say(`privacy.cookie-${cookie}`)}</td>
                <td>{say(`privacy.cookie-${cookie}-length`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
