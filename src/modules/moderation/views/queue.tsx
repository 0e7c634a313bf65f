import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import type { WaitingCase } from '../queries/queue.ts'

type Props = {
  readonly page: Page
  readonly waiting: readonly WaitingCase[]
  /** What the one who looks has to do with the circle. */
  readonly circle: { readonly reads: boolean; readonly sees: boolean }
  /** So many hours a decision may take, by the aim. */
  readonly hours: number
}

/** What waits for a decision, the oldest first. */
export function QueuePage({ page, waiting, circle, hours }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('queue.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/moderation')}>{say('record.title')}</a>
      </p>
      <h1>{say('queue.title')}</h1>
      <p class="lead">{say('queue.lead')}</p>
      {circle.reads || circle.sees ? (
        <ul class="targets">
          {circle.reads ? (
            <li>
              <a href={href(page, '/moderation/pressure')}>{say('pressure.desk')}</a>
            </li>
          ) : null}
          {circle.sees ? (
            <li>
              <a href={href(page, '/moderation/circle')}>{say('circle.title')}</a>
            </li>
          ) : null}
        </ul>
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
            <p class="quiet">{say('queue.age', { hours: one.hours, aim: hours })}</p>
            {one.requested ? <p>{say('queue.requested')}</p> : null}
            {one.needsSecond ? <p>{say('queue.needs-second')}</p> : null}
            {one.forSomebodyElse ? <p>{say(one.needsSecond ? 'queue.for-second' : 'queue.for-somebody-else')}</p> : null}
          </li>
        ))}
      </ul>
    </Layout>
  )
}
