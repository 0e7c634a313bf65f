import type { Child } from 'hono/jsx'
import { nobody } from '../../../core/actor.ts'
import { InLanguage } from '../../../web/layout.tsx'
import type { BodySection, Front, Kit, NamedOf, SubjectSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import { topics } from '../../topics/index.ts'
import { cardsOf, cardsWithin, placesIn, type Wanted } from '../queries/calendar.ts'
import { hostSeen, type HostId } from '../queries/host.ts'
import { ownDates } from '../queries/own-calendar.ts'
import { followUpsOf } from '../queries/follow-ups.ts'
import { DAY_MS, FEASTS, pathOf } from '../rules.ts'
import { DecisionRows } from '../views/afterwards.tsx'
import { EventLines } from '../views/pieces.tsx'

const AHEAD = 400 * DAY_MS
const SHOWN = 3

const reading = (kit: Kit, page: Page) => ({ actor: page.actor, now: page.now, outside: kit.runner.outside })

type Section = {
  readonly path: string
  readonly wanted: Partial<Wanted>
  readonly host: HostId | null
  /** It stands also while nothing is announced: of a place one can follow what will be. */
  readonly near?: boolean
  /** What it is about leads to the feasts of all. */
  readonly feasts?: boolean
}

/** The next three, the way to all and to their calendar; for a host, also what was decided and is not done. */
async function section(kit: Kit, page: Page, at: Section): Promise<Child> {
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
  const writes = host !== null && (host.team || host.member) && !host.ended
  const feasts = at.feasts === true || host?.culture === true
  if (cards.length === 0 && decisions.length === 0 && !writes && at.near !== true && !feasts) return null
  const empty = say(host === null ? 'events.empty.near' : 'events.empty.host')
  return (
    <>
      <section>
        <h2>{say('events.title')}</h2>
        {cards.length === 0 ? <p class="empty">{empty}</p> : <EventLines page={page} cards={cards} />}
        <p class="actions">
          <a class="button quiet" href={href(page, `${at.path}/events`)}>
            {say('events.all')}
          </a>
          {writes ? (
            <a class="button quiet" href={href(page, `/events/new?${host.sort}=${host.id}`)}>
              {say(host.team ? 'events.new' : 'events.propose')}
            </a>
          ) : null}
        </p>
        <Further page={page} calendar={host !== null && host.hidden ? null : `${at.path}/events.ics`} feasts={feasts} />
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

/** What programs follow, which holds nothing of a hidden community; and what others celebrate. */
function Further({ page, calendar, feasts }: { page: Page; calendar: string | null; feasts: boolean }) {
  const { say } = page
  if (calendar === null && !feasts) return null
  return (
    <p>
      {calendar === null ? null : <a href={href(page, calendar)}>{say('events.file.short')}</a>}
      {calendar !== null && feasts ? ' · ' : null}
      {feasts ? <a href={href(page, FEASTS)}>{say('events.feasts.all')}</a> : null}
    </p>
  )
}

export const subjectSection: SubjectSection = async (kit, page, { sort, id, path }) => {
  const { db } = kit.runner
  if (sort === 'community') {
    const about = (await communities.facetsOf(db, [id])).get(id)?.flatMap((facet) => (facet.sort === 'topic' ? [facet.value] : [])) ?? []
    return section(kit, page, { path, wanted: { hosts: [id] }, host: { sort, id }, feasts: await ofFeasts(kit, about) })
  }
  if (sort === 'place') return section(kit, page, { path, wanted: { places: await placesIn(db, [id]) }, host: null, near: true })
  if (sort === 'topic') {
    const within = await topics.within(db, [id])
    const wanted = { topics: [...(within.get(id) ?? [])] }
    return section(kit, page, { path, wanted, host: null, feasts: await ofFeasts(kit, [id]) })
  }
  return null
}

/** Culture and faith, with what lies below them. */
async function ofFeasts(kit: Kit, about: readonly string[]): Promise<boolean> {
  if (about.length === 0) return false
  const keys = new Set([...(await topics.within(kit.runner.db, ['culture', 'faith'])).values()].flat())
  return about.some((key) => keys.has(key))
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

/** Who answers for what a body holds; in a community one goes by one's card. */
export const namedOf: NamedOf = async (kit, page, person) => {
  const { db, outside } = kit.runner
  const { say } = page
  if (!(await profiles.roleNames(db, { actor: nobody(say.locale), outside }, [person])).has(person)) return []
  const rows = await db
    .selectFrom('hosted_event')
    .innerJoin('event_text', (join) =>
      join.onRef('event_text.host_id', '=', 'hosted_event.host_id').onRef('event_text.event_id', '=', 'hosted_event.id'),
    )
    .select(['hosted_event.id', 'event_text.title', 'event_text.language', 'hosted_event.checked_on as since'])
    .where('host_sort', '=', 'body')
    .where('owner_ref', '=', person)
    .where('state', '!=', 'draft')
    .where('visibility', '=', 'everybody')
    .where('hidden_for', 'is', null)
    .where('event_text.position', '=', 0)
    .orderBy('hosted_event.id')
    .execute()
  return rows.map(({ id, title: name, language, since }) => ({
    ...{ what: say('events.named'), of: { name, language }, path: pathOf(id), since },
    out: { words: say('events.named.out'), path: `${pathOf(id)}/edit` },
  }))
}
