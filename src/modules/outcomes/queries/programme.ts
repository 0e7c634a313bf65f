import { isUuid } from '#base'
import type { Citable, Source } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { isolated, type Voice } from '../rules.ts'

const SORT = 'programme'

const isPublic = ({ state, editionState }: SessionCard): boolean => state !== 'draft' && editionState !== 'draft'

const sourceOf = (session: SessionCard): Source => ({
  ...{ sort: SORT, id: session.id, path: session.path, text: session.title, language: session.language, state: 'standing' },
  ...{ version: session.changes, session: session.id, question: null, speaker: null, at: null, from: [] },
})

/** The page of a session: what a report says of when, where and by whom comes from it. */
export const programme: Citable = {
  sort: SORT,
  takenBy: [],
  async ofSession(db, sessionId, locale) {
    const session = await gatherings.sessionById(db, sessionId, locale)
    return session === null || !isPublic(session) ? [] : [sourceOf(session)]
  },
  async byIds(db, ids, locale) {
    const asked = ids.filter((id) => isUuid(id))
    return [...(await gatherings.sessionsByIds(db, asked, locale)).values()].filter(isPublic).map(sourceOf)
  },
}

/** A sentence of the frame with what it is known by. */
export type Framed = { readonly key: string; readonly text: string }

function whenOf({ number, zone, hoursKnown, startsAt, endsAt, openedAt, closedAt }: SessionCard, say: Voice): string | null {
  const oneDay = (from: Date, to: Date): boolean => say.day(from, zone) === say.day(to, zone)
  // Within a day the second hour needs no day.
  const data = (from: Date, to: Date) => ({
    ...{ number, from: say.moment(from, zone), to: oneDay(from, to) ? say.hour(to, zone) : say.moment(to, zone) },
  })
  if (openedAt !== null && closedAt !== null)
    return say(oneDay(openedAt, closedAt) ? 'outcome.frame.held-day' : 'outcome.frame.held', data(openedAt, closedAt))
  return hoursKnown ? say(oneDay(startsAt, endsAt) ? 'outcome.frame.planned-day' : 'outcome.frame.planned', data(startsAt, endsAt)) : null
}

/** When a session was, who held it and what was on its programme: whole sentences in the language of the report. */
export async function frameOf(db: Reader, session: SessionCard, say: Voice): Promise<readonly Framed[]> {
  const { id, zone } = session
  const when = whenOf(session, say)
  const hosts = await gatherings.hostsOf(db, session.editionId)
  const cards = await organisations.bodyCards(db, hosts, say.locale)
  const names = hosts.flatMap((host) => cards.get(host)?.name ?? []).map((name) => isolated(name, say.dir))
  // Hours that are not set are no sentence of a report: then only what has begun is told.
  const blocks = (await gatherings.blocksOf(db, id, say.locale)).filter(({ beganAt }) => session.hoursKnown || beganAt !== null)
  return [
    ...(when === null ? [] : [{ key: `frame:${id}:when`, text: when }]),
    ...(names.length === 0 ? [] : [{ key: `frame:${id}:hosts`, text: say('outcome.frame.hosts', { hosts: say.list(names) }) }]),
    ...blocks.map((block) => {
      const speakers = block.speakers.map(({ name }) => isolated(name, say.dir))
      const title = block.title === '' ? say('outcome.block', { sort: block.sort }) : isolated(block.title, say.dir)
      const data = { hour: say.hour(block.beganAt ?? block.startsAt, zone), title }
      const text =
        speakers.length === 0
          ? say('outcome.frame.block', data)
          : say('outcome.frame.block-with', { ...data, speakers: say.list(speakers) })
      return { key: `frame:${id}:block:${block.id}`, text }
    }),
  ]
}
