import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { Host } from '../queries/host.ts'

/** Before an event is written down: who holds it. */
export function ChoosePage({ page, hosts }: { page: Page; hosts: readonly Host[] }) {
  const { say } = page
  const signedIn = page.actor.account !== null
  return (
    <Layout page={page} title={say('events.choose')} index={false}>
      <Crumb page={page} path="/events">
        {say('events.title')}
      </Crumb>
      <h1>{say('events.choose')}</h1>
      <p class="lead">{say('events.choose.what')}</p>
      {hosts.length === 0 ? (
        <div class="empty">
          <p>{say(signedIn ? 'events.choose.none' : 'events.choose.account')}</p>
          <p class="actions">
            {signedIn ? null : (
              <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent('/events/new')}`)}>
                {say('sign-in.do')}
              </a>
            )}
            <a class="button quiet" href={href(page, '/communities')}>
              {say('events.choose.communities')}
            </a>
          </p>
        </div>
      ) : (
        <ul class="rows">
          {hosts.map(({ sort, id, name, language, team }) => (
            <li>
              <InLanguage as="h2" language={language}>
                {name}
              </InLanguage>
              <p class="actions">
                <a class="button quiet" href={href(page, `/events/new?${sort}=${id}`)}>
                  {say(team ? 'events.new' : 'events.propose')}
                </a>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  )
}
