import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { mayConvene, mayGiveLink } from '../policy.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { entryToken } from '../queries/meetings.ts'
import { moment, ref } from '../queries/shapes.ts'

/** More sheets than any one helper types in by hand. */
const MOST_SHEETS = 500

export const makeEntryLink = command({
  name: 'dialogue.make-entry-link',
  summary: 'Give somebody who holds no office a link by which they type in sheets: so many, and until then',
  route: 'POST /dialogues/{dialogue}/entry-links',
  input: z.object({
    dialogue: ref,
    givenTo: z.string().trim().min(1).max(120).describe('Whom it is for; it stands in public beside their meetings'),
    quota: z.coerce.number().int().min(1).max(MOST_SHEETS),
    endsAt: moment,
  }),
  output: z.object({ dialogue: z.uuid(), id: z.uuid(), token: z.string() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'share') }),
  may: ({ facts, now }) => mayGiveLink(facts.dialogue, now),
  async run(tx, { input, facts: { dialogue }, actor, now, outside }) {
    const endsAt = new Date(input.endsAt)
    if (endsAt <= now) refuse(noFromHub('input.invalid', { field: 'endsAt' }), [{ field: 'endsAt', code: 'field.endsAt', data: {} }])
    const id = outside.uuid()
    await tx
      .insertInto('entry_link')
      .values({
        ...{ dialogue_id: dialogue.id, id, given_to: input.givenTo, quota: input.quota },
        // Nothing is typed in after the closing, so it does not outlive that.
        ends_at: endsAt < dialogue.closesAt ? endsAt : dialogue.closesAt,
        made_by: actor.person,
        made_at: now,
      })
      .execute()
    return { dialogue: dialogue.id, id, token: entryToken(outside.keys, dialogue.id, id) }
  },
  tell: ({ input, result }) => [
    {
      kind: 'dialogue.entry-link.made',
      scope: result.dialogue,
      subject: result.id,
      data: { quota: input.quota },
      visibility: 'internal',
    },
  ],
})

export const withdrawEntryLink = command({
  name: 'dialogue.withdraw-entry-link',
  summary: 'End an entry link before its time; what was typed in by it stays',
  route: 'DELETE /dialogues/{dialogue}/entry-links/{link}',
  input: z.object({ dialogue: ref, link: z.uuid() }),
  output: z.object({ dialogue: z.uuid() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'share') }),
  may: ({ facts }) => mayConvene(facts.dialogue.standing),
  async run(tx, { input, facts: { dialogue }, now }) {
    await tx
      .updateTable('entry_link')
      .set({ withdrawn_at: now })
      .where('dialogue_id', '=', dialogue.id)
      .where('id', '=', input.link)
      .where('withdrawn_at', 'is', null)
      .execute()
    return { dialogue: dialogue.id }
  },
  tell: ({ input, result }) => [
    { kind: 'dialogue.entry-link.withdrawn', scope: result.dialogue, subject: input.link, data: {}, visibility: 'internal' },
  ],
})
