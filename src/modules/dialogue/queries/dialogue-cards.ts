import { sealedIn, type SealedDocument } from '#deliberation'
import type { ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { isSealed, phaseOf, shownCount } from '../rules.ts'
import type { Publication } from '../tables.ts'
import { dialogueCard, type DialogueCard } from './shapes.ts'
import { wordsOf } from './words.ts'

type Wanted = {
  readonly bodyId?: string
  readonly sessionId?: string
  readonly drafts?: boolean
  readonly ids?: readonly string[]
  readonly limit?: number
}

/** What waits or was declined is not counted where anybody reads the number. */
const published = (eb: ExpressionBuilder<Tables, 'dialogue'>) =>
  eb
    .selectFrom('statement')
    .select((of) => of.fn.countAll<number>().as('count'))
    .whereRef('statement.dialogue_id', '=', 'dialogue.id')
    .where('statement.status', '=', 'published')

/** Cards of dialogues, those that wait for people first, then the newest. Three queries, however many there are. */
export async function readCards(db: Reader, asked: { actor: Actor; now: Date }, wanted: Wanted): Promise<DialogueCard[]> {
  let select = db
    .selectFrom('dialogue')
    .leftJoin('result', 'result.dialogue_id', 'dialogue.id')
    .leftJoin('sealed_result', 'sealed_result.dialogue_id', 'dialogue.id')
    .selectAll('dialogue')
    .select('sealed_result.document as sealed')
    .select(['result.participants', 'result.votes'])
    .select((eb) => published(eb).as('published'))
    .select((eb) =>
      eb
        .selectFrom('statement')
        .select((inner) => inner.fn.countAll<number>().as('published'))
        .whereRef('statement.dialogue_id', '=', 'dialogue.id')
        .where('statement.status', '=', 'published')
        .as('published'),
    )
    .orderBy('dialogue.closes_at', 'desc')
    .orderBy('dialogue.id')
    .limit(wanted.limit ?? 200)
  if (wanted.drafts !== undefined) select = select.where('dialogue.state', wanted.drafts ? '=' : '!=', 'draft')
  if (wanted.ids !== undefined) select = select.where('dialogue.id', 'in', [...wanted.ids])
  if (wanted.sessionId !== undefined) select = select.where('dialogue.session_id', '=', wanted.sessionId)
  if (wanted.bodyId !== undefined) select = select.where('dialogue.body_id', '=', wanted.bodyId)
  const rows = await select.execute()
  const words = await wordsOf(db, rows, asked.actor.locale)
  const bodies = await organisations.bodyCards(
    db,
    rows.map((row) => row.body_id),
    asked.actor.locale,
  )
  const cards = rows.map((row): DialogueCard => {
    const clock = { state: row.state, opensAt: row.opens_at, closesAt: row.closes_at, answerBy: row.answer_by }
    const text = words.get(row.id)
    const body = bodies.get(row.body_id)
    return {
      id: row.id,
      slug: row.slug,
      origin: row.origin,
      phase: phaseOf(clock, asked.now),
      language: text?.language ?? 'und',
      title: text?.title ?? row.slug,
      summary: text?.summary ?? '',
      body: body === undefined ? null : { slug: body.slug, name: body.name, language: body.language },
      opensAt: row.opens_at.toISOString(),
      closesAt: row.closes_at.toISOString(),
      answerBy: row.answer_by.toISOString(),
      answeredAt: row.answered_at?.toISOString() ?? null,
      ...peopleAndVotes(row),
      statements: row.published ?? 0,
    }
  })
  return cards.toSorted((a, b) => Number(b.phase === 'open') - Number(a.phase === 'open'))
}

type Counted = {
  readonly origin: 'here' | 'polis'
  readonly publication: Publication
  readonly sealed: unknown
  readonly participants: number | null
  readonly votes: number | null
}

/** Of sealed votes nothing but what was published of them. */
function peopleAndVotes(row: Counted): Pick<DialogueCard, 'participants' | 'votes'> {
  if (!isSealed(row)) return { participants: shownCount(row.participants ?? 0), votes: row.votes ?? 0 }
  return { participants: row.sealed === null ? null : sealedIn(row.sealed as SealedDocument).participants, votes: null }
}

export const listDialogues = query({
  name: 'dialogue.list',
  summary: 'All dialogues that are announced, open, closed or answered',
  route: 'GET /dialogues',
  input: z.object({}),
  output: z.array(dialogueCard),
  read: (db, asked) => readCards(db, asked, { drafts: false }),
})
