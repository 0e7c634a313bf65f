import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { mayTakePart } from '../policy.ts'
import { demandDialogue, holderTags, participantOf } from '../queries/dialogue-facts.ts'
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
  tell: ({ facts, result }) =>
    result.begun
      ? [
          {
            kind: 'dialogue.participation.begun',
            scope: facts.dialogue.id,
            subject: facts.dialogue.id,
            data: {},
            visibility: 'internal',
            anonymous: true,
          },
        ]
      : [],
})

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
