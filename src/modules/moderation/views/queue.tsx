import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import type { WaitingCase } from '../queries/queue.ts'

/** What waits for a decision, the oldest first. */
export function QueuePage({ page, waiting, circle }: { page: Page; waiting: readonly WaitingCase[]; circle: boolean }) {
  const { say } = page
  return (
    <Layout page={page} title={say('queue.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/moderation')}>{say('record.title')}</a>
      </p>
      <h1>{say('queue.title')}</h1>
      <p class="lead">{say('queue.lead')}</p>
      {circle ? (
        <p>
          <a href={href(page, '/moderation/pressure')}>{say('pressure.desk')}</a>
        </p>
      ) : null}
      {waiting.length === 0 ? <p class="empty">{say('queue.none')}</p> : null}
      <ul class="rows">
        {waiting.map((one) => (
          <li>
            <InLanguage as="p" language={one.language} class="statement">
              <a href={href(page, `/moderation/cases/${one.scope}/${one.case}`)}>{one.text}</a>
            </InLanguage>
            <p class="quiet">
              <InLanguage language={one.place.language}>{one.place.text}</InLanguage> ·{' '}
              {one.reports === null ? say('queue.appeal') : say('queue.reports', { count: one.reports })}
            </p>
            <p class={one.late ? 'status late' : 'status'}>
              <strong>{say(one.late ? 'queue.late' : 'queue.due')}</strong> <Moment page={page} at={new Date(one.dueAt)} />
            </p>
            {one.forSomebodyElse ? <p>{say('queue.for-somebody-else')}</p> : null}
          </li>
        ))}
      </ul>
    </Layout>
  )
}
