import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { BodyProfile } from '../queries/body-profile.ts'
import type { Officer, PastOffice } from '../queries/officers.ts'
import { termEndsSoon } from '../rules.ts'
import { isolated } from './level.tsx'

export const dayIn = (page: Page, at: Date): string => page.say.day(at, page.zone ?? page.homeZone)

type Props = {
  readonly page: Page
  readonly body: Pick<BodyProfile, 'slug' | 'officers'>
  readonly mayEnd: (officer: Officer) => boolean
  readonly mayLookAfter: (officer: Officer) => boolean
}

export const officePath = (slug: string, { person, role }: Pick<Officer, 'person' | 'role'>): string =>
  `/bodies/${encodeURIComponent(slug)}/offices/${person}/${role}`

export function Officers({ page, body, mayEnd, mayLookAfter }: Props) {
  const { say } = page
  return (
    <ul class="rows">
      {body.officers.map((officer) => {
        const words = { name: isolated(officer.name), role: say(`office.${officer.role}`) }
        return (
          <li>
            <OfficeLine page={page} officer={officer} />
            {mayLookAfter(officer) ? (
              <p>
                <a href={href(page, officePath(body.slug, officer))}>{say('office.tend', words)}</a>
              </p>
            ) : null}
            {mayEnd(officer) ? (
              <Form page={page} action={href(page, `/bodies/${encodeURIComponent(body.slug)}/offices/ending`)}>
                <input type="hidden" name="person" value={officer.person} />
                <input type="hidden" name="role" value={officer.role} />
                <button type="submit" class="plain">
                  {say(officer.endsAt === null ? 'office.end' : 'delegation.end', words)}
                </button>
              </Form>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function Title({ title }: Pick<Officer, 'title'>) {
  return title === null ? null : <InLanguage language={title.language}>{title.text}</InLanguage>
}

/** Who, as what, since when, until when, by whom. */
export function OfficeLine({ page, officer }: { page: Page; officer: Officer }) {
  const { say } = page
  const { name, role, title, since, before } = officer
  return (
    <>
      <strong>
        <bdi>{name}</bdi>
      </strong>{' '}
      <Title title={title} />
      <p class="status">{say('office.since', { role: say(`office.${role}`), day: dayIn(page, since) })}</p>
      <Until page={page} officer={officer} />
      {before === null ? null : <p class="status">{say('office.after', { name: isolated(before) })}</p>}
    </>
  )
}

/** A term that is over takes nothing away: it is said, so that everybody can ask what comes next. */
function Until({ page, officer: { termEnds, endsAt, delegatedBy } }: { page: Page; officer: Officer }) {
  const { say } = page
  if (endsAt !== null) {
    const day = dayIn(page, endsAt)
    return (
      <p class="status">
        {delegatedBy === null ? say('delegation.until', { day }) : say('delegation.by', { name: isolated(delegatedBy), day })}
      </p>
    )
  }
  if (termEnds === null) return null
  const over = termEnds <= page.now
  return <p class={over ? 'status late' : 'status'}>{say(over ? 'office.term-over' : 'office.term', { day: dayIn(page, termEnds) })}</p>
}

export function PastOfficers({ page, before }: { page: Page; before: readonly PastOffice[] }) {
  const { say } = page
  if (before.length === 0) return null
  return (
    <details>
      <summary>{say('office.before')}</summary>
      <ul class="rows">
        {before.map(({ name, role, title, since, until, delegated, before: from }) => (
          <li>
            {name === null ? (
              say('office.left')
            ) : (
              <strong>
                <bdi>{name}</bdi>
              </strong>
            )}{' '}
            <Title title={title} />
            <p class="status">
              {say(delegated ? 'office.was-delegated' : 'office.was', {
                role: say(`office.${role}`),
                since: dayIn(page, since),
                until: dayIn(page, until),
              })}
            </p>
            {from === null ? null : <p class="status">{say('office.after', { name: isolated(from) })}</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** For stewards: terms that end within two months, and those that are over. */
export function TermReminders({ page, officers }: { page: Page; officers: readonly Officer[] }) {
  const { say, now } = page
  const due = officers.flatMap((officer) => {
    const { name, role, termEnds } = officer
    if (termEnds === null || !(termEnds <= now || termEndsSoon(termEnds, now))) return []
    const words = { name: isolated(name), role: say(`office.${role}`), day: dayIn(page, termEnds) }
    return [say(termEnds <= now ? 'office.reminder-over' : 'office.reminder', words)]
  })
  if (due.length === 0) return null
  return (
    <aside class="note" aria-label={say('office.reminders')}>
      {due.map((sentence) => (
        <p>{sentence}</p>
      ))}
    </aside>
  )
}
