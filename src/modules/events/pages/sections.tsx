import type { Child } from 'hono/jsx'
import { InLanguage } from '../../../web/layout.tsx'
import type { BodySection, Front, Kit, SubjectSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { topics } from '../../topics/index.ts'
import { cardsOf, cardsWithin, placesIn, type Wanted } from '../queries/calendar.ts'
import { hostSeen, type HostId } from '../queries/host.ts'
import { ownDates } from '../queries/own-calendar.ts'
import { followUpsOf } from '../queries/follow-ups.ts'
import { DAY_MS } from '../rules.ts'
import { DecisionRows } from '../views/afterwards.tsx'
import { EventLines } from '../views/pieces.tsx'

const AHEAD = 400 * DAY_MS
const SHOWN = 3

const reading = (kit: Kit, page: Page) => ({ actor: page.actor, now: page.now, outside: kit.runner.outside })

/** The next three, the way to all; for a host, also what was decided and is not done. */
async function section(
  kit: Kit,
  page: Page,
  at: { readonly path: string; readonly wanted: Partial<Wanted>; readonly host: HostId | null },
): Promise<Child> {
  const { say } = page
  const { db } = kit.runner
  const cards = await cardsWithin(db, reading(kit, page), {
    from: page.now,
    to: new Date(page.now.getTime() + AHEAD),
    most: SHOWN,
    ...at.wanted,
  })
  const host = at.host === null ? null : await hostSeen(db, reading(kit, page), at.host)
  const decisions = host === null ? [] : await followUpsOf(db, host, page.now)
  const holds = host !== null && host.team && !host.ended
  if (cards.length === 0 && decisions.length === 0 && !holds) return null
  return (
    <>
      <section>
        <h2>{say('events.title')}</h2>
        {cards.length === 0 ? <p class="empty">{say('events.empty.host')}</p> : <EventLines page={page} cards={cards} />}
        <p class="actions">
          <a class="button quiet" href={href(page, `${at.path}/events`)}>
            {say('events.all')}
          </a>
          {holds ? (
            <a class="button quiet" href={href(page, `/events/new?${host.sort}=${host.id}`)}>
              {say('events.new')}
            </a>
          ) : null}
        </p>
      </section>
      {decisions.length === 0 ? null : (
        <section>
          <h2>{say('events.follow-ups')}</h2>
          <DecisionRows page={page} decisions={decisions} at={null} />
        </section>
      )}
    </>
  )
}

export const subjectSection: SubjectSection = async (kit, page, { sort, id, path }) => {
  if (sort === 'community') return section(kit, page, { path, wanted: { hosts: [id] }, host: { sort, id } })
  if (sort === 'place') return section(kit, page, { path, wanted: { places: await placesIn(kit.runner.db, id) }, host: null })
  if (sort === 'topic') {
    const within = await topics.within(kit.runner.db, [id])
    return section(kit, page, { path, wanted: { topics: [...(within.get(id) ?? [])] }, host: null })
  }
  return null
}

export const bodySection: BodySection = async (kit, page, bodyId) => {
  const card = (await organisations.bodyCards(kit.runner.db, [bodyId], page.say.locale)).get(bodyId)
  if (card === undefined) return null
  return section(kit, page, { path: `/bodies/${card.slug}`, wanted: { hosts: [bodyId] }, host: { sort: 'body', id: bodyId } })
}

/** On the hub's first page: two lines. */
export const front: Front = async (kit, page) => {
  const { say } = page
  const cards = await cardsWithin(kit.runner.db, reading(kit, page), {
    from: page.now,
    to: new Date(page.now.getTime() + 30 * DAY_MS),
    most: 2,
  })
  const [next] = cards
  if (next === undefined) return null
  return (
    <section>
      <h2>{say('events.front')}</h2>
      <ul class="rows">
        {cards.map((card) => (
          <li>
            <InLanguage language={card.language}>
              <a href={href(page, card.path)}>{card.title}</a>
            </InLanguage>{' '}
            · <time datetime={card.startsAt.toISOString()}>{say.moment(card.startsAt, card.zone)}</time>
          </li>
        ))}
      </ul>
      <p>
        <a href={href(page, '/events')}>{say('events.all')}</a>
      </p>
    </section>
  )
}

/** On the reader's own page: where they go next. */
export const ownNote: Front = async (kit, page) => {
  const { say } = page
  const [next] = await ownDates(kit.runner.db, { ...reading(kit, page), outside: kit.runner.outside })
  if (next === undefined) return null
  const [card] = await cardsOf(kit.runner.db, say.locale, [next])
  if (card === undefined) return null
  return (
    <p class="note">
      <a href={href(page, '/me/calendar')}>{say('events.mine')}</a> · <InLanguage language={card.language}>{card.title}</InLanguage> ·{' '}
      <time datetime={card.startsAt.toISOString()}>{say.moment(card.startsAt, card.zone)}</time>
    </p>
  )
}
