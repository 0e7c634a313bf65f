import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Contact } from '../queries/contacts.ts'
import { Lines, OneButton } from './pieces.tsx'

export function ContactsPage({ page, contacts }: { page: Page; contacts: readonly Contact[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('contacts.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('nav.me')}</a>
      </p>
      <h1>{say('contacts.title')}</h1>
      <p class="lead">{say('contacts.lead', { name: page.personName ?? '' })}</p>
      {contacts.length === 0 ? (
        <div class="empty">
          <p>{say('contacts.none')}</p>
        </div>
      ) : (
        <ul class="cards">
          {contacts.map(({ id, name, theirs, mine, keptOn }) => (
            <li class="card">
              <h2>
                <bdi>{name}</bdi>
              </h2>
              <p dir="auto">
                <Lines text={theirs} />
              </p>
              <details>
                <summary>{say('contacts.mine')}</summary>
                <p dir="auto">
                  <Lines text={mine} />
                </p>
              </details>
              <p class="quiet">{say('contacts.since', { day: dayInWords(page, keptOn) })}</p>
              <details>
                <summary>{say('contacts.end')}</summary>
                <p>{say('contacts.end.what')}</p>
                <OneButton page={page} action={`/me/contacts/${id}/ending`} class="danger" label={say('contacts.end')} />
              </details>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  )
}
