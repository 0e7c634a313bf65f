import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { theClockMay } from '../policy.ts'
import type {} from '../tables.ts'

/**
 * After somebody left the hub: nothing leads to them any more. What they asked stays and is nobody's; counts stay as they are, since several that
 * fell at one moment would say whose voices they were. Twice is as good as once.
 * No route: a job does it when it hears that somebody left; nobody asks for it by hand.
 */
export const releasePerson = command({
  name: 'floor.release-person',
  summary: 'Let go of a person who left the hub',
  input: z.object({ person: z.uuid() }),
  output: z.object({ person: z.uuid() }),
  facts: async () => null,
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { input: { person } }) {
    await tx.updateTable('floor_question').set({ person_id: null }).where('person_id', '=', person).execute()
    await tx.updateTable('floor_turn').set({ person_id: null, label: null }).where('person_id', '=', person).execute()
    await tx.updateTable('floor_table').set({ entered_by: null }).where('entered_by', '=', person).execute()
    await tx.updateTable('floor_transcript').set({ entered_by: null }).where('entered_by', '=', person).execute()
    await tx.deleteFrom('floor_voice').where('person_id', '=', person).execute()
    await tx.deleteFrom('floor_hand').where('person_id', '=', person).execute()
    await tx.deleteFrom('floor_answer').where('person_id', '=', person).execute()
    return { person }
  },
  tell: () => [{ kind: 'floor.person.released', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
