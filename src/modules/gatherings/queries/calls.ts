import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { isPublicState } from '../rules.ts'
import type { ApplicationState } from '../tables.ts'
import { cardsOfBodies, type Host } from './hosts.ts'
import { seenSession } from './sessions.ts'

export type Call = {
  readonly language: string
  readonly words: string
  readonly closesAt: Date
  readonly decided: boolean
}

/** What everybody reads of an application: which body, where it stands, and what it was answered. */
export type Application = {
  readonly id: string
  readonly body: Host
  readonly state: ApplicationState
  readonly answer: string | null
  readonly answerLanguage: string | null
  readonly answeredAt: Date | null
  /** For organisers, and for whoever speaks for the body. */
  readonly words: ApplicationWords | null
}

export type ApplicationWords = {
  readonly speaker: string
  readonly language: string
  readonly title: string
  readonly text: string
  readonly sentAt: Date
}

export async function callOf(db: Reader, sessionId: string, blockId: string): Promise<Call | null> {
  const row = await db
    .selectFrom('example_call')
    .select(['language', 'words', 'closes_at'])
    .where('session_id', '=', sessionId)
    .where('block_id', '=', blockId)
    .executeTakeFirst()
  if (row === undefined) return null
  const chosen = await db
    .selectFrom('application')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('block_id', '=', blockId)
    .where('state', '=', 'chosen')
    .executeTakeFirst()
  return { language: row.language, words: row.words, closesAt: row.closes_at, decided: chosen !== undefined }
}

type At = { readonly session: string; readonly block: string }

/** In the order of the names of the bodies, so that the hour of sending tells nothing. What was withdrawn is nowhere. */
export async function applicationsTo(
  db: Reader,
  { session, block }: At,
  { actor, organiser }: { readonly actor: Actor; readonly organiser: boolean },
): Promise<readonly Application[]> {
  const rows = await db.selectFrom('application').selectAll().where('session_id', '=', session).where('block_id', '=', block).execute()
  const bodies = new Map(
    (
      await cardsOfBodies(
        db,
        rows.map(({ body_id }) => body_id),
        actor.locale,
      )
    ).map((body) => [body.id, body]),
  )
  const own = new Set((await organisations.bodiesWhere(db, actor.person, 'convener', actor.locale)).map(({ id }) => id))
  const { compare } = new Intl.Collator(actor.locale)
  return rows
    .flatMap((row) => {
      const body = bodies.get(row.body_id)
      if (body === undefined || !isPublicState(row.state)) return []
      const { speaker, language, title, text } = row
      const words = organiser || own.has(body.id) ? { speaker, language, title, text, sentAt: row.sent_at } : null
      const answered = { answer: row.answer, answerLanguage: row.answer_language, answeredAt: row.answered_at }
      return [{ id: row.id, body, state: row.state, ...answered, words }]
    })
    .toSorted((a, b) => compare(a.body.name, b.body.name))
}

/** An application under a lock, for whoever answers or withdraws it. */
export const applicationForUse = (db: Reader, session: string, application: string) =>
  db.selectFrom('application').selectAll().where('session_id', '=', session).where('id', '=', application).forUpdate().executeTakeFirst()

const applicationShape = z.object({
  id: z.string(),
  body: z.object({ id: z.string(), slug: z.string(), name: z.string(), language: z.string() }),
  state: z.enum(['waiting', 'chosen', 'declined', 'withdrawn']),
  answer: z.string().nullable(),
  answerLanguage: z.string().nullable(),
  answeredAt: z.date().nullable(),
  words: z
    .object({ speaker: z.string(), language: z.string(), title: z.string(), text: z.string(), sentAt: z.date() })
    .nullable()
    .describe('For organisers and for the body that applied'),
})

export const readCall = query({
  name: 'gatherings.read-call',
  summary: 'The call for an example, who applied, and what each was answered',
  route: 'GET /sessions/{session}/blocks/{block}/call',
  input: z.object({ session: z.uuid(), block: z.uuid() }),
  output: z.object({
    language: z.string(),
    words: z.string(),
    closesAt: z.date(),
    decided: z.boolean(),
    applications: z.array(applicationShape),
  }),
  async read(db, { input, actor }) {
    const { session, parts } = (await seenSession(db, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const call = (await callOf(db, session.id, input.block)) ?? refuse(no('call.missing'))
    const organiser = parts.has('organiser')
    const applications = await applicationsTo(db, { session: session.id, block: input.block }, { actor, organiser })
    return { ...call, applications: [...applications] }
  },
})
