import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { maySend } from '../policy.ts'
import { audienceOf, isAllowed, subjectsOf, type FollowersOf } from '../queries/audience.ts'
import { sentIn } from '../queries/calls.ts'
import { demandSender, type Sender } from '../queries/senders.ts'
import { pathHere, sender, sending, texts, wanted } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { callPath, endsInTime, monthIn, MOST } from '../rules.ts'

const input = z.object({ ...sender, sending, texts, to: pathHere, ...wanted, endsOn: z.iso.date() })
type Input = z.infer<typeof input>

export const sendCall = (followersOf: FollowersOf) =>
  command({
    name: 'pulse.send-call',
    summary:
      'In the name of a body or a community: call on those who follow it, a topic or a place. Two a month, and not where fewer than ten follow',
    route: 'POST /calls',
    limit: 'write',
    input,
    output: z.object({ id: z.uuid(), path: z.string() }),
    async facts(tx, { input: given, actor, now, outside }) {
      const from = await demandSender(tx, { actor, now, outside }, { sort: given.sort, id: given.sender })
      const id = sentId(outside.keys, 'call', from.id, actor.person ?? '', given.sending)
      const there = await isThere(tx, from.id, id)
      const subjects = subjectsOf(from, given)
      const { least } = await audienceOf(tx, { sender: from, subjects, locale: 'en' }, followersOf)
      return { from, id, there, subjects, least, sent: await sentIn(tx, from.id, now), allowed: await isAllowed(tx, given) }
    },
    may: ({ input: given, actor, now, facts }): Verdict =>
      all(
        maySend(actor, facts.from),
        facts.allowed,
        new Set(given.texts.map(({ language }) => language)).size === given.texts.length ? yes : no('pulse.same-language'),
        facts.there ? yes : endsInTime(given.endsOn, now),
        facts.there || facts.sent < MOST.aMonth ? yes : no('pulse.two-a-month', { most: MOST.aMonth }),
        facts.there || facts.least !== null ? yes : no('pulse.too-few'),
      ),
    async run(tx, { input: given, now, facts: { from, id, there, sent, subjects } }) {
      if (there) return { id, path: callPath(id) }
      await insert(tx, { given, from, id, now, number: sent + 1 })
      await tx
        .insertInto('call_subject')
        .values(
          subjects.flatMap(({ sort, id: subject }) =>
            sort === 'body' || sort === 'community' || sort === 'topic' || sort === 'place'
              ? [{ sender_id: from.id, call_id: id, sort, subject }]
              : [],
          ),
        )
        .execute()
      return { id, path: callPath(id) }
    },
    tell: ({ facts: { from, there }, result }) =>
      there ? [] : [{ kind: 'pulse.call.sent', scope: from.id, subject: result.id, data: {}, visibility: 'public', anonymous: true }],
  })

type New = { readonly given: Input; readonly from: Sender; readonly id: string; readonly now: Date; readonly number: number }

/** The key forbids a third one also where two are sent in the same second. */
async function insert(tx: Tx, { given, from, id, now, number }: New): Promise<void> {
  const made = await tx
    .insertInto('call')
    .values({
      ...{ sender_id: from.id, id, sender_sort: from.sort, month: monthIn(now), number, path: given.to, ends_on: given.endsOn },
      ...{ sent_at: now, over: false, hidden_for: null, opened: 0 },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) refuse(no('pulse.two-a-month', { most: MOST.aMonth }))
  const rows = given.texts.map((text, position) => ({ sender_id: from.id, call_id: id, position, ...text }))
  await tx.insertInto('call_text').values(rows).execute()
}

async function isThere(db: Reader, sender: string, id: string): Promise<boolean> {
  return (await db.selectFrom('call').select('id').where('sender_id', '=', sender).where('id', '=', id).executeTakeFirst()) !== undefined
}
