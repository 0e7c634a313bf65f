import { CompiledQuery } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, type EventDraft } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { isOfOne, type Db, type Tx } from '../../../platform/db.ts'
import { gatheringIn, oneForEach } from '../../../platform/gathering.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayTakePart } from '../policy.ts'
import { demandDialogue, holderTags, idNamed, participantOf } from '../queries/dialogue-facts.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { holdAnew } from './hold-anew.ts'

/** Random numbers say nothing of who came when. Those from here on are authors' (add-statement.ts), so that none is ever both. */
const NUMBERS = 2 ** 30

export const joinDialogue = command({
  name: 'dialogue.join',
  summary: 'Take part in a dialogue, with an account or, where it allows that, without one',
  route: 'POST /dialogues/{dialogue}/participation',
  limit: 'take-part',
  input: z.object({ dialogue: ref }),
  output: z.object({
    dialogue: z.uuid(),
    key: z
      .string()
      .nullable()
      .describe(
        'For those without an account: the secret that brings them back, as the cookie `guest-{id}` (`__Host-guest-{id}` over https). Kept nowhere.',
      ),
    begun: z.boolean().describe('False where they took part already'),
  }),
  async facts(tx, { input, actor, outside }) {
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'share')
    return { dialogue, participant: await participantOf(tx, dialogue.id, holderTags(dialogue.id, actor, outside)) }
  },
  may: ({ facts, now }) => mayTakePart(facts.dialogue, now),
  async run(tx, { facts, actor, now, outside }) {
    const { dialogue, participant } = facts
    if (participant !== null) {
      await holdAnew(tx, { dialogueId: dialogue.id, participant: participant.number }, holderTags(dialogue.id, actor, outside))
      return { dialogue: dialogue.id, key: null, begun: false }
    }
    const key = actor.account === null ? outside.token() : null
    const holder = key === null ? actor : { ...actor, guestKey: () => key }
    const [tag = refuse(no('participation.missing'))] = holderTags(dialogue.id, holder, outside)
    const begun = await enter(tx, { dialogueId: dialogue.id, tag, now, outside })
    return { dialogue: dialogue.id, key: key === null ? null : outside.keys.sign(`guest/${dialogue.id}`, key), begun }
  },
  // A participant is a pseudonym: no row says which person came in at which second.
  tell: ({ facts, result }) => (result.begun ? [participationBegun(facts.dialogue.id)] : []),
  async inOne(db, { input, actor, now, outside }) {
    const id = await idNamed(db, input.dialogue)
    // Who holds a guest's key here may have begun already; the deed looks.
    if (id === null || actor.guestKey(id) !== null) return null
    const key = actor.account === null ? outside.token() : null
    const [tag, ...older] = holderTags(id, key === null ? actor : { ...actor, guestKey: () => key }, outside)
    // A new key has been tagged with no other secret; an account may have.
    if (tag === undefined || (key === null && older.length > 0)) return null
    const number = 1 + outside.below(NUMBERS - 1)
    const entered = await entries(db)({ place: id, tag, number, signedIn: key === null, now })
    if (!entered) return null
    const result = { dialogue: id, key: key === null ? null : outside.keys.sign(`guest/${id}`, key), begun: true }
    return { result, told: [participationBegun(id)] }
  },
})

const participationBegun = (dialogue: string): EventDraft => ({
  kind: 'dialogue.participation.begun',
  scope: dialogue,
  subject: dialogue,
  data: {},
  visibility: 'internal',
  anonymous: true,
})

/**
 * What `mayTakePart` asks of an open dialogue for anyone or for accounts, in SQL, and no more lenient; it is held still. Who takes part already, and
 * whose number is taken, is left to the deed. Rows are written in one order, so that of two such statements neither waits for the other in a circle.
 */
const ENTER = `
  with asked as (
    select * from unnest((select $2::bytea[]), (select $3::bigint[]), (select $4::boolean[]), (select $5::timestamptz[])) as asked (tag, number, signed_in, at)
  ), open as (
    select id, opens_at, closes_at, participation from dialogue where id = $1 and state = 'open' for share
  ), entered as (
    insert into participant (dialogue_id, number, holder_tag, author_number, joined_at)
    select $1, asked.number, asked.tag, null, date_trunc('day', asked.at, 'UTC')
    from open join asked on open.opens_at <= asked.at and open.closes_at > asked.at
      and (open.participation = 'anyone' or open.participation = 'account' and asked.signed_in)
    order by asked.tag
    on conflict do nothing
    returning holder_tag, joined_at
  ), told as (
    insert into event (scope_id, kind, subject, data, visibility, person_id, at)
    select $1, 'dialogue.participation.begun', $6, '{}', 'internal', null, joined_at from entered
  )
  select holder_tag from entered`

type Entering = { readonly place: string; readonly tag: Buffer; readonly number: number; readonly signedIn: boolean; readonly now: Date }

/** Those who come at the same time enter by one statement; true for whom it let in. */
const entries = oneForEach((db: Db) =>
  gatheringIn<Entering, boolean>(
    { lanes: 2, most: 200 },
    (dialogue, all) => enterTogether(db, dialogue, all),
    ({ tag }) => tag.toString('latin1'),
  ),
)

async function enterTogether(db: Db, dialogue: string, all: readonly Entering[]): Promise<boolean[]> {
  const of = <Of>(read: (one: Entering) => Of): Of[] => all.map(read)
  const lists = [of(({ tag }) => tag), of(({ number }) => number), of(({ signedIn }) => signedIn), of(({ now }) => now)]
  const rows = await db.executeQuery<{ holder_tag: Buffer }>(CompiledQuery.raw(ENTER, [dialogue, ...lists, dialogue])).then(
    (done) => done.rows,
    (error: unknown) => (isOfOne(error) ? [] : Promise.reject(error)),
  )
  return of(({ tag }) => rows.some(({ holder_tag: held }) => held.equals(tag)))
}

type Entry = { readonly dialogueId: string; readonly tag: Buffer; readonly now: Date; readonly outside: Pick<Outside, 'below'> }

/** Two tabs may enter at once: the key on the holder lets one of them in (true). A number that is taken is drawn again. */
async function enter(tx: Tx, { tag, ...entry }: Entry): Promise<boolean> {
  for (;;) {
    if ((await tryNumber(tx, { ...entry, tag })) !== null) return true
    if ((await participantOf(tx, entry.dialogueId, [tag])) !== null) return false
  }
}

/** The number of whoever holds the tag, from now on or already. */
export async function enterHeld(tx: Tx, entry: Entry): Promise<number> {
  await enter(tx, entry)
  return (await participantOf(tx, entry.dialogueId, [entry.tag]))?.number ?? refuse(no('participation.missing'))
}

/** A participant whom nobody holds, as sheets are. */
export async function enterUnheld(tx: Tx, entry: Omit<Entry, 'tag'>): Promise<number> {
  for (;;) {
    const number = await tryNumber(tx, { ...entry, tag: null })
    if (number !== null) return number
  }
}

async function tryNumber(tx: Tx, { dialogueId, tag, now, outside }: Omit<Entry, 'tag'> & { tag: Buffer | null }): Promise<number | null> {
  const number = 1 + outside.below(NUMBERS - 1)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('participant')
    .values({ dialogue_id: dialogueId, number, holder_tag: tag, author_number: null, joined_at: dayOf(now) })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? number : null
}
