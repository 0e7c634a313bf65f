import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { MESSAGE } from '../queries/entries.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import { no } from '../refusals.ts'
import { isSuspect, LONGEST, MOST, NEW_ACCOUNT_DAYS } from '../rules.ts'
import { quietly } from './remove-entry.ts'

export const sendMessage = command({
  name: 'encounters.send-message',
  summary: 'Write to somebody with whom you agreed to talk. Text alone; young accounts send no links, addresses or details of payments',
  route: 'POST /sessions/{session}/encounters/conversations/{pair}/messages',
  limit: 'write',
  input: z.object({
    session: z.uuid(),
    pair: z.uuid(),
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    text: z.string().trim().min(1).max(LONGEST.message),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const facts = await pairFacts(tx, input, { actor, now, outside })
    const id = sentId(outside.keys, 'encounter-message', input.session, input.pair, facts.me.member, input.sending)
    const warned = isSuspect(input.text)
    const held = await writtenIn(tx, input)
    const young = warned && (await isYoung(tx, actor.account, now))
    return { ...facts, id, warned, young, before: held.some((row) => row.id === id), held }
  },
  may: ({ facts: { before, young, held, me } }) =>
    // What came before is answered as it was: nothing of it is weighed again.
    before
      ? yes
      : all(
          young ? no('encounter.no-links-yet', { days: NEW_ACCOUNT_DAYS }) : yes,
          held.length < MOST.messages ? yes : no('encounter.too-many-messages', { most: MOST.messages }),
          unansweredBy(me.member, held) < MOST.unanswered ? yes : no('encounter.wait-for-answer', { most: MOST.unanswered }),
        ),
  async run(tx, { input, facts, now, outside }) {
    if (facts.before) return { id: facts.id }
    await tx
      .insertInto('encounter_message')
      .values({
        ...{ session_id: input.session, pair_id: input.pair, id: facts.id, by_id: facts.me.member },
        ...{ text_sealed: outside.keys.seal(MESSAGE, input.text), warned: facts.warned, written_at: now },
      })
      .execute()
    await tx
      .updateTable('encounter_pair')
      .set({ changed_at: now })
      .where('session_id', '=', input.session)
      .where('id', '=', input.pair)
      .execute()
    return { id: facts.id }
  },
  tell: ({ input, facts }) => (facts.before ? [] : [quietly('message.sent', input.session, input.pair)]),
})

const writtenIn = (db: Reader, { session, pair }: { readonly session: string; readonly pair: string }) =>
  db
    .selectFrom('encounter_message')
    .select(['id', 'by_id as by'])
    .where('session_id', '=', session)
    .where('pair_id', '=', pair)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .execute()

/** How many the last ones in a row are that this one wrote without an answer. */
function unansweredBy(me: string, newestFirst: readonly { readonly by: string }[]): number {
  const answer = newestFirst.findIndex(({ by }) => by !== me)
  return answer === -1 ? newestFirst.length : answer
}

/** Links of accounts that were made just now are how people are deceived. */
export async function isYoung(db: Reader, account: string | null, now: Date): Promise<boolean> {
  const short = account === null ? null : await people.accountInShort(db, account, now)
  return short === null || now.getTime() - short.since.getTime() < NEW_ACCOUNT_DAYS * 86_400_000
}
