import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { endOfMeeting } from '../rules.ts'
import type {} from '../tables.ts'
import { CONTACT, MESSAGE, PLACE } from './entries.ts'
import type { Asking } from './here.ts'
import { pairFacts, sides } from './pair-facts.ts'
import * as shapes from './shapes.ts'
import { freeTables, tablesOfMeetings } from './tables.ts'

type Ref = { readonly session: string; readonly pair: string }

async function messagesOf(db: Reader, keys: Keys, { session, pair }: Ref, me: string) {
  const rows = await db
    .selectFrom('encounter_message')
    .selectAll()
    .where('session_id', '=', session)
    .where('pair_id', '=', pair)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, mine: row.by_id === me, warned: row.warned, hidden: row.hidden, at: row.written_at.toISOString() },
    text: row.hidden ? '' : keys.open(MESSAGE, row.text_sealed),
  }))
}

async function meetingsOf(db: Reader, keys: Keys, { session, pair }: Ref, me: string) {
  const rows = await db
    .selectFrom('encounter_meeting')
    .selectAll()
    .where('session_id', '=', session)
    .where('pair_id', '=', pair)
    .where('state', '!=', 'cancelled')
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  const tables = await tablesOfMeetings(
    db,
    session,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) =>
    row.state === 'cancelled'
      ? []
      : [
          {
            ...{ id: row.id, mine: row.proposed_by === me, startsAt: row.starts_at.toISOString(), state: row.state },
            endsAt: endOfMeeting(row.starts_at, row.minutes).toISOString(),
            ...{ place: keys.open(PLACE, row.place_sealed), atTable: row.at_table, table: tables.get(row.id) ?? null },
          },
        ],
  )
}

/** All of a conversation, for one of the two. */
export async function conversationFor(db: Reader, ref: Ref, asking: Asking) {
  const { keys } = asking.outside
  const facts = await pairFacts(db, ref, asking, false)
  const { session, me, who } = facts
  const { mine, theirs } = sides(facts)
  const opened = (sealed: Buffer | null): string | null => (sealed === null ? null : keys.open(CONTACT, sealed))
  const { questions, words, languages, seeks, offers } = who.told
  return {
    session,
    talk: {
      ...{ pair: ref.pair, entry: who.id, name: who.name, state: who.state, mode: who.mode, muted: mine.muted },
      told: { questions: [...questions], words: [...words], languages: [...languages], seeks: [...seeks], offers: [...offers] },
      messages: await messagesOf(db, keys, ref, me.member),
      meetings: await meetingsOf(db, keys, ref, me.member),
      tables: await freeTables(db, { session: ref.session, member: me.member }, asking.now),
      contact: {
        mine: opened(mine.contact),
        // Each sees what the other wrote only when both have written.
        theirs: mine.contact === null ? null : opened(theirs.contact),
        keeps: mine.keeps,
        kept: mine.keeps && theirs.keeps,
      },
    },
  }
}
export type Conversation = Awaited<ReturnType<typeof conversationFor>>['talk']

export const readConversation = query({
  name: 'encounters.conversation',
  summary: 'What you and somebody with whom you agreed to talk wrote to each other',
  route: 'GET /sessions/{session}/encounters/conversations/{pair}',
  input: z.object({ session: z.uuid(), pair: z.uuid() }),
  output: z.object({
    ...{ pair: z.uuid(), entry: z.uuid(), name: z.string(), state: z.boolean(), mode: z.enum(['in-person', 'online']) },
    ...{ muted: z.boolean(), told: shapes.told, messages: z.array(shapes.message), meetings: z.array(shapes.meeting) },
    tables: shapes.freeTables.nullable().describe('When a table of the organisers is free; null: they lend none'),
    contact: z.object({ mine: z.string().nullable(), theirs: z.string().nullable(), keeps: z.boolean(), kept: z.boolean() }),
  }),
  read: async (db, { input, actor, now, outside }) => (await conversationFor(db, input, { actor, now, outside })).talk,
})
