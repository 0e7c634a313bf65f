import type { VoteEvents } from '#polis-form'
import { sql } from 'kysely'
import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayConvene } from '../policy.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { RULES } from '../rules.ts'
import { takeAddress, writeWords } from './create-dialogue.ts'

const importedStatement = z.object({
  id: z.number().int().nonnegative(),
  author: z.number().int().nullable(),
  at: z.number().nullable().describe('Milliseconds since 1970'),
  moderated: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  meta: z.boolean(),
  text: z.string(),
})

/** Already read and found whole by `#polis-form`; columns of equal length. */
const events = z.custom<VoteEvents>((value) => typeof value === 'object' && value !== null && 'participants' in value)

// No route: whole conversations come in by the command line, from the files of their source.
export const importConversation = command({
  name: 'dialogue.import-conversation',
  summary: 'Make a closed dialogue from a conversation that was held elsewhere',
  input: z.object({
    bodyId: z.uuid(),
    title: z.string().trim().min(1).max(1000),
    description: z.string().describe('As its source has it; what is long or marked up becomes the background'),
    source: z.string().nullable(),
    language: z.string(),
    statements: z.array(importedStatement).min(1),
    events,
    final: events,
  }),
  output: z.object({ id: z.uuid(), slug: z.string() }),
  facts: (tx, { input, actor }) => bodyFacts(tx, input.bodyId, actor),
  // Whoever brings votes in could bring in any: the command line does it, and no convener.
  may: ({ actor, facts }) => (isTheHub(actor) ? mayConvene(facts.standing) : noFromHub('sign-in.needed')),
  async run(tx, { input, actor, now, outside }) {
    const id = outside.uuid()
    const slug = await takeAddress(tx, input.title, id)
    const [first, last] = span(input.events.at, now)
    await tx
      .insertInto('dialogue')
      .values({
        id,
        slug,
        body_id: input.bodyId,
        state: 'closed',
        origin: 'polis',
        source: input.source,
        languages: [input.language],
        opens_at: first,
        closes_at: last,
        answer_by: last,
        participation: 'anyone',
        may_add: true,
        moderation: 'after',
        publication: 'votes',
        rules: [...RULES],
        statement_count: Math.max(...input.statements.map((statement) => statement.id)) + 1,
        created_by: actor.person,
        created_at: now,
        opened_at: first,
        closed_at: last,
        answered_at: null,
      })
      .execute()
    await writeWords(tx, id, { language: input.language, title: input.title, ...placed(input.description), questions: [] })
    await writeStatements(tx, id, { statements: input.statements, language: input.language, now })
    await writeImported(tx, id, input.events)
    await writeFinal(tx, id, input.final)
    return { id, slug }
  },
  tell: ({ input, result }) => [
    {
      kind: 'dialogue.conversation.imported',
      scope: result.id,
      subject: result.id,
      data: { body: input.bodyId, statements: input.statements.length, events: input.events.values.length },
      visibility: 'public',
    },
  ],
})

const SUMMARY_LENGTH = 300

/** A short plain sentence is a summary; the rest is read as Markdown under the guiding questions. */
function placed(description: string): { summary: string; background: string } {
  const plain = description.length <= SUMMARY_LENGTH && !/[*_<>[\]\n]/.test(description)
  return plain ? { summary: description, background: '' } : { summary: '', background: description }
}

function span(times: Float64Array, now: Date): [Date, Date] {
  let first = Infinity
  let last = -Infinity
  for (const time of times) {
    if (time < first) first = time
    if (time > last) last = time
  }
  return times.length === 0 ? [now, now] : [new Date(first), new Date(last)]
}

type Statements = { readonly statements: readonly z.infer<typeof importedStatement>[]; readonly language: string; readonly now: Date }

async function writeStatements(tx: Tx, dialogueId: string, { statements, language, now }: Statements): Promise<void> {
  const rows = statements.map((statement) => {
    const at = statement.at === null ? now : new Date(statement.at)
    const declined = statement.moderated === -1
    return {
      dialogue_id: dialogueId,
      number: statement.id,
      text: statement.text,
      language,
      question: null,
      voice: 'import' as const,
      author_number: statement.author,
      status: declined ? ('declined' as const) : ('published' as const),
      meta: statement.meta,
      declined_for: null,
      note: null,
      created_at: at,
      // Nobody decided on it at its source: then nobody did here.
      decided_at: statement.moderated === 0 ? null : at,
    }
  })
  for (let from = 0; from < rows.length; from += 1000)
    await tx
      .insertInto('statement')
      .values(rows.slice(from, from + 1000))
      .execute()
}

const BATCH = 50_000

/** Columns go over as arrays, fifty thousand at a time: a row each would be a parameter each. */
async function writeImported(tx: Tx, dialogueId: string, columns: VoteEvents): Promise<void> {
  for (const { from, to } of batches(columns.values.length)) {
    const [participants, statements, values, times] = slices(columns, from, to)
    await sql`
      insert into imported_vote (dialogue_id, position, participant, statement, value, cast_at)
      select ${dialogueId}::uuid, ${from}::bigint + row.position, row.participant, row.statement, row.value, to_timestamp(row.at / 1000.0)
      from unnest(${participants}::bigint[], ${statements}::int[], ${values}::smallint[], ${times}::double precision[])
        with ordinality as row (participant, statement, value, at, position)`.execute(tx)
  }
}

async function writeFinal(tx: Tx, dialogueId: string, columns: VoteEvents): Promise<void> {
  const known = [...new Set(columns.participants)]
  for (const { from, to } of batches(known.length)) {
    await sql`
      insert into participant (dialogue_id, number, joined_at)
      select ${dialogueId}::uuid, number, now() from unnest(${known.slice(from, to)}::bigint[]) as number`.execute(tx)
  }
  for (const { from, to } of batches(columns.values.length)) {
    const [participants, statements, values, times] = slices(columns, from, to)
    await sql`
      insert into vote (dialogue_id, participant, statement, value, cast_at)
      select ${dialogueId}::uuid, row.participant, row.statement, row.value, to_timestamp(row.at / 1000.0)
      from unnest(${participants}::bigint[], ${statements}::int[], ${values}::smallint[], ${times}::double precision[])
        as row (participant, statement, value, at)`.execute(tx)
  }
}

function batches(length: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(length / BATCH) }, (_, batch) => ({
    from: batch * BATCH,
    to: Math.min(length, (batch + 1) * BATCH),
  }))
}

function slices({ participants, statements, values, at }: VoteEvents, from: number, to: number): [number[], number[], number[], number[]] {
  return [[...participants.slice(from, to)], [...statements.slice(from, to)], [...values.slice(from, to)], [...at.slice(from, to)]]
}
