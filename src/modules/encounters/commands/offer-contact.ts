import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { CONTACT } from '../queries/entries.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import { LONGEST } from '../rules.ts'
import { quietly } from './remove-entry.ts'

export const offerContact = command({
  name: 'encounters.offer-contact',
  summary: 'Write how you can be reached. Each sees what the other wrote when both have written; an empty text takes yours back',
  route: 'PUT /sessions/{session}/encounters/conversations/{pair}/contact',
  limit: 'write',
  input: z.object({ session: z.uuid(), pair: z.uuid(), text: z.string().trim().max(LONGEST.contact) }),
  output: z.object({ offered: z.boolean() }),
  facts: (tx, { input, actor, now, outside }) => pairFacts(tx, input, { actor, now, outside }),
  may: () => yes,
  async run(tx, { input, facts: { first }, outside: { keys } }) {
    const contact = input.text === '' ? null : keys.seal(CONTACT, input.text)
    // What both agreed to keep was what stood there: who writes anew agrees anew.
    await tx
      .updateTable('encounter_pair')
      .set({ ...(first ? { first_contact: contact } : { second_contact: contact }), first_keeps: false, second_keeps: false })
      .where('session_id', '=', input.session)
      .where('id', '=', input.pair)
      .execute()
    return { offered: contact !== null }
  },
  tell: ({ input }) => [quietly('contact.offered', input.session, input.pair)],
})
