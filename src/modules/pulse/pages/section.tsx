import type { Kit, BodySection, SubjectSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { mayAsk, mayRead, maySend } from '../policy.ts'
import { runningCalls } from '../queries/calls.ts'
import { courseOf } from '../queries/pulses.ts'
import { senderOf, type Key } from '../queries/senders.ts'
import { CallRows } from '../views/calls.tsx'

/** On the page of a body or a community: its calls, and for those who belong to it what it asks them. */
async function section(kit: Kit, page: Page, key: Key) {
  const { db, outside } = kit.runner
  const reading = { actor: page.actor, now: page.now, outside }
  const of = await senderOf(db, reading, key)
  if (of === null) return null
  const calls = of.open ? await runningCalls(db, reading, of.id) : []
  const sends = maySend(page.actor, of).ok
  const course = mayRead(page.actor, of).ok ? await courseOf(db, reading, of.id) : null
  const shown = course !== null && (course.running !== null || course.results.length > 0 || mayAsk(page.actor, of).ok)
  if (calls.length === 0 && !sends && !shown) return null
  const { say } = page
  const waits = course?.running?.answered === false
  return (
    <section>
      <h2>{say('calls.section')}</h2>
      {calls.length === 0 ? null : <CallRows page={page} calls={calls} heading="h3" />}
      <ul>
        {sends ? (
          <li>
            <a href={href(page, `/calls/new?from=${of.sort}:${of.id}`)}>{say('calls.write')}</a>
          </li>
        ) : null}
        {shown ? (
          <li>
            <a href={href(page, `${of.path}/pulse`)}>{say(waits ? 'pulses.waits' : 'pulses.title')}</a>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

export const bodySection: BodySection = (kit, page, id) => section(kit, page, { sort: 'body', id })
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) =>
  sort === 'community' ? section(kit, page, { sort, id }) : null
