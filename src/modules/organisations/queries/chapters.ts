import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { maySteward, type ChapterFacts } from '../policy.ts'
import { no } from '../refusals.ts'
import type { Bonds } from '../rules.ts'
import { SIDES } from '../tables.ts'
import { bodyCards } from './body-cards.ts'
import { bodyFacts } from './body-facts.ts'
import { bodyCard, bodyRef } from './shapes.ts'

/** Who is whose chapter now, on the whole hub. */
export async function bondsNow(db: Reader): Promise<Bonds> {
  const rows = await db
    .selectFrom('chapter')
    .select(['chapter_id', 'umbrella_id'])
    .where('begun_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map(({ chapter_id, umbrella_id }) => [chapter_id, umbrella_id]))
}

/** Deeds about chapters come one after the other: a circle could be closed by two that know nothing of each other. */
export async function lockChapters(tx: Tx): Promise<void> {
  await sql`lock table chapter in share row exclusive mode`.execute(tx)
}

type Pair = { readonly chapter: string; readonly umbrella: string }

export async function chapterFacts(
  db: Reader,
  pair: Pair,
  actor: Pick<Actor, 'person'>,
): Promise<ChapterFacts & { readonly id: string | null }> {
  const chapter = await bodyFacts(db, pair.chapter, actor)
  const umbrella = await bodyFacts(db, pair.umbrella, actor)
  if (chapter === null || umbrella === null) return { chapter, umbrella, bonds: new Map(), bond: null, id: null }
  const row = await db
    .selectFrom('chapter')
    .select(['id', 'proposed_by', 'begun_at'])
    .where('chapter_id', '=', chapter.id)
    .where('umbrella_id', '=', umbrella.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const bond = row === undefined ? null : { proposedBy: row.proposed_by, begun: row.begun_at !== null }
  return { chapter, umbrella, bonds: await bondsNow(db), bond, id: row?.id ?? null }
}

const other = z.object({ body: bodyCard, since: z.date() })
const past = z.object({
  body: bodyCard,
  side: z.enum(SIDES).describe('What the other one was to this body'),
  since: z.date(),
  until: z.date(),
})

export const chapters = query({
  name: 'organisations.chapters',
  summary: 'The umbrella that a body belongs to, the chapters that belong to it, and what was so before.',
  route: 'GET /bodies/{body}/chapters',
  input: z.object({ body: bodyRef }),
  output: z.object({ umbrella: other.nullable(), chapters: z.array(other), before: z.array(past) }),
  async read(db, { input, actor }) {
    const { id } = (await bodyFacts(db, input.body, actor)) ?? refuse(no('body.missing'))
    const { rows, cards } = await rowsOf(db, id, actor.locale)
    const begun = rows.flatMap((row) => {
      const body = cards.get(row.umbrella_id === id ? row.chapter_id : row.umbrella_id)
      return row.begun_at === null || body === undefined ? [] : [{ ...row, body, since: row.begun_at }]
    })
    const now = begun.filter(({ ended_at }) => ended_at === null)
    const { compare } = new Intl.Collator(actor.locale)
    return {
      umbrella: now.filter((row) => row.chapter_id === id).map(({ body, since }) => ({ body, since }))[0] ?? null,
      chapters: now
        .filter((row) => row.umbrella_id === id)
        .map(({ body, since }) => ({ body, since }))
        .toSorted((a, b) => compare(a.body.name, b.body.name)),
      before: begun.flatMap(({ body, since, ended_at: until, umbrella_id }) =>
        until === null ? [] : [{ body, side: umbrella_id === id ? ('chapter' as const) : ('umbrella' as const), since, until }],
      ),
    }
  },
})
export type Chapters = z.infer<typeof chapters.output>

async function rowsOf(db: Reader, id: string, locale: string) {
  const rows = await db
    .selectFrom('chapter')
    .select(['umbrella_id', 'chapter_id', 'proposed_by', 'proposed_at', 'begun_at', 'ended_at'])
    .where((where) => where.or([where('umbrella_id', '=', id), where('chapter_id', '=', id)]))
    .orderBy('proposed_at')
    .execute()
  const cards = await bodyCards(
    db,
    rows.flatMap((row) => [row.umbrella_id, row.chapter_id]),
    locale,
  )
  return { rows, cards }
}

/** What is proposed is nobody's business before the other side has said yes: else anybody could name anybody as theirs. */
export const chapterProposals = query({
  name: 'organisations.chapter-proposals',
  summary: 'What this body and others have proposed to each other, and nobody has answered. For its stewards.',
  route: 'GET /bodies/{body}/chapter-proposals',
  input: z.object({ body: bodyRef }),
  output: z.array(
    z.object({
      body: bodyCard,
      side: z.enum(SIDES).describe('What the other one would be to this body'),
      own: z.boolean().describe('This body proposed it, and waits for the other'),
      proposedAt: z.date(),
    }),
  ),
  async read(db, { input, actor }) {
    const facts = await bodyFacts(db, input.body, actor)
    demand(maySteward(actor, facts))
    const { id } = facts ?? refuse(no('body.missing'))
    const { rows, cards } = await rowsOf(db, id, actor.locale)
    return rows.flatMap((row) => {
      const side = row.umbrella_id === id ? ('chapter' as const) : ('umbrella' as const)
      const body = cards.get(side === 'chapter' ? row.chapter_id : row.umbrella_id)
      if (row.begun_at !== null || row.ended_at !== null || body === undefined) return []
      return [{ body, side, own: row.proposed_by !== side, proposedAt: row.proposed_at }]
    })
  },
})
export type ChapterProposal = z.infer<typeof chapterProposals.output>[number]
