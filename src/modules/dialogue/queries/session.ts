import type { Actor } from '../../../core/actor.ts'
import type { PutAt, ReceivingPlace } from '../../../core/receiver.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { isAmongThose, mayModerate } from '../policy.ts'
import { no } from '../refusals.ts'
import { isHidden } from '../rules.ts'
import { dialogueFacts, type Dialogue } from './dialogue-facts.ts'
import { questionsOf, wordsOf } from './words.ts'

/** Those of a session that are no draft, as they are for this actor. */
export async function dialoguesOfSession(db: Reader, sessionId: string, actor: Actor): Promise<readonly Dialogue[]> {
  const rows = await db
    .selectFrom('dialogue')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('state', '!=', 'draft')
    .orderBy('opens_at')
    .orderBy('id')
    .execute()
  const found = await Promise.all(rows.map(({ id }) => dialogueFacts(db, id, actor)))
  return found.filter((dialogue) => dialogue !== null)
}

/**
 * Those in which this actor can put a sentence: the team of the body in its name, others where everybody adds statements. By their state
 * alone, for whoever asks brings no clock: one that has not begun refuses the sentence.
 */
export async function placesFor(db: Reader, sessionId: string, actor: Actor): Promise<readonly ReceivingPlace[]> {
  const dialogues = (await dialoguesOfSession(db, sessionId, actor)).filter(
    (dialogue) =>
      dialogue.state === 'open' &&
      (mayModerate(dialogue.standing).ok ||
        (actor.account !== null && dialogue.mayAdd && !isHidden(dialogue.participation) && isAmongThose(dialogue).ok)),
  )
  const words = await wordsOf(db, dialogues, actor.locale)
  return dialogues.map(({ id, slug }) => ({
    id,
    title: words.get(id)?.title ?? slug,
    language: words.get(id)?.language ?? 'und',
    path: `/dialogues/${slug}`,
  }))
}

const MOST_PLACES = 60

/** Where everybody adds statements now: what was said to a trusted intermediary is put there, whoever keeps it. */
export async function openPlaces(
  db: Reader,
  { locale, now }: { readonly locale: string; readonly now: Date },
): Promise<readonly ReceivingPlace[]> {
  const dialogues = await db
    .selectFrom('dialogue')
    .select(['id', 'slug', 'languages'])
    .where('state', '=', 'open')
    .where('may_add', '=', true)
    .where('participation', 'in', ['anyone', 'account'])
    .where('opens_at', '<=', now)
    .where('closes_at', '>', now)
    .orderBy('opens_at', 'desc')
    .orderBy('id')
    .limit(MOST_PLACES)
    .execute()
  const words = await wordsOf(db, dialogues, locale)
  return dialogues.map(({ id, slug }) => ({
    id,
    title: words.get(id)?.title ?? slug,
    language: words.get(id)?.language ?? 'und',
    path: `/dialogues/${slug}`,
  }))
}

/** How it stands with a statement that was put there. */
export async function putState(db: Reader, { place, thing }: PutAt) {
  const row = await db
    .selectFrom('statement')
    .innerJoin('dialogue', 'dialogue.id', 'statement.dialogue_id')
    .select(['statement.status', 'dialogue.slug'])
    .where('statement.dialogue_id', '=', place)
    .where('statement.number', '=', Number(thing))
    .executeTakeFirst()
  const path = row === undefined ? '/dialogues' : `/dialogues/${row.slug}`
  if (row?.status === 'published') return { state: 'standing' as const, path: `${path}/statements/${thing}` }
  return { state: row?.status === 'waiting' ? ('waiting' as const) : ('gone' as const), path }
}

export type SessionChoice = { readonly id: string; readonly title: string; readonly number: number; readonly body: string }

/** The sessions that a dialogue of these bodies can belong to: of editions that the body hosts. */
export async function sessionChoices(db: Reader, bodies: readonly string[], locale: string): Promise<readonly SessionChoice[]> {
  const lists = await Promise.all(
    bodies.map(async (body) =>
      (await gatherings.sessionsOfBody(db, body, locale)).map(({ id, title, number }) => ({ id, title, number, body })),
    ),
  )
  return lists.flat()
}

/**
 * The guiding questions that a dialogue has of its session, by number: a dialogue may ask others, and under these nothing of the session is
 * filed, nor anything of the dialogue under the session's.
 */
export async function sharedQuestions(db: Reader, dialogue: Pick<Dialogue, 'id' | 'languages' | 'session'>): Promise<ReadonlySet<number>> {
  if (dialogue.session === null) return new Set()
  const [written = 'und'] = dialogue.languages
  const theirs = new Map((await gatherings.questionsOf(db, dialogue.session, written)).map(({ number, text }) => [number, inWords(text)]))
  const own = await questionsOf(db, dialogue, written)
  return new Set(own.filter(({ number, text }) => theirs.get(number) === inWords(text)).map(({ number }) => number))
}

const inWords = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** Refuses a session of somebody else's edition. */
export async function demandSession(db: Reader, { session, body }: { session: string | null | undefined; body: string }): Promise<void> {
  if (session == null) return
  const own = await gatherings.sessionsOfBody(db, body, 'en')
  if (!own.some(({ id }) => id === session)) refuse(no('session.not-of-the-body'))
}

/** The session of a dialogue, where the one who asks may know of it. */
export async function sessionFor(db: Reader, { session }: Pick<Dialogue, 'session'>, actor: Actor) {
  return session === null ? null : ((await gatherings.seenSession(db, { id: session }, actor))?.session ?? null)
}
