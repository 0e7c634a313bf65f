import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { Actor } from '../../../core/actor.ts'
import { mayEnter } from '../policy.ts'
import { pointsOf, reasonsFor, roundly, SHOWN } from '../rules.ts'
import { circleOf, type Other } from './circle.ts'
import { countOf, entriesOf, type Entry } from './entries.ts'
import { standingIn, type Standing } from './here.ts'
import { ownRoom } from './rooms.ts'
import * as shapes from './shapes.ts'
import { timesOf } from './times.ts'

type Beside = Awaited<ReturnType<typeof ownRoom>>

/** Together with what both have in common, and nothing else of them. */
export function suggestedTo(me: Entry, other: Other, beside: Beside): shapes.Suggested {
  const reasons = reasonsFor(me.told, other.told)
  return {
    ...{ entry: other.id, name: other.name, state: other.state },
    reasons: {
      questions: [...reasons.questions],
      words: [...reasons.words],
      languages: [...reasons.languages],
      seeks: [...reasons.seeks],
      offers: [...reasons.offers],
    },
    points: pointsOf(reasons),
    room: beside?.members.has(other.member) === true ? beside.title : null,
  }
}

/** The rows between a member and others. */
export async function pairsOf(db: Reader, session: string, member: string) {
  const rows = await db
    .selectFrom('encounter_pair')
    .selectAll()
    .where('session_id', '=', session)
    .where((where) => where.or([where('first_id', '=', member), where('second_id', '=', member)]))
    .orderBy('changed_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, other: row.first_id === member ? row.second_id : row.first_id }))
}

/** How many more people this member may be shown today. */
export async function leftToShow(db: Reader, session: string, member: string, today: string) {
  const rows = await db
    .selectFrom('encounter_suggestion')
    .select(['other_id as other', 'state', 'drawn_on as on'])
    .where('session_id', '=', session)
    .where('member_id', '=', member)
    .execute()
  const drawnToday = rows.filter(({ on }) => on === today).length
  return { rows, left: Math.max(0, Math.min(SHOWN.aDay - drawnToday, SHOWN.inAll - rows.length)) }
}

type Asked = { readonly actor: Actor; readonly keys: Keys; readonly now: Date }

/** Somebody is shown for a reason: with the last one they are shown no more. */
export const hasReason = ({ points, room }: Pick<shapes.Suggested, 'points' | 'room'>): boolean => points > 0 || room !== null

export async function listFor(db: Reader, { session, entry: me }: Standing, { actor, keys, now }: Asked) {
  const count = roundly(await countOf(db, session.id))
  if (me === null) return { count, suggestions: [], asking: [], asked: [], talks: [], times: [] }
  const beside = await ownRoom(db, keys, session.id, me.member)
  const pairs = await pairsOf(db, session.id, me.member)
  const open = await db
    .selectFrom('encounter_suggestion')
    .select('other_id as other')
    .where('session_id', '=', session.id)
    .where('member_id', '=', me.member)
    .where('state', '=', 'open')
    .execute()
  const paired = new Set(pairs.map(({ other }) => other))
  const suggested = open.map(({ other }) => other).filter((other) => !paired.has(other))
  const circle = await circleOf(db, { session, me }, { actor, keys }, await entriesOf(db, keys, session.id, [...paired, ...suggested]))
  const shown = (members: readonly string[]): readonly shapes.Suggested[] =>
    members
      .flatMap((member) => circle.get(member) ?? [])
      .map((other) => suggestedTo(me, other, beside))
      .toSorted((one, two) => two.points - one.points || (one.entry < two.entry ? -1 : 1))
  const talks = pairs.flatMap(({ id, state, other, changed_at: at, ...row }): shapes.Talk[] => {
    const who = circle.get(other)
    if (state !== 'open' || who === undefined) return []
    const muted = row.first_id === other ? row.second_muted : row.first_muted
    return [{ pair: id, entry: who.id, name: who.name, state: who.state, at: at.toISOString(), muted }]
  })
  return {
    ...{ count, suggestions: shown(suggested).filter(hasReason), talks },
    times: await timesOf(db, { session: session.id, me: me.member, circle, room: beside }, { keys, now }),
    asking: shown(pairs.filter((pair) => pair.state === 'asked' && pair.asked_by === pair.other).map(({ other }) => other)),
    // Declined looks like waiting.
    asked: shown(pairs.filter((pair) => pair.state !== 'open' && pair.asked_by === me.member).map(({ other }) => other)),
  }
}
export type List = Awaited<ReturnType<typeof listFor>>

export const readList = query({
  name: 'encounters.list',
  summary:
    'The networking of a session as you see it: a few people with whom you have something in common, who asked you, and your conversations',
  route: 'GET /sessions/{session}/encounters',
  input: z.object({ session: z.uuid() }),
  output: z.object({
    count: z.number().int().nullable().describe('How many are on the list, in tens; null below ten'),
    entry: shapes.told.nullable().describe('What you say of yourself; null: you are not on the list'),
    suggestions: z.array(shapes.suggested),
    asking: z.array(shapes.suggested),
    asked: z.array(shapes.suggested),
    talks: z.array(shapes.talk),
    times: z.array(shapes.time),
  }),
  async read(db, { input, actor, now, outside }) {
    if (actor.account === null) return refuse(noFromHub('sign-in.needed'))
    const standing = await standingIn(db, { id: input.session }, { actor, now, outside })
    // Whoever has no place any more reads nobody's name, and neither does anybody after the end.
    const seen = mayEnter(standing.here).ok ? standing : { ...standing, entry: null }
    const { count, ...list } = await listFor(db, seen, { actor, keys: outside.keys, now })
    const copy = (all: readonly shapes.Suggested[]) => [...all]
    return {
      ...{ count, entry: plain(standing.entry), talks: [...list.talks], times: [...list.times] },
      ...{ suggestions: copy(list.suggestions), asking: copy(list.asking), asked: copy(list.asked) },
    }
  },
})

function plain(entry: Entry | null): z.infer<typeof shapes.told> | null {
  if (entry === null) return null
  const { questions, words, languages, seeks, offers } = entry.told
  return { questions: [...questions], words: [...words], languages: [...languages], seeks: [...seeks], offers: [...offers] }
}
